package org.mlops4j.core.audit.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.FrameReader;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/**
 * The form of the file of entries that no checkpoint covers yet: {@link Frames}, salted with the index of the first
 * entry, all numbers little-endian.
 *
 * <pre>
 * type 1 HEADER     u32 format version; the first frame, and only that
 * type 2 ENTRY      bytes of the entry
 * type 3 PREPARED   SHA-256 of the document's new content (32 bytes), u16 length of its key, key, bytes of the entry
 * type 4 COMMITTED  empty; the PREPARED before it counts
 * type 5 ABORTED    empty; the PREPARED before it does not count
 * </pre>
 */
final class PendingFile {

    private static final int FORMAT = 1;
    private static final int HEADER = 1;
    private static final int ENTRY = 2;
    private static final int PREPARED = 3;
    private static final int COMMITTED = 4;
    private static final int ABORTED = 5;
    private static final int MAX_KEY_BYTES = 0xffff;
    private static final byte[] EMPTY = new byte[0];

    private static final int MAX_BATCH_BYTES = 1 << 29;

    /** How many bytes that are no frame are searched for one: a tail as a crash leaves it is shorter. */
    private static final long MAX_SEARCH_BYTES = 1L << 28;

    private final String path;
    private final List<StoredEntry> entries;
    private final List<StoredEntry> expected;
    private @Nullable Doubt doubt;

    private PendingFile(long first, List<StoredEntry> known, List<StoredEntry> expected) {
        this.path = Layout.pending(first);
        this.entries = new ArrayList<>(known);
        this.expected = expected;
    }

    /** The frames of entries that count as they stand; a file that is empty yet gets its header. */
    static ByteBuffer entries(long first, PendingEntries before, List<StoredEntry> added) {
        long length = 2 * Frames.HEADER_BYTES + Integer.BYTES;
        for (StoredEntry entry : added) {
            length += Frames.HEADER_BYTES + entry.bytes().length;
        }
        if (length > MAX_BATCH_BYTES) {
            throw new IllegalArgumentException("entries added at once must have at most " + MAX_BATCH_BYTES
                    + " bytes in all but have " + length + "; add them in parts");
        }
        ByteBuffer frames = buffer((int) length, first, before);
        for (StoredEntry entry : added) {
            put(frames, first, ENTRY, entry.bytes());
        }
        return frames.flip();
    }

