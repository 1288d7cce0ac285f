package org.mlops4j.core.audit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A public Ed25519 key under a name, as it checks C2SP signed notes.
 *
 * @param name of the signer; not empty, without spaces and plus
 * @param type what it signs: {@link #ED25519} or {@link #COSIGNATURE}
 * @param id SHA-256(name || 0x0A || type || key), its first four bytes
 * @param key the key
 */
public record NoteKey(String name, byte type, int id, PublicKey key) {

    /** Signs the text of notes (C2SP signed-note). */
    static final byte ED25519 = 0x01;

    /** A witness that signs checkpoints and the time (C2SP tlog-cosignature, Ed25519). */
    static final byte COSIGNATURE = 0x04;

    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** A key that the JDK knows. */
    static NoteKey of(String name, PublicKey key) {
        requireName(name);
        byte[] encoded = key.getEncoded();
        if (encoded == null
                || encoded.length != X509_PREFIX.length + KEY_BYTES
                || !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new IllegalArgumentException(
                    "signing key of '" + name + "' must be an Ed25519 key but is a " + key.getAlgorithm() + " key");
        }
        return new NoteKey(name, ED25519, id(name, typed(ED25519, encoded)), key);
    }

    /** Reads the key of a log, {@code name+id+base64(type || key)}, the id as 8 hexadecimal digits. */
    public static NoteKey parse(String text) {
        return parse(text, ED25519);
    }

    /** Reads the key of a witness, in the same form. */
    public static NoteKey parseWitness(String text) {
        return parse(text, COSIGNATURE);
    }

    private static NoteKey parse(String text, byte type) {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw malformed("has no three parts joined by '+'");
        }
        String name = text.substring(0, first);
        requireName(name);
        byte[] typed =
                StrictBase64.decode(text.substring(second + 1)).orElseThrow(() -> malformed("does not end in base64"));
        if (typed.length != KEY_BYTES + 1 || typed[0] != type) {
            throw malformed("is of no Ed25519 key of "
                    + (type == COSIGNATURE ? "a witness (signature type 0x04)" : "a log (signature type 0x01)"));
        }
        int id = id(name, typed);
        if (!text.substring(first + 1, second).equals(hex(id))) {
            throw malformed("has another key id than its key, " + hex(id));
        }
        return new NoteKey(name, type, id, publicKey(typed));
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return name + "+" + hex(id) + "+" + StrictBase64.encode(typed(type, key.getEncoded()));
    }

    /** Whether a signature over a text is by this key. */
    boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            // The JDK refuses signatures of a wrong length or form this way.
            return false;
        }
    }

    /** Checks the name of a signer: not empty, without white space and plus. */
    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name of a log must be like example.com/audit, without white space and '+', but was '" + name
                            + "'");
        }
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    private static int id(String name, byte[] typed) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return ByteBuffer.wrap(sha256.digest(typed)).getInt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] typed(byte type, byte[] x509) {
        byte[] typed = Arrays.copyOfRange(x509, X509_PREFIX.length - 1, x509.length);
        typed[0] = type;
        return typed;
    }

    private static PublicKey publicKey(byte[] typed) {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(typed, 1, x509, X509_PREFIX.length, KEY_BYTES);
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
            // The JDK looks whether the bytes are a point of the curve only when the key is used.
            Signature.getInstance(ALGORITHM).initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("verifier key is of no point on the curve of Ed25519", e);
        }
    }

    private static String hex(int id) {
        return String.format(Locale.ROOT, "%08x", id);
    }

    private static IllegalArgumentException malformed(String how) {
        return new IllegalArgumentException("verifier key must be name+id+base64 (C2SP signed-note) but " + how);
    }
}
