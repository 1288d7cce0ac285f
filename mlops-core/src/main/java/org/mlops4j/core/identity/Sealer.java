package org.mlops4j.core.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;
import org.mlops4j.core.identity.internal.Sealing;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/**
 * Encrypts values under the newest version of a key and decrypts them under the version they name, so that rotating the
 * key keeps what was sealed before readable: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and a tag of
 * 128 bits.
 *
 * <p>Sealed bytes are: format (one byte, 1), version of the key (four bytes, big-endian), nonce (12), ciphertext (as long
 * as the plaintext), tag (16). Random nonces are safe for at most 2^32 values a version: rotate before.
 *
 * <pre>{@code
 * Sealer sealer = Sealer.of(keys, "customer");
 * byte[] sealed = sealer.seal(income, "prediction 17, field income".getBytes(UTF_8));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Sealer {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final byte FORMAT = 1;

    /** How many bytes a sealed value has more than its plaintext. */
    public static final int OVERHEAD = HEADER_BYTES + Sealing.NONCE_BYTES + Sealing.TAG_BYTES;

    private final KeyProvider keys;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    private Sealer(KeyProvider keys, String name) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Seals under a key of use {@link KeyUse#ENCRYPTION}. Asks for no key yet.
     *
     * @param keys where the key comes from
     * @param name its name
     * @return the sealer
     */
    public static Sealer of(KeyProvider keys, String name) {
        return new Sealer(keys, name);
    }

    /**
     * Encrypts a value.
     *
     * @param plaintext the value
     * @param context what it belongs to, say a record and a field: not stored, but needed to open it, so that a sealed
     *     value cannot be moved elsewhere; may be empty
     * @return the sealed bytes, {@value #OVERHEAD} longer than the plaintext and different each time
     * @throws IllegalArgumentException if the name is no key's
     * @throws MlopsException if there is no key, or it is not for AES
     */
    public byte[] seal(byte[] plaintext, byte[] context) {
        VersionedKey key = keys.current(name, KeyUse.ENCRYPTION);
        try {
            byte[] sealed = Sealing.seal(key, Sealing.newNonce(random), plaintext, context);
            return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put(FORMAT)
                    .putInt(key.version())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
            throw new MlopsException("key " + key + " cannot be used for AES-256-GCM");
        }
    }

    /**
     * Decrypts a value.
     *
     * @param sealed what {@link #seal} returned
     * @param context the context it was sealed with
     * @return the plaintext
     * @throws IntegrityException if the bytes were changed or cut, sealed for another context or under another key, or
     *     are of a newer format
     * @throws MlopsException if the version of the key is not there, because it was destroyed
     */
    public byte[] open(byte[] sealed, byte[] context) {
        if (sealed.length < OVERHEAD) {
            throw new IntegrityException("sealed value must have at least " + OVERHEAD + " bytes but has "
                    + sealed.length + "; it was cut or is none");
        }
        if (sealed[0] != FORMAT) {
            throw new IntegrityException("sealed value has format " + sealed[0] + " but this version reads " + FORMAT);
        }
        int version = ByteBuffer.wrap(sealed).getInt(1);
        VersionedKey key = keys.find(name, KeyUse.ENCRYPTION, version)
                .orElseThrow(() -> new MlopsException("key " + name + "/" + KeyUse.ENCRYPTION + "/" + version
                        + " is not there; what was sealed under it cannot be read without it"));
        try {
            return Sealing.open(key, sealed, HEADER_BYTES, context);
        } catch (GeneralSecurityException e) {
            throw new IntegrityException("sealed value does not open with key " + key
                    + ": it was changed, or sealed in another context or under another key of that name");
        }
    }
}
