package org.mlops4j.identity;

import java.security.Key;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a named key. Its {@code toString} shows no key material.
 *
 * @since 0.1.0
 */
public final class VersionedKey {

    private final String name;
    private final KeyUse use;
    private final int version;
    private final Key secret;
    private final @Nullable PublicKey publicKey;

    private VersionedKey(String name, KeyUse use, int version, Key secret, @Nullable PublicKey publicKey) {
        this.name = Objects.requireNonNull(name, "name");
        this.use = Objects.requireNonNull(use, "use");
        this.secret = Objects.requireNonNull(secret, "secret");
        this.publicKey = publicKey;
        this.version = version;
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1 but was " + version);
        }
        if ((publicKey == null) == (use == KeyUse.SIGNING)) {
            throw new IllegalArgumentException("a " + use + " key must "
                    + (use == KeyUse.SIGNING ? "come with its public key" : "have no public key"));
        }
    }

    /**
     * A symmetric key.
     *
     * @param name what the key protects
     * @param use {@link KeyUse#HMAC} or {@link KeyUse#ENCRYPTION}
     * @param version the version, from 1
     * @param secret the key
     * @return the named key
     * @throws IllegalArgumentException if the version is below 1 or the use is {@link KeyUse#SIGNING}
     */
    public static VersionedKey symmetric(String name, KeyUse use, int version, Key secret) {
        return new VersionedKey(name, use, version, secret, null);
    }

    /**
     * A signing key.
     *
     * @param name what the key protects
     * @param version the version, from 1
     * @param privateKey the Ed25519 private key
     * @param publicKey the Ed25519 public key
     * @return the named key
     * @throws IllegalArgumentException if the version is below 1
     */
    public static VersionedKey signing(String name, int version, Key privateKey, PublicKey publicKey) {
        return new VersionedKey(name, KeyUse.SIGNING, version, privateKey, publicKey);
    }

    /**
     * What the key protects.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * What the key is for.
     *
     * @return its use
     */
    public KeyUse use() {
        return use;
    }

    /**
     * Which version of the name this is.
     *
     * @return a number from 1
     */
    public int version() {
        return version;
    }

    /**
     * The key material, to be handed to the JDK's cryptography and to nothing else.
     *
     * @return the secret or private key
     */
    public Key secret() {
        return secret;
    }

    /**
     * The public half of a signing key.
     *
     * @return the public key, or empty for a symmetric key
     */
    public Optional<PublicKey> publicKey() {
        return Optional.ofNullable(publicKey);
    }

    /**
     * Name, use and version; never key material.
     *
     * @return one word, for example {@code audit/SIGNING/1}
     */
    @Override
    public String toString() {
        return name + "/" + use + "/" + version;
    }
}
