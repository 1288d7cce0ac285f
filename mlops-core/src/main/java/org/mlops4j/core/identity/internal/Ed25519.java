package org.mlops4j.core.identity.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519 (RFC 8032, section 5.1) as the JDK has it. */
public final class Ed25519 {

    private static final String ALGORITHM = "Ed25519";
    private static final String ALWAYS_THERE = "every Java platform from 15 on has Ed25519";

    private Ed25519() {}

    /** Whether a key is the public half of such a pair. */
    public static boolean isPublic(PublicKey key) {
        return key instanceof EdECPublicKey known && known.getParams().getName().equals(ALGORITHM);
    }

    static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALWAYS_THERE, e);
        }
    }

    /** Reads a private key in the form of RFC 8410, section 7 (PKCS #8). */
    static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Reads a public key in the form of RFC 8410, section 4 (X.509). */
    static PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
    }

    /** The 64 bytes of a signature. */
    public static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    /** Whether a signature over a message is by a key; one of a wrong length or form is not. */
    public static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether two halves belong together: another public half would make signatures that nobody can verify. */
    static boolean isPair(PrivateKey privateKey, PublicKey publicKey) {
        try {
            byte[] message = publicKey.getEncoded();
            return verifies(publicKey, message, sign(privateKey, message));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
