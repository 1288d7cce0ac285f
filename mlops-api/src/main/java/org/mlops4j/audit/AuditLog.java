package org.mlops4j.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    default RecordedEntry append(Actor actor, String action, Ref subject, String reason) {
        return append(actor, action, subject, reason, Map.of());
    }

    /**
     * Adds an entry with further facts, with the time of the library's clock.
     *
     * @param actor who
     * @param action what, in lower-case words joined by dots
     * @param subject to which thing
     * @param reason why; not blank
     * @param details further facts by name: names, counts and digests, never personal data
     * @return the entry with its place; durable when this returns
     * @throws IllegalArgumentException if action or reason is blank, or the entry is larger than 65,535 bytes as JSON
     * @throws IllegalStateException if the library is closed
     * @throws org.mlops4j.identity.IntegrityException if the log was changed or cut, naming the place
     * @throws java.io.UncheckedIOException if it cannot be written; nothing was added then
     */
    RecordedEntry append(Actor actor, String action, Ref subject, String reason, Map<String, String> details);

    /**
     * Adds many entries at the cost of one wait for the disk. A crash may leave the first of them; a failure leaves none.
     *
     * @param entries the entries, with times of their own
     * @return the entries with their places, one behind the other; durable when this returns
     * @throws IllegalArgumentException if one of them is larger than 65,535 bytes as JSON; nothing was added then
     * @throws IllegalStateException if the library is closed
     * @throws org.mlops4j.identity.IntegrityException if the log was changed or cut, naming the place
     * @throws java.io.UncheckedIOException if they cannot be written; nothing was added then
     */
    List<RecordedEntry> appendAll(List<AuditEntry> entries);

    /**
     * How many entries there are.
     *
     * @return a number from 0
     * @throws org.mlops4j.identity.IntegrityException if the end of the log was changed, naming the file
     */
    long size();

    /**
     * The first entry whose content is still there.
     *
     * @return 0 unless entries were pruned
     * @throws org.mlops4j.identity.IntegrityException if the note of what was pruned was changed
     */
    long firstIndex();

    /**
     * All entries in order that were not pruned, up to the size at the time of the call.
     *
     * @return a lazy stream, to be closed after use
     * @throws org.mlops4j.identity.IntegrityException if stored entries cannot be read, naming the place
     */
    default Stream<RecordedEntry> entries() {
        return entries(firstIndex(), size());
    }

    /**
     * Some entries in order.
     *
     * @param from first index
     * @param to index after the last, at most {@link #size()}
     * @return a lazy stream, to be closed after use
     * @throws IndexOutOfBoundsException if the range lies outside the log or begins among pruned entries
     * @throws org.mlops4j.identity.IntegrityException if stored entries cannot be read, naming the place
     */
    Stream<RecordedEntry> entries(long from, long to);

    /**
     * The entries about a thing, in order, as far as they were not pruned.
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
     * Signs what the log holds now, and hands it to the anchors. One signature covers all entries since the last. The
     * log does so by itself after 256 entries, with the first entry that comes a minute or more after the oldest
     * unsigned one, and when it is closed. If the key is another than that of the last checkpoint, an entry {@code
     * checkpoint-key.change} tells of it and both keys sign, so that whoever trusts the old key can follow.
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
     * The public key that checks the newest checkpoints, to be given to whoever keeps them.
     *
     * @return the verifier key {@code name+id+base64} (C2SP signed-note); the name is the origin of the log
     * @throws org.mlops4j.identity.MlopsException if there is no key and none can be made
     */
    default String verifierKey() {
        return verifierKeys().get(0);
    }

    /**
     * The public keys that check all checkpoints, older ones too.
     *
     * @return the verifier keys {@code name+id+base64} (C2SP signed-note), the newest first; at least one
     * @throws org.mlops4j.identity.MlopsException if there is no key and none can be made
     */
    List<String> verifierKeys();

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
     * Checks every entry, tile and signature of the log, and that it extends the checkpoints that its anchors keep.
     *
     * @return what was found
     * @throws java.io.UncheckedIOException if the files cannot be read
     */
    default AuditVerification verify() {
        return verify(List.of());
    }

    /**
     * Checks every entry, tile and signature of the log, and that it extends the checkpoints that its anchors keep and
     * further ones. What only those can show: that the holder of the signing key rewrote entries they cover. What nothing
     * here can show: that an entry was never written, or that entries at the end, which none of them covers, were
     * removed. Cosignatures of witnesses that the library was told to trust count on any of these checkpoints and on the
     * log's own.
     *
     * @param anchored checkpoints that somebody else kept; those of other logs are listed and otherwise passed over
     * @return what was found
     * @throws java.io.UncheckedIOException if the files cannot be read
     */
    AuditVerification verify(List<Checkpoint> anchored);

    /**
     * The places outside the log that keep its checkpoints.
     *
     * @return what each of them holds, in the order of the configuration
     */
    List<AnchorState> anchors();

    /**
     * Removes the content of old entries, in whole bundles of 256 and from the beginning on, and adds an entry {@code
     * audit.prune}. Their hashes stay, so all proofs and checkpoints stay valid, and somebody who kept a pruned entry can
     * still prove it. Stops before the first entry that is not old, is not covered by a checkpoint, is about something
     * under a legal hold, or began a hold that is in force.
     *
     * @param before entries of this time and later stay
     * @param actor who wants it
     * @param reason why; not blank
     * @return the first index from now on; as before if nothing could be removed, and nothing was added then
     * @throws IllegalArgumentException if the reason is blank
     * @throws org.mlops4j.identity.UnauthorizedException if the actor may not
     * @throws org.mlops4j.identity.IntegrityException if the log was changed, naming the place
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    long prune(Instant before, Actor actor, String reason);

    /**
     * Orders that what is recorded about a thing be kept, and adds an entry {@code audit.hold}.
     *
     * @param matter the case; the hold ends when the matter is released
     * @param subject the thing; {@code Ref.of(LegalHold.LOG, name of the log)} for everything
     * @param actor who orders it
     * @param reason why; not blank
     * @return the hold; as it was if the matter holds the thing already, and nothing was added then
     * @throws IllegalArgumentException if the matter or the reason is blank
     * @throws org.mlops4j.identity.UnauthorizedException if the actor may not
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    LegalHold hold(String matter, Ref subject, Actor actor, String reason);

    /**
     * Ends all holds of a matter, and adds an entry {@code audit.release}.
     *
     * @param matter the case
     * @param actor who ends them
     * @param reason why; not blank
     * @return what is no longer held; empty if the matter held nothing
     * @throws IllegalArgumentException if the reason is blank
     * @throws org.mlops4j.identity.UnauthorizedException if the actor may not
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    List<LegalHold> release(String matter, Actor actor, String reason);

    /**
     * The holds in force.
     *
     * @return the holds, the oldest first
     * @throws org.mlops4j.identity.IntegrityException if the note of them was changed
     */
    List<LegalHold> holds();
}
