package org.mlops4j.identity;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of one version of a key: everything but its secret.
 *
 * @param name what the key protects
 * @param use what it is used for
 * @param version the version, from 1
 * @param current whether it is the one in use; earlier ones only verify, look up and decrypt
 * @param madeAtOrNull when it was made, if that is known
 * @param publicKeyOrNull the public half of a signing key, null for the others
 * @since 0.1.0
 */
public record KeyVersion(
        String name,
        KeyUse use,
        int version,
        boolean current,
        @Nullable Instant madeAtOrNull,
        @Nullable PublicKey publicKeyOrNull) {

    /**
     * Checks the parts.
     *
     * @param name what the key protects
     * @param use what it is used for
     * @param version the version, from 1
     * @param current whether it is the one in use
     * @param madeAtOrNull when it was made, if that is known
     * @param publicKeyOrNull the public half of a signing key
     * @throws IllegalArgumentException if the version is below 1
     */
    public KeyVersion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(use, "use");
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1 but was " + version);
        }
    }

    /**
     * When this version was made.
     *
     * @return the moment, or empty if it is not known
     */
    public Optional<Instant> madeAt() {
        return Optional.ofNullable(madeAtOrNull);
    }

    /**
     * The public half of a signing key, to give to whoever verifies.
     *
     * @return the public key, or empty for a symmetric key
     */
    public Optional<PublicKey> publicKey() {
        return Optional.ofNullable(publicKeyOrNull);
    }

    /**
     * Name, use and version.
     *
     * @return one word, for example {@code customer/HMAC/2}
     */
    @Override
    public String toString() {
        return name + "/" + use + "/" + version;
    }
}
