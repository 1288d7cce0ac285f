package org.mlops4j.core.audit;

import java.util.List;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.audit.internal.CheckpointNote;
import org.mlops4j.core.audit.internal.NoteKey;

/**
 * Reads checkpoints that somebody kept as text.
 *
 * @since 0.1.0
 */
public final class Checkpoints {

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
        return CheckpointNote.verified("checkpoint", note, List.of(NoteKey.parse(verifierKey)));
    }
}
