package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.MlopsException;

/**
 * Checks a whole log from its files: each entry hashes to its leaf, each full tile to its place in the tile above it,
 * and what is left to the signed root. So every stored byte is covered, and a change is reported where it is. Used once.
 */
final class AuditVerifier {

    private final Tiles tiles;
    private final AuditKeys keys;
    private final String origin;
    private final Problems problems = new Problems();
    private List<NoteKey> known = List.of();

    AuditVerifier(Tiles tiles, AuditKeys keys, String origin) {
        this.tiles = tiles;
        this.keys = keys;
        this.origin = origin;
    }

    /** Checks the log that a snapshot is the end of, which had so many entries before. */
    AuditVerification verify(LogSnapshot snapshot, long atLeast, List<Checkpoint> anchored) throws IOException {
        snapshot.problems().forEach(problems::add);
        Checkpoint checkpoint = snapshot.checkpoint();
        if (checkpoint != null || !anchored.isEmpty()) {
            readKeys();
        }
        if (checkpoint != null) {
            isOurs(Layout.CHECKPOINT, checkpoint);
            checkTree(checkpoint);
        }
        String path = Layout.pending(snapshot.start());
        long size = snapshot.start();
        for (StoredEntry entry : snapshot.pending()) {
            checkEntry(entry, size++, path);
        }
        if (size < atLeast) {
            problems.add(path + ": ends before entry " + (atLeast - 1) + ", which was in the log");
        }
        boolean independent = false;
        for (Checkpoint anchor : anchored) {
            independent |= isCompared(anchor, snapshot.start());
        }
        return new AuditVerification(origin, size, problems.list(), independent);
    }

    private void readKeys() {
        try {
            known = keys.known();
        } catch (MlopsException | UncheckedIOException e) {
            problems.add("signatures cannot be checked: " + e.getMessage());
        }
    }

    /** Whether a checkpoint is signed by a key of this log and says what it claims to. */
    private boolean isOurs(String what, Checkpoint checkpoint) throws IOException {
        Optional<Checkpoint> signed = problems.check(() -> CheckpointNote.verified(what, checkpoint.note(), known));
        if (signed.isEmpty()) {
            return false;
        }
        if (!signed.get().equals(checkpoint)) {
            problems.add(what + ": its note says something else than it does");
            return false;
        }
        if (!checkpoint.origin().equals(origin)) {
            problems.add(what + ": is of the log '" + checkpoint.origin() + "' and not of '" + origin + "'");
            return false;
        }
        return true;
    }

    private void checkTree(Checkpoint checkpoint) throws IOException {
        long size = checkpoint.size();
        for (int level = 0; size >> Layout.HEIGHT * level > 0; level++) {
            long tileCount = ((size >> Layout.HEIGHT * level) + Layout.WIDTH - 1) / Layout.WIDTH;
            HashTile above = null;
            for (long index = 0; index < tileCount; index++) {
                if (index % Layout.WIDTH == 0) {
                    above = isFull(size, level, index) ? tile(level + 1, index / Layout.WIDTH, size) : null;
                }
                HashTile tile = tile(level, index, size);
                if (tile != null) {
                    checkTile(size, level, index, tile, above);
                }
            }
        }
        checkRoot(Layout.CHECKPOINT, checkpoint);
    }

    private boolean checkRoot(String what, Checkpoint checkpoint) throws IOException {
        long size = checkpoint.size();
        Optional<byte[]> root = problems.check(() -> MerkleTree.root(size, tiles.tree(size)));
        if (root.isPresent() && !Digest.ofHash(root.get()).equals(checkpoint.root())) {
            problems.add(what + ": signs the root " + checkpoint.root().shortHex() + " but the first " + size
                    + " entries have " + Digest.ofHash(root.get()).shortHex() + "; the log was changed");
        }
        return root.isPresent();
    }

    private static boolean isFull(long size, int level, long index) {
        return Layout.width(size, level, index) == Layout.WIDTH;
    }

    private @Nullable HashTile tile(int level, long index, long size) throws IOException {
        return problems.check(() -> tiles.hashes(level, index, size)).orElse(null);
    }

    private void checkTile(long size, int level, long index, HashTile tile, @Nullable HashTile above)
            throws IOException {
        if (level == 0) {
            problems.check(() -> tiles.entries(index, size)).ifPresent(bundle -> checkBundle(bundle, index, tile));
        }
        if (above != null && isFull(size, level, index)) {
            byte[] root = tile.subtree(0, Layout.WIDTH);
            if (!Arrays.equals(root, above.hash((int) (index % Layout.WIDTH)))) {
                problems.add(tile.path() + ": does not hash to its place in " + above.path());
            }
        }
    }

    private void checkBundle(EntryBundle bundle, long index, HashTile tile) {
        for (int i = 0; i < bundle.entries().size(); i++) {
            StoredEntry entry = bundle.entries().get(i);
            long place = index * Layout.WIDTH + i;
            if (Arrays.equals(entry.leafHash(), tile.hash(i))) {
                checkEntry(entry, place, bundle.path());
            } else {
                problems.add("entry " + place + ": " + bundle.path() + " does not hash to its leaf in " + tile.path());
            }
        }
    }

    private void checkEntry(StoredEntry entry, long place, String file) {
        try {
            entry.at(place, file);
        } catch (IntegrityException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a checkpoint that somebody else kept could be compared; one of no entries says nothing. */
    private boolean isCompared(Checkpoint anchor, long size) throws IOException {
        String what = "anchored checkpoint of " + anchor.size() + " entries";
        if (!isOurs(what, anchor)) {
            return false;
        }
        if (anchor.size() > size) {
            problems.add(what + ": covers more than the " + size + " entries of " + Layout.CHECKPOINT
                    + "; entries were removed");
            return true;
        }
        return checkRoot(what, anchor) && anchor.size() > 0;
    }
}
