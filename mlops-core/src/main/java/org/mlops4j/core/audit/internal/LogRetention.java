package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

/**
 * Prunes a log and holds what must not be pruned. Every step is a change of the {@link Retention} document together with
 * its entry; bundles are deleted afterwards, the last first, and what a crash leaves of them goes the next time.
 */
final class LogRetention {

    static final String PRUNE = "audit.prune";
    static final String HOLD = "audit.hold";
    static final String RELEASE = "audit.release";

    /** Detail of {@link #PRUNE}: the first entry whose content is still there. */
    static final String FIRST = "first";

    /** Detail of {@link #HOLD} and {@link #RELEASE}. */
    static final String MATTER = "matter";

    private final Directory directory;
    private final Tiles tiles;
    private final LogReader reader;
    private final LogWriter writer;
    private final Supplier<AccessControl> access;
    private final Clock clock;
    private final String origin;

    LogRetention(
            Directory directory,
            Tiles tiles,
            LogReader reader,
            LogWriter writer,
            Supplier<AccessControl> access,
            Clock clock,
            String origin) {
        this.directory = directory;
        this.tiles = tiles;
        this.reader = reader;
        this.writer = writer;
        this.access = access;
        this.clock = clock;
        this.origin = origin;
    }

    /** What the document says now. */
    Retention read() throws IOException {
        return Retention.read(directory);
    }

    long prune(Instant before, Actor claimed, String reason) throws IOException {
        Actor actor = admit(claimed, PRUNE, logItself(), reason);
        while (true) {
            Retention known = read();
            tiles.dropBundles(known.dropped(), known.first());
            long first = firstToKeep(known, before);
            if (first == known.first()) {
                return first;
            }
            Map<String, String> details = new LinkedHashMap<>();
            details.put("before", before.toString());
            details.put("from", String.valueOf(known.first()));
            details.put(FIRST, String.valueOf(first));
            if (change(known, entry(actor, PRUNE, logItself(), reason, details), now -> now.prunedBefore(first))) {
                tiles.dropBundles(known.first(), first);
                return first;
            }
        }
    }

    private long firstToKeep(Retention known, Instant before) throws IOException {
        long signed = reader.view().start();
        long first = known.first();
        while (first + Layout.WIDTH <= signed
                && isDroppable(tiles.checked(first / Layout.WIDTH, signed), known, before)) {
            first += Layout.WIDTH;
        }
        return first;
    }

    private static boolean isDroppable(EntryBundle bundle, Retention known, Instant before) {
        long first = bundle.first();
        for (int i = 0; i < bundle.entries().size(); i++) {
            AuditEntry entry =
                    bundle.entries().get(i).at(first + i, bundle.path()).entry();
            boolean isOld = entry.time().isBefore(before);
            if (!isOld || known.holds().stream().anyMatch(hold -> keeps(hold, entry))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an entry is about what is held, or is the one that began the hold. */
    private static boolean keeps(LegalHold hold, AuditEntry entry) {
        return hold.covers(entry.subject())
                || entry.action().equals(HOLD)
                        && hold.matter().equals(entry.details().get(MATTER));
    }

    LegalHold hold(String matter, Ref subject, Actor claimed, String reason) throws IOException {
        Actor actor = admit(claimed, HOLD, subject, reason);
        while (true) {
            Retention known = read();
            AuditEntry entry = entry(actor, HOLD, subject, reason, Map.of(MATTER, matter));
            LegalHold hold = new LegalHold(matter, subject, actor, reason, entry.time());
            Optional<LegalHold> same = known.find(matter, subject);
            if (same.isPresent()) {
                return same.get();
            }
            if (change(known, entry, now -> now.with(hold))) {
                return hold;
            }
        }
    }

    List<LegalHold> release(String matter, Actor claimed, String reason) throws IOException {
        Ref subject = Ref.of("legal-matter", matter);
        Actor actor = admit(claimed, RELEASE, subject, reason);
        while (true) {
            Retention known = read();
            List<LegalHold> ended = known.holds().stream()
                    .filter(hold -> hold.matter().equals(matter))
                    .toList();
            if (ended.isEmpty()
                    || change(
                            known,
                            entry(actor, RELEASE, subject, reason, Map.of(MATTER, matter)),
                            now -> now.without(matter))) {
                return ended;
            }
        }
    }

    private Ref logItself() {
        return Ref.of(LegalHold.LOG, origin);
    }

    private AuditEntry entry(Actor actor, String action, Ref subject, String reason, Map<String, String> details) {
        return new AuditEntry(clock.instant(), actor, action, subject, reason, details);
    }

    private Actor admit(Actor claimed, String action, Ref subject, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + action + "' must say why but was blank");
        }
        return access.get().admit(claimed, action, subject);
    }

    /** False if somebody else changed the document first; nothing was done then. */
    private boolean change(Retention known, AuditEntry entry, UnaryOperator<Retention> step) throws IOException {
        byte[] bytes = step.apply(known).encode();
        RetentionChange change = new RetentionChange(known, bytes);
        try {
            writer.append(entry, change);
            return true;
        } catch (IOException e) {
            if (change.overtaken) {
                return false;
            }
            throw e;
        }
    }

    /** Writes the document, unless it is another by now. */
    private final class RetentionChange implements Change {

        private final Retention known;
        private final byte[] bytes;
        private boolean overtaken;

        RetentionChange(Retention known, byte[] bytes) {
            this.known = known;
            this.bytes = bytes;
        }

        @Override
        public String key() {
            return Layout.RETENTION;
        }

        @Override
        public Digest content() {
            return Digest.of(bytes);
        }

        @Override
        public void apply() throws IOException {
            if (!read().equals(known)) {
                overtaken = true;
                throw new IOException(Layout.RETENTION + " was changed by somebody else meanwhile");
            }
            directory.replace(Layout.RETENTION, bytes);
        }
    }
}
