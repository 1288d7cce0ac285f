package org.mlops4j.registry;

import java.util.Objects;
import org.mlops4j.identity.Digest;

/**
 * One file of a version.
 *
 * @param name relative name with {@code /} between parts
 * @param digest SHA-256 of its bytes
 * @param sizeBytes how many bytes it has
 * @since 0.1.0
 */
public record ModelFile(String name, Digest digest, long sizeBytes) {

    /**
     * Checks the parts.
     *
     * @param name relative name with {@code /} between parts
     * @param digest SHA-256 of its bytes
     * @param sizeBytes how many bytes it has
     * @throws IllegalArgumentException if the size is negative
     */
    public ModelFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("sizeBytes must be >= 0 but was " + sizeBytes);
        }
    }
}
