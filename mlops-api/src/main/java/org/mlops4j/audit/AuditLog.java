package org.mlops4j.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * The history of a home. Every change of every room is an entry; applications may add their own. Safe for use by many
 * threads, and by several processes that share a home.
 *
 * @since 0.1.0
 */
public interface AuditLog {

    /**
     * Adds an entry, with the time of the library's clock.
     *
     * @param actor who
     * @param action what, in lower-case words joined by dots
     * @param subject to which thing
     * @param reason why; not blank
     * @return the entry with its place; durable when this returns
     * @throws IllegalArgumentException if action or reason is blank, or the entry is larger than 65,535 bytes as JSON
     * @throws IllegalStateException if the library is closed
     * @throws org.mlops4j.identity.IntegrityException if the log was changed or cut, naming the place
     * @throws java.io.UncheckedIOException if it cannot be written; nothing was added then
     */
    RecordedEntry append(Actor actor, String action, Ref subject, String reason);

    /**
     * How many entries there are.
     *
     * @return a number from 0
     * @throws org.mlops4j.identity.IntegrityException if the end of the log was changed, naming the file
     */
    long size();

    /**
     * All entries in order, up to the size at the time of the call.
     *
     * @return a lazy stream, to be closed after use
     * @throws org.mlops4j.identity.IntegrityException if stored entries cannot be read, naming the place
     */
    default Stream<RecordedEntry> entries() {
        return entries(0, size());
    }

    /**
     * Some entries in order.
     *
     * @param from first index
     * @param to index after the last, at most {@link #size()}
     * @return a lazy stream, to be closed after use
     * @throws IndexOutOfBoundsException if the range lies outside the log
     * @throws org.mlops4j.identity.IntegrityException if stored entries cannot be read, naming the place
     */
    Stream<RecordedEntry> entries(long from, long to);

    /**
     * The entries about a thing, in order.
     *
     * @param kind what sort of thing, as in {@link Ref#kind()}
     * @param id its name within that kind
     * @return a list, empty if there are none
     */
    default List<RecordedEntry> about(String kind, String id) {
        try (Stream<RecordedEntry> all = entries()) {
            return all.filter(recorded -> recorded.entry().subject().kind().equals(kind)
                            && recorded.entry().subject().id().equals(id))
                    .toList();
        }
    }

    /**
     * Signs what the log holds now. One signature covers all entries since the last.
     *
     * @return the checkpoint, durable when this returns
     * @throws org.mlops4j.identity.IntegrityException if the log does not extend its last checkpoint
     * @throws IllegalStateException if the library is closed
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    Checkpoint checkpoint();

    /**
     * The newest signed checkpoint.
     *
     * @return the checkpoint, or empty if none was signed yet
     * @throws org.mlops4j.identity.IntegrityException if it was changed, or no known key signed it
     */
    Optional<Checkpoint> lastCheckpoint();

    /**
     * The public key that checks the newest checkpoints, to be given to whoever keeps them. Older checkpoints may be
     * signed by older keys of the same name.
     *
     * @return the verifier key {@code name+id+base64} (C2SP signed-note); the name is the origin of the log
     * @throws org.mlops4j.identity.MlopsException if there is no key and none can be made
     */
    String verifierKey();

    /**
     * Proves that an entry is in the log of a checkpoint.
     *
     * @param index the entry
     * @param checkpoint the checkpoint
     * @return the proof
     * @throws IndexOutOfBoundsException if the checkpoint does not cover the entry
     * @throws org.mlops4j.identity.IntegrityException if the checkpoint is of another log, or this one was changed
     */
    MerkleProof proveInclusion(long index, Checkpoint checkpoint);

    /**
     * Proves that the log of a checkpoint extends an earlier one.
     *
     * @param earlierSize size of the earlier log, from 1
     * @param checkpoint the later checkpoint
     * @return the proof
     * @throws IndexOutOfBoundsException if the earlier size is 0 or above the checkpoint's
     * @throws org.mlops4j.identity.IntegrityException if the checkpoint is of another log, or this one was changed
     */
    MerkleProof proveConsistency(long earlierSize, Checkpoint checkpoint);

    /**
     * Checks every entry, tile and signature of the log.
     *
     * @return what was found
     */
    default AuditVerification verify() {
        return verify(List.of());
    }

    /**
     * Checks every entry, tile and signature of the log, and that it extends checkpoints kept somewhere else. What only
     * those can show: that the holder of the signing key rewrote entries they cover. What nothing here can show: that an
     * entry was never written, or that entries at the end, which none of them covers, were removed.
     *
     * @param anchored checkpoints of this log that somebody else kept
     * @return what was found
     * @throws java.io.UncheckedIOException if the files cannot be read
     */
    AuditVerification verify(List<Checkpoint> anchored);
}
