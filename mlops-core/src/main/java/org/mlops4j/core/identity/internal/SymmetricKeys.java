package org.mlops4j.core.identity.internal;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/** Keys of 256 random bits: HMAC-SHA-256 (RFC 2104) wants no more, AES-256 exactly that. */
final class SymmetricKeys {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SymmetricKeys() {}

    /** New key material; whoever asks zeroes it. */
    static byte[] newSecret() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** A key of the right length for its use; the bytes are copied. */
    static VersionedKey key(KeySeries series, int version, byte[] secret) throws GeneralSecurityException {
        if (secret.length != BYTES) {
            throw new GeneralSecurityException("wrong length");
        }
        Key key = new SecretKeySpec(secret, algorithm(series.use()));
        return VersionedKey.symmetric(series.name(), series.use(), version, key);
    }

    static VersionedKey newKey(KeySeries series, int version) {
        byte[] secret = newSecret();
        try {
            return key(series, version, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a new key has the right length", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static String algorithm(KeyUse use) {
        return use == KeyUse.HMAC ? Hmac.ALGORITHM : Sealing.KEY_ALGORITHM;
    }
}
