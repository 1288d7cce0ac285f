package org.mlops4j.core.identity.internal;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import org.mlops4j.identity.VersionedKey;

/** HMAC-SHA-256 (RFC 2104, FIPS 198-1) under a key of ours. */
public final class Hmac {

    static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    /** The 32 bytes of the tag over the parts, one after the other. */
    public static byte[] sha256(VersionedKey key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            // The cause names the kind of the key and may quote it.
            throw new IllegalStateException("key " + key + " cannot be used for HMAC-SHA-256");
        }
    }

    /** Whether a tag is the one over the parts, in a time that does not tell how much of it is right. */
    public static boolean matches(VersionedKey key, byte[] tag, byte[]... parts) {
        return MessageDigest.isEqual(sha256(key, parts), tag);
    }
}
