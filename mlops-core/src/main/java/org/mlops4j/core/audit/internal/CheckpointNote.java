package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/**
 * Checkpoints as signed notes (C2SP tlog-checkpoint): the lines origin, size and base64 of the root, perhaps further
 * lines that are passed over.
 */
public final class CheckpointNote {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int LINES = 3;

    private CheckpointNote() {}

    /** Signs how many entries a log has and what they are. */
    static Checkpoint sign(NoteKey key, PrivateKey secret, long size, byte[] root) {
        String text = key.name() + "\n" + size + "\n" + StrictBase64.encode(root) + "\n";
        return new Checkpoint(key.name(), size, Digest.ofHash(root), SignedNote.sign(text, key, secret));
    }

    /** Reads a checkpoint and checks that a known key signed it; {@code what} names it in messages. */
    public static Checkpoint verified(String what, String note, List<NoteKey> known) {
        SignedNote.parse(what, note).requireSignedBy(what, known);
        return unverified(what, note);
    }

    /** The same checkpoint, signed by a further key. */
    static Checkpoint add(Checkpoint checkpoint, NoteKey key, PrivateKey secret) {
        return new Checkpoint(
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.root(),
                SignedNote.add(checkpoint.note(), key, secret));
    }

    /** When a witness cosigned a checkpoint, or empty if it did not. */
    public static Optional<Instant> cosigned(String what, Checkpoint checkpoint, NoteKey witness) {
        return SignedNote.parse(what, checkpoint.note()).cosigned(what, witness);
    }

    /** The note in a file, or empty if there is none. */
    static Optional<byte[]> read(Directory directory) throws IOException {
        long size = directory.size(Layout.CHECKPOINT);
        if (size > SignedNote.MAX_LENGTH) {
            throw new IntegrityException(Layout.CHECKPOINT + " is no signed note: it has " + size
                    + " bytes; restore the file from a backup");
        }
        return directory.read(Layout.CHECKPOINT);
    }

    /** Reads a checkpoint that anybody may have written. */
    public static Checkpoint unverified(String what, String note) {
        String text = SignedNote.parse(what, note).text();
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (lines.length < LINES) {
            throw malformed(what, "has fewer than three lines before its signatures");
        }
        for (String line : lines) {
            if (line.isEmpty()) {
                throw malformed(what, "has an empty line before its signatures");
            }
        }
        Optional<byte[]> root = StrictBase64.decode(lines[2]).filter(hash -> hash.length == MerkleTree.HASH_BYTES);
        return new Checkpoint(
                lines[0],
                size(what, lines[1]),
                Digest.ofHash(root.orElseThrow(() -> malformed(what, "has no SHA-256 in its third line"))),
                note);
    }

    /** The text of a file. */
    static String text(String what, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IntegrityException(what + " is no signed note: it is no valid UTF-8", e);
        }
    }

    private static long size(String what, String text) {
        try {
            if (SIZE.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw malformed(what, "has a size beyond 2^63 in its second line");
        }
        throw malformed(what, "has no size in its second line");
    }

    private static IntegrityException malformed(String what, String how) {
        return new IntegrityException(what + " is no checkpoint: it " + how);
    }
}
