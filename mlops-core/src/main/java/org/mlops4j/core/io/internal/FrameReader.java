package org.mlops4j.core.io.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames in order and stops at the first that is not as it was written: what lies behind it is not trusted. A
 * frame that the end of the file cuts off is a torn tail, as a crash leaves it; anything else is damage.
 */
public final class FrameReader implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final long salt;
    private ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long bufferStart;
    private int frame;
    private int length;
    private long validEnd;
    private boolean torn;
    private @Nullable String problem;

    /** Reads the frames of a file; the stream is closed with this. */
    public FrameReader(InputStream in, long salt) {
        this.in = in;
        this.salt = salt;
    }

    /** Moves to the next frame; false at the end, or where frames are no longer as they were written. */
    public boolean next() throws IOException {
        int start = (int) (validEnd - bufferStart);
        if (problem != null || !fill(start, 1)) {
            return false;
        }
        start = (int) (validEnd - bufferStart);
        if (!fill(start, Frames.HEADER_BYTES)) {
            return torn("its header");
        }
        start = (int) (validEnd - bufferStart);
        int claimed = buffer.getInt(start);
        if (claimed < 0 || claimed > Frames.MAX_PAYLOAD_BYTES) {
            problem = "damaged frame at byte " + validEnd + ": impossible length " + Integer.toUnsignedString(claimed);
            return false;
        }
        if (!fill(start, Frames.HEADER_BYTES + claimed)) {
            return torn("it");
        }
        start = (int) (validEnd - bufferStart);
        if (!Frames.isIntact(buffer, start, salt, claimed)) {
            problem = "damaged frame at byte " + validEnd + ": checksum differs";
            return false;
        }
        frame = start;
        length = claimed;
        validEnd += Frames.HEADER_BYTES + claimed;
        return true;
    }

    /** The type of the current frame. */
    public int type() {
        return Frames.type(buffer, frame);
    }

    /** The payload of the current frame, little-endian; valid until {@link #next()}. */
    public ByteBuffer payload() {
        return buffer.slice(frame + Frames.HEADER_BYTES, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The byte after the last frame that was as it was written. */
    public long validEnd() {
        return validEnd;
    }

    /** Whether reading stopped because the file ends inside a frame. */
    public boolean isTorn() {
        return torn;
    }

    /** Why reading stopped before the end of the file, or null if it did not. */
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean torn(String where) {
        torn = true;
        problem = "torn frame at byte " + validEnd + ": the file ends inside " + where;
        return false;
    }

    /** Makes sure that so many bytes from a position of the buffer on are there; false if the file ends before. */
    private boolean fill(int start, int count) throws IOException {
        if (start + count <= buffer.limit()) {
            return true;
        }
        if (start > 0 || count > buffer.capacity()) {
            int rest = buffer.limit() - start;
            ByteBuffer target = count > buffer.capacity()
                    ? ByteBuffer.allocate(count + BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                    : buffer;
            System.arraycopy(buffer.array(), start, target.array(), 0, rest);
            buffer = target.limit(rest);
            bufferStart += start;
        }
        while (buffer.limit() < count) {
            int read = in.read(buffer.array(), buffer.limit(), buffer.capacity() - buffer.limit());
            if (read < 0) {
                return false;
            }
            buffer.limit(buffer.limit() + read);
        }
        return true;
    }
}
