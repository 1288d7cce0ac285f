package org.mlops4j.identity;

import java.util.Optional;

/**
 * Hands out named, versioned keys. The embedded default keeps them in files that only their owner can read; an
 * integrator backs this with a key store or a key management service.
 *
 * <p>Implementations are safe for use by many threads and never put key material into a message, a log or {@code
 * toString}.
 *
 * @since 0.1.0
 */
public interface KeyProvider {

    /**
     * The newest key of a name, to sign, pseudonymise or encrypt with. A provider that owns its keys makes version 1 on
     * first use.
     *
     * @param name what the key protects, for example {@code audit} or {@code customer}; 1 to 64 lower-case letters,
     *     digits and dashes
     * @param use what it is used for
     * @return the newest key of that name and use
     * @throws IllegalArgumentException if the name is not of this form
     * @throws MlopsException if there is none and this provider cannot make one, or its keys cannot be trusted: damaged,
     *     or open to others than their owner
     * @throws java.io.UncheckedIOException if the keys cannot be read or written
     */
    VersionedKey current(String name, KeyUse use);

    /**
     * One version of a key, to verify, look up or decrypt what was written with it.
     *
     * @param name what the key protects
     * @param use what it is used for
     * @param version the version, from 1
     * @return the key, or empty if it never existed or was destroyed
     * @throws IllegalArgumentException if the name is not of the form that {@link #current} asks for
     * @throws MlopsException if the key cannot be trusted: damaged, or open to others than its owner
     * @throws java.io.UncheckedIOException if the key cannot be read
     */
    Optional<VersionedKey> find(String name, KeyUse use, int version);
}
