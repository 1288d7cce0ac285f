package org.mlops4j.core.audit;

import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.internal.MerkleCheck;
import org.mlops4j.core.audit.internal.NoteKey;
import org.mlops4j.core.audit.internal.ProofText;
import org.mlops4j.identity.Digest;

/**
 * Checks proofs of an audit log against its checkpoints (RFC 9162, sections 2.1.3.2 and 2.1.4.2). Nothing is trusted but
 * the checkpoints, whose signatures {@link Checkpoints#parse} has checked.
 *
 * @since 0.1.0
 */
public final class AuditProofs {

    private AuditProofs() {}

    /**
     * Whether a proof shows that an entry is in the log of a checkpoint, at the index the proof names.
     *
     * @param leafHash SHA-256 of a zero byte and the entry's stored bytes (RFC 6962, section 2.1)
     * @param proof from {@link org.mlops4j.audit.AuditLog#proveInclusion}
     * @param checkpoint the checkpoint
     * @return false if the proof is malformed, of another size than the checkpoint, or leads to another root
     */
    public static boolean verifyInclusion(Digest leafHash, MerkleProof proof, Checkpoint checkpoint) {
        return proof.size() == checkpoint.size()
                && MerkleCheck.inclusion(
                        proof.from(),
                        proof.size(),
                        leafHash.toBytes(),
                        proof.hashes(),
                        checkpoint.root().toBytes());
    }

    /**
     * Whether a proof shows that the log of a checkpoint begins with the entries of an earlier one.
     *
     * @param earlier the earlier checkpoint, of at least one entry
     * @param proof from {@link org.mlops4j.audit.AuditLog#proveConsistency}
     * @param later the later checkpoint
     * @return false if the checkpoints are of logs with different names, the earlier has no entries (nothing can be
     *     proved of it), or the proof is malformed, of other sizes, or leads to another root
     */
    public static boolean verifyConsistency(Checkpoint earlier, MerkleProof proof, Checkpoint later) {
        return earlier.origin().equals(later.origin())
                && proof.from() == earlier.size()
                && proof.size() == later.size()
                && MerkleCheck.consistency(
                        earlier.size(),
                        later.size(),
                        earlier.root().toBytes(),
                        later.root().toBytes(),
                        proof.hashes());
    }

    /**
     * An entry with the proof that it is in a log, as one text that can be checked anywhere (C2SP tlog-proof, the stored
     * bytes of the entry as extra data).
     *
     * @param entry the entry
     * @param proof from {@link org.mlops4j.audit.AuditLog#proveInclusion} for this entry and checkpoint
     * @param checkpoint the checkpoint
     * @return the text, ending in the signed note of the checkpoint
     * @throws IllegalArgumentException if the three do not belong together
     */
    public static String write(RecordedEntry entry, MerkleProof proof, Checkpoint checkpoint) {
        return ProofText.write(entry, proof, checkpoint);
    }

    /**
     * Reads what {@link #write} writes, and checks it.
     *
     * @param text the text
     * @param verifierKey the key of the log, obtained from its owner and not from whoever brings the text
     * @return the entry that it proves
     * @throws org.mlops4j.identity.IntegrityException if the text is malformed, the checkpoint is not signed by the key,
     *     or the entry is not in it
     * @throws IllegalArgumentException if the key is malformed
     */
    public static RecordedEntry read(String text, String verifierKey) {
        return ProofText.verified(text, NoteKey.parse(verifierKey));
    }
}
