package org.mlops4j.core.identity.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.mlops4j.identity.VersionedKey;

/** AES-256-GCM (NIST SP 800-38D): a nonce of 96 bits, then the ciphertext, then a tag of 128 bits. */
public final class Sealing {

    static final String KEY_ALGORITHM = "AES";
    /** Length of the nonce. */
    public static final int NONCE_BYTES = 12;

    /** Length of the tag. */
    public static final int TAG_BYTES = 16;

    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private Sealing() {}

    /** A nonce from the system; never use one twice with a key. */
    public static byte[] newNonce(SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    /** Nonce, ciphertext and tag; the context is bound but not contained. */
    public static byte[] seal(VersionedKey key, byte[] nonce, byte[] plaintext, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
        return ByteBuffer.allocate(NONCE_BYTES + plaintext.length + TAG_BYTES)
                .put(nonce)
                .put(cipher.doFinal(plaintext))
                .array();
    }

    /** The plaintext of bytes from an offset on; what fails to verify throws, and nothing of it is handed out. */
    public static byte[] open(VersionedKey key, byte[] sealed, int offset, byte[] context)
            throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, offset, nonce, 0, NONCE_BYTES);
        int start = offset + NONCE_BYTES;
        return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed, start, sealed.length - start);
    }

    private static Cipher cipher(int mode, VersionedKey key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
