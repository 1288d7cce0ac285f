package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.mlops4j.audit.Checkpoint;

/** A witness after the text of C2SP tlog-cosignature, apart from the code that checks what it signs. */
final class TestWitness {

    private final String name;
    private final KeyPair pair;
    private final byte[] typedKey;

    TestWitness(String name, byte[] seed) {
        this.name = name;
        this.pair = SeededKeys.pair(seed);
        byte[] x509 = pair.getPublic().getEncoded();
        this.typedKey = Arrays.copyOfRange(x509, x509.length - 33, x509.length);
        typedKey[0] = 0x04;
    }

    String key() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typedKey);
    }

    private byte[] id() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((name + "\n").getBytes(UTF_8));
            return Arrays.copyOf(sha256.digest(typedKey), 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The checkpoint with a line of this witness. */
    Checkpoint cosign(Checkpoint checkpoint, Instant time) {
        String note = checkpoint.note();
        String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
        return new Checkpoint(
                checkpoint.origin(), checkpoint.size(), checkpoint.root(), note + line(text, time.getEpochSecond()));
    }

    String line(String text, long seconds) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(UTF_8));
            byte[] payload = ByteBuffer.allocate(4 + 8 + 64)
                    .put(id())
                    .putLong(seconds)
                    .put(ed25519.sign())
                    .array();
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(payload) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
