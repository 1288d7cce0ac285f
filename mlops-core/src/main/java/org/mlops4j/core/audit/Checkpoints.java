package org.mlops4j.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.CheckpointLine;
import org.mlops4j.core.audit.internal.CheckpointNote;
import org.mlops4j.core.audit.internal.NoteKey;

/**
 * Reads checkpoints that somebody kept as text.
 *
 * @since 0.1.0
 */
public final class Checkpoints {

    private static final String WHAT = "checkpoint";

    private Checkpoints() {}

    /**
     * Reads a checkpoint and checks its signature (C2SP tlog-checkpoint and signed-note, Ed25519). Signatures of other
     * keys on the note are passed over, up to 64 in all.
     *
     * @param note the whole note, as {@link Checkpoint#note()} returns it
     * @param verifierKey the key that must have signed, as {@link org.mlops4j.audit.AuditLog#verifierKey()} returns it;
     *     obtained from the owner of the log, not from whoever brings the note
     * @return the checkpoint; its origin is whatever the signer wrote
     * @throws org.mlops4j.identity.IntegrityException if the note is malformed, is not signed by the key, or has a
     *     signature of it that does not fit
     * @throws IllegalArgumentException if the verifier key is malformed
     */
    public static Checkpoint parse(String note, String verifierKey) {
        return CheckpointNote.verified(WHAT, note, List.of(NoteKey.parse(verifierKey)));
    }

    /**
     * When a witness cosigned a checkpoint (C2SP tlog-cosignature, cosignature/v1): it had checked that the log only grew
     * since it saw it before.
     *
     * @param checkpoint the checkpoint, with the witness's line on its note
     * @param witnessKey the key of the witness, {@code name+id+base64} with the signature type 0x04; obtained from the
     *     witness, not from whoever brings the note
     * @return the time of the cosignature, by the witness's clock, in seconds; empty if it has none of this witness
     * @throws org.mlops4j.identity.IntegrityException if the note is malformed, or has a cosignature of the witness that
     *     does not fit
     * @throws IllegalArgumentException if the key is malformed
     */
    public static Optional<Instant> cosigned(Checkpoint checkpoint, String witnessKey) {
        return CheckpointNote.cosigned(WHAT, checkpoint, NoteKey.parseWitness(witnessKey));
    }

    /**
     * Finds the checkpoints in a text: in the output of a logger, whatever stands before or behind them on their lines,
     * or as signed notes set off by empty lines. Nothing is checked; {@link org.mlops4j.audit.AuditLog#verify(List)}
     * does that.
     *
     * @param text the text
     * @return each checkpoint once, in order; empty if there is none
     */
    public static List<Checkpoint> find(String text) {
        return CheckpointLine.find(text);
    }

    /**
     * A checkpoint on one line, as {@link #find} finds it: {@code checkpoint ORIGIN SIZE ROOT}, and name and base64 of
     * each signature.
     *
     * @param checkpoint the checkpoint
     * @return the line, without a line break
     * @throws org.mlops4j.identity.IntegrityException if its note is malformed
     * @throws IllegalArgumentException if the note has more than three lines before its signatures
     */
    public static String line(Checkpoint checkpoint) {
        return CheckpointLine.of(checkpoint);
    }
}
