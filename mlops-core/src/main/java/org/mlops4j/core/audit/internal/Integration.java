package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

/**
 * Moves pending entries into the tree and signs it. The steps are tiles, checkpoint, removal: before the checkpoint is
 * replaced nothing reads the new tiles, and afterwards nothing reads the old pending file, so it may end anywhere.
 */
final class Integration {

    /** What an entry says that tells of another key. */
    static final String KEY_CHANGE = "checkpoint-key.change";

    private static final QuietLogger LOG = QuietLogger.of(Integration.class);

    private final Directory directory;
    private final LogReader reader;
    private final Tiles tiles;
    private final AuditKeys keys;

    Integration(Directory directory, LogReader reader, Tiles tiles, AuditKeys keys) {
        this.directory = directory;
        this.reader = reader;
        this.tiles = tiles;
        this.keys = keys;
    }

    /** The key of the last checkpoint, if another signs now. */
    Optional<NoteKey> formerKey(LogView view) {
        return Optional.ofNullable(view.checkpoint()).flatMap(keys::outdated);
    }

    /** The entry by which whoever trusts the former key learns of the key that follows it. */
    AuditEntry keyChange(NoteKey former, Instant time) {
        return new AuditEntry(
                time,
                Actor.service("mlops"),
                KEY_CHANGE,
                Ref.of(LegalHold.LOG, former.name()),
                "the key provider has a newer key",
                Map.of("from", former.text(), "to", keys.current().text()));
    }

    /** Signs all entries, as they are on disk, and with the former key too if there is one; the caller holds the lock. */
    Checkpoint integrate(Optional<NoteKey> former) throws IOException {
        LogView stored = reader.reread();
        Checkpoint last = stored.checkpoint();
        List<StoredEntry> added = stored.pending().entries();
        if (last != null) {
            if (added.isEmpty()) {
                return last;
            }
            requireExtends(last);
        }
        tiles.extend(stored.start(), added);
        byte[] root = MerkleTree.root(stored.size(), tiles.tree(stored.size()));
        Checkpoint next = keys.sign(stored.size(), root, former);
        byte[] note = next.note().getBytes(StandardCharsets.UTF_8);
        directory.replace(Layout.CHECKPOINT, note);
        reader.publish(added.isEmpty() ? LogView.UNKNOWN : LogView.of(note, next));
        tidy(stored.start(), stored.size());
        return next;
    }

    /** The checkpoint is signed; what is left over only takes room. */
    private void tidy(long before, long size) {
        try {
            dropCovered(size);
            tiles.dropPartials(before, size);
        } catch (IOException e) {
            LOG.warn("tidy", "audit log: files that are no longer needed could not be deleted: {}", e.toString());
        }
    }

    /** The tree that the tiles hold at the size of the last checkpoint must be the one that was signed. */
    private void requireExtends(Checkpoint last) throws IOException {
        Digest root = Digest.ofHash(MerkleTree.root(last.size(), tiles.tree(last.size())));
        if (!root.equals(last.root())) {
            throw new IntegrityException("the tiles of " + last.size() + " entries have the root " + root.shortHex()
                    + " but " + Layout.CHECKPOINT + " signs " + last.root().shortHex()
                    + "; nothing is signed on top of a changed log: verify it and restore the folder 'audit'");
        }
    }

    /** Deletes the files of pending entries that the checkpoint covers. */
    void dropCovered(long start) throws IOException {
        for (String name : directory.list(Layout.PENDING)) {
            String path = Layout.PENDING + "/" + name;
            if (Layout.isPendingBehind(name, start)) {
                throw new IntegrityException(path + " begins behind the " + start + " entries of " + Layout.CHECKPOINT
                        + "; an older checkpoint was put back: restore the folder 'audit' from a backup");
            }
            if (Layout.isPendingBefore(name, start)) {
                directory.delete(path);
            }
        }
    }
}