    /** The frame of an entry that counts once its change is made. */
    static ByteBuffer prepared(long first, PendingEntries before, Doubt doubt) {
        byte[] key = doubt.key().getBytes(StandardCharsets.UTF_8);
        byte[] entry = doubt.entry().bytes();
        if (key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key of a changed document must have at most " + MAX_KEY_BYTES + " bytes but has " + key.length);
        }
        ByteBuffer payload = ByteBuffer.allocate(MerkleTree.HASH_BYTES + Short.BYTES + key.length + entry.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        payload.put(doubt.content().toBytes())
                .putShort((short) key.length)
                .put(key)
                .put(entry);
        ByteBuffer frames = buffer(2 * Frames.HEADER_BYTES + Integer.BYTES + payload.capacity(), first, before);
        put(frames, first, PREPARED, payload.array());
        return frames.flip();
    }

    /** The frame that says whether the entry before it counts. */
    static ByteBuffer marker(long first, boolean committed) {
        ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        put(frame, first, committed ? COMMITTED : ABORTED, EMPTY);
        return frame.flip();
    }

    /**
     * Reads on from where an earlier reading stopped.
     *
     * @param first index of the first entry of the file
     * @param bytes the file from {@link PendingEntries#settled()} on
     * @param known what was read before
     * @param expected what may lie there, from the first entry of the file on: entries whose bytes are found again are
     *     not hashed again
     * @return all that is known now
     */
    static PendingEntries read(long first, byte[] bytes, PendingEntries known, List<StoredEntry> expected)
            throws IOException {
        PendingFile file = new PendingFile(first, known.entries(), expected);
        long settled = known.settled();
        try (FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), first)) {
            long at = known.settled();
            while (reader.next()) {
                file.accept(at, reader.type(), reader.payload());
                at = known.settled() + reader.validEnd();
                settled = file.doubt == null ? at : settled;
            }
            String problem = reader.problem();
            if (problem != null) {
                problem = "entry " + (first + file.entries.size()) + ": " + problem;
                requireNothingIntact(file.path + ": " + problem, bytes, (int) reader.validEnd(), first);
            }
            return new PendingEntries(
                    List.copyOf(file.entries), settled, at, known.settled() + bytes.length, file.doubt, problem);
        }
    }

    private void accept(long at, int type, ByteBuffer payload) {
        if ((at == 0) != (type == HEADER) || (doubt != null) != (type == COMMITTED || type == ABORTED)) {
            throw new IntegrityException(path + ": frame of type " + type + " at byte " + at
                    + " cannot follow the one before it; restore the file from a backup");
        }
        switch (type) {
            case HEADER -> requireFormat(payload);
            case ENTRY -> entries.add(entry(payload));
            case PREPARED -> doubt = readPrepared(at, payload);
            default -> settle(type == COMMITTED);
        }
    }

    private StoredEntry entry(ByteBuffer payload) {
        if (entries.size() < expected.size()) {
            StoredEntry known = expected.get(entries.size());
            if (payload.equals(ByteBuffer.wrap(known.bytes()))) {
                return known;
            }
        }
        return StoredEntry.of(rest(payload));
    }

    private void settle(boolean committed) {
        if (doubt != null && committed) {
            entries.add(doubt.entry());
        }
        doubt = null;
    }

    private void requireFormat(ByteBuffer payload) {
        int format = payload.remaining() == Integer.BYTES ? payload.getInt() : 0;
        if (format != FORMAT) {
            throw new IntegrityException(path + " has format " + format + " but this version reads " + FORMAT
                    + "; use the version of the library that wrote it");
        }
    }

    private Doubt readPrepared(long at, ByteBuffer payload) {
        byte[] content = new byte[MerkleTree.HASH_BYTES];
        if (payload.remaining() >= content.length + Short.BYTES) {
            payload.get(content);
            int keyLength = Short.toUnsignedInt(payload.getShort());
            if (payload.remaining() >= keyLength) {
                byte[] key = new byte[keyLength];
                payload.get(key);
                return new Doubt(
                        StoredEntry.of(rest(payload)), new String(key, StandardCharsets.UTF_8), Digest.ofHash(content));
            }
        }
        throw new IntegrityException(path + ": frame at byte " + at + " is too short for its type");
    }

    /**
     * An intact frame anywhere behind the first that is not: a crash leaves none, since what was being written was the
     * last. Bytes that could be frames at so many places that looking would take long are no crash's either.
     */
    private static void requireNothingIntact(String problem, byte[] bytes, int from, long first) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long searched = 0;
        for (int at = from + 1; at + Frames.HEADER_BYTES <= bytes.length; at++) {
            int length = buffer.getInt(at);
            int type = buffer.get(at + Frames.HEADER_BYTES - 1);
            boolean plausible = type >= HEADER
                    && type <= ABORTED
                    && length >= 0
                    && length <= Math.min(Frames.MAX_PAYLOAD_BYTES, bytes.length - at - Frames.HEADER_BYTES);
            if (plausible) {
                int count = Frames.HEADER_BYTES + length;
                searched += count;
                if (searched > MAX_SEARCH_BYTES) {
                    throw new IntegrityException(
                            problem + ", and what follows it is no crash's; restore the file from a backup");
                }
                try (FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes, at, count), first)) {
                    if (reader.next()) {
                        throw new IntegrityException(
                                problem + ", but intact frames follow it; restore the file from a backup");
                    }
                }
            }
        }
    }

    private static ByteBuffer buffer(int capacity, long first, PendingEntries before) {
        ByteBuffer frames = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        if (before.end() == 0) {
            put(frames, first, HEADER, new byte[] {FORMAT, 0, 0, 0});
        }
        return frames;
    }

    private static void put(ByteBuffer frames, long first, int type, byte[] payload) {
        Frames.put(frames, first, type, payload, 0, payload.length);
    }

    private static byte[] rest(ByteBuffer payload) {
        byte[] rest = new byte[payload.remaining()];
        payload.get(rest);
        return rest;
    }
}
