package org.mlops4j.audit;

import java.util.Objects;
import org.mlops4j.identity.Digest;

/**
 * A signed statement of how many entries a log has and what they are.
 *
 * @param origin name of the log
 * @param size how many entries it covers
 * @param root root hash of the tree over them (RFC 6962, section 2.1)
 * @param note the whole signed note (C2SP tlog-checkpoint, signed-note), to be kept somewhere else
 * @since 0.1.0
 */
public record Checkpoint(String origin, long size, Digest root, String note) {

    /**
     * Checks the parts.
     *
     * @param origin name of the log
     * @param size how many entries it covers
     * @param root root hash of the tree over them
     * @param note the whole signed note
     * @throws IllegalArgumentException if the size is negative
     */
    public Checkpoint {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(note, "note");
        if (size < 0) {
            throw new IllegalArgumentException("size must be >= 0 but was " + size);
        }
    }
}
