package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.IntegrityException;

/**
 * An entry with the proof that it is in a log, for whoever has neither the log nor this library (C2SP tlog-proof):
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * extra BASE64-OF-ENTRY
 * index INDEX
 * BASE64-OF-HASH, a line for each
 *
 * CHECKPOINT
 * </pre>
 */
public final class ProofText {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final String WHAT = "proof";
    private static final int HEAD_LINES = 3;

    /** A path in a tree of 2^63 entries has no more. */
    private static final int MAX_HASHES = 63;

    private ProofText() {}

    /** The text; {@link IllegalArgumentException} if entry, proof and checkpoint do not belong together. */
    public static String write(RecordedEntry recorded, MerkleProof proof, Checkpoint checkpoint) {
        StoredEntry stored = StoredEntry.of(recorded.entry());
        if (proof.from() != recorded.index()
                || proof.size() != checkpoint.size()
                || !includes(stored, proof, checkpoint)) {
            throw new IllegalArgumentException("proof must be of entry " + recorded.index() + " in the checkpoint of "
                    + checkpoint.size() + " entries but is of entry " + proof.from() + " in " + proof.size());
        }
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append(EXTRA).append(StrictBase64.encode(stored.bytes())).append('\n');
        text.append(INDEX).append(recorded.index()).append('\n');
        proof.hashes().forEach(hash -> text.append(StrictBase64.encode(hash)).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /** The entry that a text proves; {@link IntegrityException} if it does not. */
    public static RecordedEntry verified(String text, NoteKey logKey) {
        int gap = text.indexOf("\n\n");
        if (gap < 0) {
            throw malformed("has no empty line before its checkpoint");
        }
        String[] lines = text.substring(0, gap).split("\n", -1);
        if (lines.length < HEAD_LINES
                || lines.length > HEAD_LINES + MAX_HASHES
                || !lines[0].equals(HEADER)
                || !lines[1].startsWith(EXTRA)
                || !lines[2].startsWith(INDEX)
                || !NUMBER.matcher(lines[2].substring(INDEX.length())).matches()) {
            throw malformed("does not begin with '" + HEADER + "', the entry behind 'extra ' and its index");
        }
        StoredEntry stored = StoredEntry.of(bytes(lines[1].substring(EXTRA.length())));
        long index = Long.parseLong(lines[2].substring(INDEX.length()));
        List<byte[]> hashes = new ArrayList<>();
        Arrays.stream(lines).skip(HEAD_LINES).forEach(line -> hashes.add(bytes(line)));
        Checkpoint checkpoint =
                CheckpointNote.verified("checkpoint of the proof", text.substring(gap + 2), List.of(logKey));
        if (!includes(stored, new MerkleProof(index, checkpoint.size(), hashes), checkpoint)) {
            throw new IntegrityException(
                    "entry " + index + ": the proof does not lead to the root of its checkpoint of " + checkpoint.size()
                            + " entries; the entry, its index or the proof was changed");
        }
        return stored.at(index, WHAT);
    }

    private static boolean includes(StoredEntry stored, MerkleProof proof, Checkpoint checkpoint) {
        return MerkleCheck.inclusion(
                proof.from(),
                proof.size(),
                stored.leafHash(),
                proof.hashes(),
                checkpoint.root().toBytes());
    }

    private static byte[] bytes(String base64) {
        return StrictBase64.decode(base64).orElseThrow(() -> malformed("has a line that is no base64"));
    }

    private static IntegrityException malformed(String how) {
        return new IntegrityException("proof is no tlog-proof (C2SP): it " + how);
    }
}
