package org.mlops4j.core.audit;

import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.core.audit.internal.MerkleCheck;
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
}
