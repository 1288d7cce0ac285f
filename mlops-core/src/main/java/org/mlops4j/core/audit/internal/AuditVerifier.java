package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.internal.Anchoring.Anchored;
import org.mlops4j.core.audit.internal.WitnessClock.Sighting;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.MlopsException;

/**
 * Checks a whole log from its files: each entry hashes to its leaf, each full tile to its place in the tile above it,
 * and what is left to the signed root. So every stored byte is covered, and a change is reported where it is. Bundles
 * are checked on all processors. Used once.
 */
final class AuditVerifier {

    private final Tiles tiles;
    private final String origin;
    private final Problems problems = new Problems();
    private final Problems warnings = new Problems();
    private final Supplier<List<NoteKey>> keys;
    private final List<NoteKey> witnesses;

    AuditVerifier(Tiles tiles, Supplier<List<NoteKey>> keys, List<NoteKey> witnesses, String origin) {
        this.tiles = tiles;
        this.keys = keys;
        this.witnesses = witnesses;
        this.origin = origin;
    }

    /** What was found before. */
    AuditVerifier note(List<String> knownProblems, List<String> knownWarnings) {
        knownProblems.forEach(problems::add);
        knownWarnings.forEach(warnings::add);
        return this;
    }

    /**
     * Checks a log.
     *
     * @param snapshot its end
     * @param retention what was pruned and is held, or null if the note of it is damaged
     * @param atLeast how many entries there were before
     * @param anchored checkpoints that others keep, of this log and of others
     */
    AuditVerification verify(LogSnapshot snapshot, @Nullable Retention retention, long atLeast, List<Anchored> anchored)
            throws IOException {
        snapshot.problems().forEach(problems::add);
        Checkpoint checkpoint = snapshot.checkpoint();
        List<Anchored> ours = anchored.stream()
                .filter(claim -> claim.checkpoint().origin().equals(origin))
                .toList();
        Signers signers = signers(checkpoint != null || !ours.isEmpty());
        List<Sighting> cosigned = checkpoint == null ? List.of() : signers.sightings(Layout.CHECKPOINT, checkpoint);
        EntryCheck entries = new EntryCheck(witnessClock(signers, cosigned, ours));
        boolean isSigned = checkpoint != null && signers.haveSigned(Layout.CHECKPOINT, checkpoint);
        long first = retention == null ? 0 : retention.first();
        if (checkpoint != null) {
            checkTree(checkpoint, first, entries);
        }
        long size = checkPending(snapshot, entries);
        if (size < atLeast) {
            problems.add(Layout.pending(snapshot.start()) + ": ends before entry " + (atLeast - 1)
                    + ", which was in the log");
        }
        entries.problems().forEach(problems::add);
        entries.warnings().forEach(warnings::add);
        if (retention != null) {
            RetentionCheck.compare(retention, ofRetention(snapshot, retention, entries), problems);
        }
        long compared = new AnchorCheck(tiles, signers, problems).compare(ours, snapshot.start());
        long independent = isSigned && !cosigned.isEmpty() ? snapshot.start() : 0;
        return new AuditVerification(
                origin,
                size,
                first,
                snapshot.start(),
                Math.max(compared, independent),
                problems.list(),
                warnings.list(),
                otherLogs(anchored));
    }

    private Signers signers(boolean needed) {
        List<NoteKey> known = List.of();
        if (needed) {
            try {
                known = keys.get();
            } catch (MlopsException | UncheckedIOException e) {
                problems.add("signatures cannot be checked: " + e.getMessage());
            }
        }
        return new Signers(origin, known, witnesses, problems);
    }

    private static WitnessClock witnessClock(Signers signers, List<Sighting> cosigned, List<Anchored> ours)
            throws IOException {
        List<Sighting> all = new ArrayList<>(cosigned);
        for (Anchored claim : ours) {
            all.addAll(signers.sightings(
                    "anchored checkpoint of " + claim.checkpoint().size() + " entries", claim.checkpoint()));
        }
        return WitnessClock.of(all);
    }

    private void checkTree(Checkpoint checkpoint, long firstKept, EntryCheck entries) throws IOException {
        long size = checkpoint.size();
        for (int level = 0; size >> Layout.HEIGHT * level > 0; level++) {
            long tileCount = ((size >> Layout.HEIGHT * level) + Layout.WIDTH - 1) / Layout.WIDTH;
            for (long index = 0; index < tileCount; index += Layout.WIDTH) {
                boolean isFull = Layout.width(size, level, index) == Layout.WIDTH;
                HashTile above = isFull ? tile(level + 1, index / Layout.WIDTH, size) : null;
                long end = Math.min(tileCount, index + Layout.WIDTH);
                if (level == 0) {
                    checkEntries(index, end, size, above, firstKept, entries);
                } else {
                    checkHashes(level, index, end, size, above);
                }
            }
        }
        Optional<byte[]> root = problems.check(() -> MerkleTree.root(size, tiles.tree(size)));
        if (root.isPresent() && !Digest.ofHash(root.get()).equals(checkpoint.root())) {
            problems.add(Layout.CHECKPOINT + ": signs the root "
                    + checkpoint.root().shortHex() + " but the first " + size + " entries have "
                    + Digest.ofHash(root.get()).shortHex() + "; the log was changed");
        }
    }

    private void checkEntries(
            long from, long end, long size, @Nullable HashTile above, long firstKept, EntryCheck entries) {
        LongStream.range(from, end)
                .parallel()
                .mapToObj(index -> {
                    EntryCheck check = entries.another();
                    try {
                        check.check(tiles, index, size, above, (index + 1) * Layout.WIDTH <= firstKept);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return check;
                })
                .toList()
                .forEach(entries::add);
    }

    private void checkHashes(int level, long from, long end, long size, @Nullable HashTile above) throws IOException {
        for (long index = from; index < end; index++) {
            HashTile tile = tile(level, index, size);
            if (tile != null && above != null && Layout.width(size, level, index) == Layout.WIDTH) {
                EntryCheck.difference(tile, above, level, index).ifPresent(problems::add);
            }
        }
    }

    private @Nullable HashTile tile(int level, long index, long size) throws IOException {
        return problems.check(() -> tiles.hashes(level, index, size)).orElse(null);
    }

    private static long checkPending(LogSnapshot snapshot, EntryCheck entries) {
        String path = Layout.pending(snapshot.start());
        long size = snapshot.start();
        for (StoredEntry entry : snapshot.pending()) {
            entries.check(entry, size++, path);
        }
        return size;
    }

    /** An entry in doubt counts if the document has the content that it tells of, as for whoever settles it. */
    private static List<RecordedEntry> ofRetention(LogSnapshot snapshot, Retention retention, EntryCheck entries) {
        List<RecordedEntry> all = new ArrayList<>(entries.ofRetention());
        Doubt doubt = snapshot.doubt();
        if (doubt != null
                && doubt.key().equals(Layout.RETENTION)
                && doubt.content().equals(Digest.of(retention.encode()))) {
            try {
                long index = snapshot.start() + snapshot.pending().size();
                all.add(doubt.entry().at(index, Layout.pending(snapshot.start())));
            } catch (IntegrityException e) {
                // Said of the pending file, once it is settled.
                return all;
            }
        }
        return all;
    }

    private List<String> otherLogs(List<Anchored> anchored) {
        TreeSet<String> origins = new TreeSet<>();
        anchored.forEach(claim -> origins.add(claim.checkpoint().origin()));
        origins.remove(origin);
        return List.copyOf(origins);
    }
}
