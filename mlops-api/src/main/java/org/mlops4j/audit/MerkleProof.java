package org.mlops4j.audit;

import java.util.List;

/**
 * Hashes that connect an entry, or an earlier root, with a root (RFC 9162, sections 2.1.3 and 2.1.4).
 *
 * @param from index of the entry proved to be in the log, or size of the earlier log
 * @param size size of the log whose root the proof leads to
 * @param hashes the path, each 32 bytes, in the order of the standard
 * @since 0.1.0
 */
public record MerkleProof(long from, long size, List<byte[]> hashes) {

    /**
     * Copies the hashes.
     *
     * @param from index of the entry, or size of the earlier log
     * @param size size of the log whose root the proof leads to
     * @param hashes the path
     */
    public MerkleProof {
        hashes = hashes.stream().map(byte[]::clone).toList();
    }

    /**
     * The path.
     *
     * @return copies of the hashes, in order
     */
    @Override
    public List<byte[]> hashes() {
        return hashes.stream().map(byte[]::clone).toList();
    }
}
