package org.mlops4j.core.audit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.identity.IntegrityException;

/**
 * A text and signatures over it (C2SP signed-note): the text, an empty line, and one line {@code — name base64(id ||
 * signature)} for each signature. The text means nothing until {@link #requireSignedBy} has returned.
 *
 * @param text the text, ending in a line break
 * @param lines the signatures
 */
record SignedNote(String text, List<SignatureLine> lines) {

    /** What a signature line begins with. */
    static final String DASH = "\u2014 ";

    private static final int MAX_SIGNATURES = 64;
    private static final int SIGNATURE_BYTES = 64;

    /** Length of the longest note that is read. */
    static final int MAX_LENGTH = 1 << 20;

    /** Who signed, and what the key made of the text. */
    static final class SignatureLine {

        private final String name;
        private final int keyId;
        private final byte[] signature;

        SignatureLine(String name, int keyId, byte[] signature) {
            this.name = name;
            this.keyId = keyId;
            this.signature = signature;
        }

        boolean isBy(NoteKey key) {
            return keyId == key.id() && name.equals(key.name());
        }

        /** Name and base64, as they stand in the line. */
        @Override
        public String toString() {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return name + " " + StrictBase64.encode(bytes);
        }
    }

    /** Reads a note; {@code what} names it in messages. */
    static SignedNote parse(String what, String note) {
        if (note.length() > MAX_LENGTH) {
            throw malformed(what, "is longer than " + MAX_LENGTH + " characters");
        }
        if (!new String(note.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(note)) {
            throw malformed(what, "is no valid UTF-8");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw malformed(what, "holds control characters");
        }
        int gap = note.lastIndexOf("\n\n");
        if (gap < 0) {
            throw malformed(what, "has no empty line before its signatures");
        }
        String signatures = note.substring(gap + 2);
        if (!signatures.endsWith("\n")) {
            throw malformed(what, "does not end in a signature and a line break");
        }
        String[] lines = signatures.split("\n");
        if (lines.length > MAX_SIGNATURES) {
            throw malformed(what, "has more than " + MAX_SIGNATURES + " signatures");
        }
        List<SignatureLine> parsed = new ArrayList<>();
        for (String line : lines) {
            parsed.add(parseLine(what, line));
        }
        return new SignedNote(note.substring(0, gap + 1), List.copyOf(parsed));
    }

    private static SignatureLine parseLine(String what, String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw malformed(what, "has a signature line of another form than '\u2014 name base64'");
        }
        String name = line.substring(DASH.length(), space);
        byte[] bytes = StrictBase64.decode(line.substring(space + 1)).orElse(new byte[0]);
        if (!NoteKey.isName(name) || bytes.length <= Integer.BYTES) {
            throw malformed(what, "has a signature line of another form than '\u2014 name base64'");
        }
        return new SignatureLine(
                name, ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    /** Signs a text; returns the whole note. */
    static String sign(String text, NoteKey key, PrivateKey secret) {
        return text + "\n" + line(text, key, secret);
    }

    private static String line(String text, NoteKey key, PrivateKey secret) {
        byte[] signature;
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(secret);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            signature = ed25519.sign();
        } catch (GeneralSecurityException e) {
            // The cause may speak of the key: leave it out.
            throw new IllegalStateException("the signing key of '" + key.name() + "' does not sign with Ed25519");
        }
        return DASH + new SignatureLine(key.name(), key.id(), signature) + "\n";
    }

    /**
     * Checks the signatures of known keys: at least one must be there and none may fail. Signatures of other keys are
     * passed over.
     */
    void requireSignedBy(String what, List<NoteKey> known) {
        boolean signed = false;
        for (SignatureLine line : lines) {
            for (NoteKey key : known) {
                if (line.isBy(key)) {
                    if (!key.verifies(text, line.signature)) {
                        throw new IntegrityException(
                                what + ": the signature of " + key.name() + " does not fit the text; "
                                        + "take the original from a backup or from whoever keeps a copy");
                    }
                    signed = true;
                }
            }
        }
        if (!signed) {
            throw new IntegrityException(what + ": not signed by a known key of "
                    + known.stream().map(NoteKey::name).distinct().toList());
        }
    }

    /**
     * When a witness signed (C2SP tlog-cosignature, cosignature/v1), the earliest if it did more than once; empty if it did
     * not.
     */
    Optional<Instant> cosigned(String what, NoteKey witness) {
        return lines.stream()
                .filter(line -> line.isBy(witness))
                .map(line -> cosigned(what, witness, ByteBuffer.wrap(line.signature)))
                .min(Instant::compareTo);
    }

    private Instant cosigned(String what, NoteKey witness, ByteBuffer payload) {
        long seconds = payload.remaining() == Long.BYTES + SIGNATURE_BYTES ? payload.getLong() : -1;
        byte[] signature = new byte[payload.remaining()];
        payload.get(signature);
        if (seconds < 0
                || seconds > Instant.MAX.getEpochSecond()
                || !witness.verifies("cosignature/v1\ntime " + seconds + "\n" + text, signature)) {
            throw new IntegrityException(what + ": the cosignature of the witness " + witness.name()
                    + " does not fit the text; take the original from whoever keeps a copy");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** The same note with the signature of a further key. */
    static String add(String note, NoteKey key, PrivateKey secret) {
        return note + line(note.substring(0, note.lastIndexOf("\n\n") + 1), key, secret);
    }

    /** Whether a line names a key; says nothing of the signature. */
    boolean names(NoteKey key) {
        return lines.stream().anyMatch(line -> line.isBy(key));
    }

    private static IntegrityException malformed(String what, String how) {
        return new IntegrityException(what + " is no signed note: it " + how);
    }
}
