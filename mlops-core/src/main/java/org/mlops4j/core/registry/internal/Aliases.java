package org.mlops4j.core.registry.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Paths;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RegistryConflictException;
import org.mlops4j.registry.RegistryStore;

/** Names that point at versions. Each keeps the trail of versions a rollback walks back; history is the audit log's. */
final class Aliases {

    static final String MOVE = "alias.move";
    static final String ROLL_BACK = "alias.roll-back";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern RESERVED = Pattern.compile("latest|v[0-9]+");
    private static final String SUFFIX = ".json";
    private static final int MAX_TRAIL = 100;

    private final RegistryStore store;
    private final Changes changes;
    private final AuditLog audit;
    private final Versions versions;

    Aliases(RegistryStore store, Changes changes, AuditLog audit, Versions versions) {
        this.store = store;
        this.changes = changes;
        this.audit = audit;
        this.versions = versions;
    }

    /** An alias as it stands after a call, and the move that brought it there; none if it stood there before. */
    record Moved(Alias alias, Optional<AliasMove> move) {}

    /** An alias, its trail, and the mark of its document. */
    private record State(Alias alias, List<Integer> trail, String etag) {}

    Moved move(String model, String name, int number, OptionalInt expected, Actor actor, String reason) {
        if (expected.isPresent() && expected.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "expected must be the number of a version, or 0 for none, but was " + expected.getAsInt());
        }
        Actor admitted = admit(MOVE, model, name, actor, reason);
        ModelVersion to = versions.get(model, number);
        return changes.untilFirst(() -> {
            State current = state(model, name);
            int now = current == null ? 0 : current.alias.version();
            if (expected.isPresent() && expected.getAsInt() != now) {
                throw new RegistryConflictException(model + "@" + name + " was expected to "
                        + (expected.getAsInt() == 0 ? "be new" : "point at version " + expected.getAsInt())
                        + " but points at " + (now == 0 ? "nothing" : "version " + now)
                        + "; look again and decide anew");
            }
            if (current != null && now == number) {
                return new Moved(current.alias, Optional.empty());
            }
            List<Integer> trail = new ArrayList<>();
            if (current != null) {
                trail.addAll(current.trail);
                trail.add(now);
            }
            return set(MOVE, current, trail, to, name, admitted, reason);
        });
    }

    /** Is not tried again: whoever lost to another rollback would walk back twice. */
    Moved rollBack(String model, String name, Actor actor, String reason) {
        Actor admitted = admit(ROLL_BACK, model, name, actor, reason);
        versions.requireModel(model);
        State current = state(model, name);
        if (current == null) {
            throw new RegistryConflictException(model + "@" + name
                    + " does not exist, so there is nothing to roll back to; move it to a version instead");
        }
        if (current.trail.isEmpty()) {
            throw new RegistryConflictException(current.alias.id() + " points at version " + current.alias.version()
                    + " and at none before it, so there is nothing to roll back to; move it to a version instead");
        }
        int last = current.trail.size() - 1;
        ModelVersion to = versions.get(model, current.trail.get(last));
        return set(ROLL_BACK, current, current.trail.subList(0, last), to, name, admitted, reason);
    }

    /** An alias as it stands now, or empty if it was never set. */
    Optional<Alias> get(String model, String name) {
        requireName(name);
        return Optional.ofNullable(state(model, name)).map(State::alias);
    }

    List<Alias> all(String model) {
        List<Alias> aliases = new ArrayList<>();
        String folder = folderOf(model);
        for (String key : store.list(folder)) {
            if (key.endsWith(SUFFIX)) {
                String name = Paths.decode(key.substring(folder.length(), key.length() - SUFFIX.length()));
                if (isName(name)) {
                    get(model, name).ifPresent(aliases::add);
                }
            }
        }
        return aliases;
    }

    List<AliasMove> history(String model) {
        try (Stream<RecordedEntry> entries = audit.entries()) {
            return entries.map(RecordedEntry::entry)
                    .filter(entry -> entry.subject().kind().equals(Alias.REF_KIND)
                            && entry.subject().id().startsWith(model + "@")
                            && (entry.action().equals(MOVE) || entry.action().equals(ROLL_BACK))
                            && entry.details().containsKey(Changes.DOCUMENT))
                    .map(Aliases::moveOf)
                    .toList();
        }
    }

    private Actor admit(String action, String model, String name, Actor actor, String reason) {
        requireName(name);
        return changes.admit(actor, action, Ref.of(Alias.REF_KIND, model + "@" + name), reason);
    }

    private Moved set(
            String action,
            @Nullable State current,
            List<Integer> trail,
            ModelVersion to,
            String name,
            Actor actor,
            String reason) {
        Instant now = changes.now();
        long revision = current == null ? 1 : current.alias.revision() + 1;
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("model", to.model());
        content.put("alias", name);
        content.put("version", to.number());
        content.put("digest", to.digest());
        content.put("revision", revision);
        content.put("trail", trail.subList(Math.max(0, trail.size() - MAX_TRAIL), trail.size()));
        content.put("actor", ManifestJson.write(actor));
        content.put("reason", reason);
        content.put("at", now);
        Map<String, String> details = new LinkedHashMap<>();
        if (current != null) {
            details.put("from", String.valueOf(current.alias.version()));
        }
        details.put("to", String.valueOf(to.number()));
        details.put("digest", to.digest().toString());
        details.put("revision", String.valueOf(revision));
        Alias alias = new Alias(to.model(), name, to.number(), to.digest(), revision);
        AuditEntry entry = changes.publish(
                new AuditEntry(now, actor, action, Ref.of(Alias.REF_KIND, alias.id()), reason, details),
                keyOf(to.model(), name),
                Documents.write(content),
                current == null ? null : current.etag);
        return new Moved(alias, Optional.of(moveOf(entry)));
    }

    private @Nullable State state(String model, String name) {
        String key = keyOf(model, name);
        RegistryStore.Document document = store.get(key).orElse(null);
        if (document == null) {
            return null;
        }
        String what = "alias '" + key + "'";
        return Documents.read(what, document.bytes(), json -> {
            if (!json.text("model").equals(model) || !json.text("alias").equals(name)) {
                throw new IntegrityException(what + " is that of " + json.text("model") + "@" + json.text("alias")
                        + "; restore it from a backup");
            }
            Alias known =
                    new Alias(model, name, json.int32("version"), json.digest("digest"), json.integer("revision"));
            List<Integer> trail = new ArrayList<>();
            for (long version : json.integers("trail")) {
                trail.add((int) version);
            }
            return new State(known, trail, document.etag());
        });
    }

    private static AliasMove moveOf(AuditEntry entry) {
        String id = entry.subject().id();
        int at = id.indexOf('@');
        String from = entry.details().get("from");
        return new AliasMove(
                id.substring(0, at),
                id.substring(at + 1),
                from == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(from)),
                Integer.parseInt(entry.detail("to")),
                Long.parseLong(entry.detail("revision")),
                entry.time(),
                entry.actor(),
                entry.reason());
    }

    private static String folderOf(String model) {
        return Versions.folderOf(model) + "/aliases/";
    }

    private static String keyOf(String model, String name) {
        return folderOf(model) + Paths.encode(name) + SUFFIX;
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("alias must be a lower-case letter, then up to 63 lower-case letters, "
                    + "digits and dashes, and neither 'latest' nor 'v' with a number, but was '" + name + "'");
        }
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.matcher(name).matches();
    }
}
