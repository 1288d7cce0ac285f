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
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.identity.Actor;
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
    private static final int FORMAT = 1;
    private static final int MAX_TRAIL = 100;
    private static final int MAX_ATTEMPTS = 100;

    private final RegistryStore store;
    private final Changes changes;
    private final AuditLog audit;

    Aliases(RegistryStore store, Changes changes, AuditLog audit) {
        this.store = store;
        this.changes = changes;
        this.audit = audit;
    }

    /** An alias, its trail, and the mark of its document. */
    private record State(Alias alias, List<Integer> trail, String etag) {}

    /** Which version an alias shall point at, given its state. */
    @FunctionalInterface
    private interface Target {

        ModelVersion of(@Nullable State current);
    }

    AliasMove move(ModelVersion to, String alias, OptionalInt expected, Actor actor, String reason) {
        requireName(alias);
        return change(MOVE, to.model(), alias, actor, reason, current -> {
            int now = current == null ? 0 : current.alias.version();
            if (expected.isPresent() && expected.getAsInt() != now) {
                throw new RegistryConflictException(to.model() + "@" + alias + " was expected to "
                        + (expected.getAsInt() == 0 ? "be new" : "point at version " + expected.getAsInt())
                        + " but points at " + (now == 0 ? "nothing" : "version " + now)
                        + "; look again and decide anew");
            }
            return to;
        });
    }

    AliasMove rollBack(String model, String alias, Versions versions, Actor actor, String reason) {
        requireName(alias);
        return change(ROLL_BACK, model, alias, actor, reason, current -> {
            if (current == null || current.trail.isEmpty()) {
                throw new RegistryConflictException(model + "@" + alias
                        + (current == null ? " does not exist" : " never pointed elsewhere")
                        + ", so there is nothing to roll back to; move it to a version instead");
            }
            return versions.get(model, current.trail.get(current.trail.size() - 1));
        });
    }

    Optional<Alias> get(String model, String alias) {
        return Optional.ofNullable(state(model, alias)).map(State::alias);
    }

    List<Alias> all(String model) {
        List<Alias> aliases = new ArrayList<>();
        String folder = Versions.folderOf(model) + "/aliases/";
        for (String key : store.list(folder)) {
            String name = key.substring(folder.length(), key.length() - ".json".length());
            get(model, name).ifPresent(aliases::add);
        }
        return aliases;
    }

    List<AliasMove> history(String model) {
        try (Stream<RecordedEntry> entries = audit.entries()) {
            return entries.map(RecordedEntry::entry)
                    .filter(entry -> entry.subject().kind().equals(Alias.REF_KIND)
                            && entry.subject().id().startsWith(model + "@")
                            && (entry.action().equals(MOVE) || entry.action().equals(ROLL_BACK)))
                    .map(Aliases::moveOf)
                    .toList();
        }
    }

    private AliasMove change(String action, String model, String alias, Actor claimed, String reason, Target target) {
        Ref subject = Ref.of(Alias.REF_KIND, model + "@" + alias);
        Actor actor = changes.admit(claimed, action, subject, reason);
        for (int attempt = 1; ; attempt++) {
            State current = state(model, alias);
            ModelVersion to = target.of(current);
            Instant now = changes.now();
            long revision = current == null ? 1 : current.alias.revision() + 1;
            byte[] bytes = document(to, alias, revision, trail(current, action), actor, reason, now);
            String key = keyOf(model, alias);
            Map<String, String> details = new LinkedHashMap<>();
            if (current != null) {
                details.put("from", String.valueOf(current.alias.version()));
            }
            details.put("to", String.valueOf(to.number()));
            details.put("digest", to.digest().toString());
            details.put("revision", String.valueOf(revision));
            AuditEntry entry = Changes.entry(now, actor, action, subject, reason, details);
            try {
                changes.publish(
                        entry,
                        key,
                        bytes,
                        () -> current == null
                                ? store.putIfAbsent(key, bytes)
                                : store.compareAndSet(key, current.etag, bytes));
                return moveOf(entry);
            } catch (RegistryConflictException e) {
                // The target decides anew whether it still wants the move.
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static List<Integer> trail(@Nullable State current, String action) {
        if (current == null) {
            return List.of();
        }
        List<Integer> trail = new ArrayList<>(current.trail);
        if (action.equals(ROLL_BACK)) {
            trail.remove(trail.size() - 1);
        } else {
            trail.add(current.alias.version());
        }
        return trail.subList(Math.max(0, trail.size() - MAX_TRAIL), trail.size());
    }

    private static byte[] document(
            ModelVersion to,
            String alias,
            long revision,
            List<Integer> trail,
            Actor actor,
            String reason,
            Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("alias", alias);
        json.put("version", to.number());
        json.put("digest", to.digest());
        json.put("revision", revision);
        json.put("trail", trail);
        json.put("actor", ManifestJson.write(actor));
        json.put("reason", reason);
        json.put("at", now);
        return Json.canonical(json);
    }

    private @Nullable State state(String model, String alias) {
        String key = keyOf(model, alias);
        RegistryStore.Document document = store.get(key).orElse(null);
        if (document == null) {
            return null;
        }
        String what = "alias '" + key + "'";
        return Json.readStored(what, document.bytes(), json -> {
            ManifestJson.requireKnownFormat(what, json);
            Alias known =
                    new Alias(model, alias, json.int32("version"), json.digest("digest"), json.integer("revision"));
            List<Integer> trail = new ArrayList<>();
            for (long version : json.integers("trail")) {
                trail.add(Math.toIntExact(version));
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

    private static String keyOf(String model, String alias) {
        return Versions.folderOf(model) + "/aliases/" + alias + ".json";
    }

    static void requireName(String alias) {
        if (!NAME.matcher(alias).matches() || RESERVED.matcher(alias).matches()) {
            throw new IllegalArgumentException("alias must be a lower-case letter, then up to 63 lower-case letters, "
                    + "digits and dashes, and neither 'latest' nor 'v' with a number, but was '" + alias + "'");
        }
    }
}
