package org.mlops4j.core.io.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The form of a record in an append-only file, all numbers little-endian:
 *
 * <pre>
 * u32 length of the payload
 * u32 CRC-32C (RFC 3720, appendix B.4) over salt (u64), length (u32), type (u8), payload
 * u8  type
 * payload
 * </pre>
 *
 * <p>The salt is the number of the file, so that bytes of another file never pass for a frame of this one. The CRC covers
 * the length, so that a wrong length is never followed.
 */
public final class Frames {

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 9;

    /** Largest payload; a longer length is damage. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final int CRC_OFFSET = 4;
    private static final int TYPE_OFFSET = 8;

    private Frames() {}

    /** Adds a frame to a little-endian buffer that has room for it. */
    public static void put(ByteBuffer target, long salt, int type, byte[] payload, int offset, int count) {
        if (count > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload must have at most " + MAX_PAYLOAD_BYTES + " bytes but has " + count);
        }
        int start = target.position();
        target.putInt(count).putInt(0).put((byte) type).put(payload, offset, count);
        target.putInt(start + CRC_OFFSET, crc(target, start, salt, count));
    }

    /**
     * Fills in the checksums of all frames that lie in a little-endian buffer, from position to limit, with their
     * lengths, types and payloads.
     */
    public static void seal(ByteBuffer frames, long salt) {
        CRC32C crc = new CRC32C();
        ByteBuffer head = head();
        ByteBuffer body = frames.duplicate();
        for (int at = frames.position(); at < frames.limit(); ) {
            int length = frames.getInt(at);
            int end = at + HEADER_BYTES + length;
            crc.reset();
            crc.update(head.clear().putLong(salt).putInt(length).flip());
            crc.update(body.limit(end).position(at + TYPE_OFFSET));
            frames.putInt(at + CRC_OFFSET, (int) crc.getValue());
            at = end;
        }
    }

    /** Whether a frame of this payload length lies in the buffer as it was written. */
    static boolean isIntact(ByteBuffer buffer, int start, long salt, int length) {
        return buffer.getInt(start + CRC_OFFSET) == crc(buffer, start, salt, length);
    }

    static int type(ByteBuffer buffer, int start) {
        return buffer.get(start + TYPE_OFFSET) & 0xff;
    }

    private static int crc(ByteBuffer buffer, int start, long salt, int length) {
        CRC32C crc = new CRC32C();
        crc.update(head().putLong(salt).putInt(length).flip());
        crc.update(buffer.duplicate().limit(start + HEADER_BYTES + length).position(start + TYPE_OFFSET));
        return (int) crc.getValue();
    }

    private static ByteBuffer head() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
