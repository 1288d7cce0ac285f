package org.mlops4j.audit;

import java.util.Objects;
import org.mlops4j.identity.Digest;

/**
 * An entry with its place in the log.
 *
 * @param index position from 0; the order of the log, whatever the clocks said
 * @param entry the entry
 * @param leafHash hash of its stored bytes as a leaf (RFC 6962, section 2.1)
 * @since 0.1.0
 */
public record RecordedEntry(long index, AuditEntry entry, Digest leafHash) {

    /**
     * Checks the parts.
     *
     * @param index position from 0
     * @param entry the entry
     * @param leafHash hash of its stored bytes as a leaf
     * @throws IllegalArgumentException if the index is negative
     */
    public RecordedEntry {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(leafHash, "leafHash");
        if (index < 0) {
            throw new IllegalArgumentException("index must be >= 0 but was " + index);
        }
    }
}
