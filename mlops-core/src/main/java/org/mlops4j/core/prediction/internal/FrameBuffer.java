package org.mlops4j.core.prediction.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames on their way to the disk. Larger than any frame, so that an empty one has room for each. */
final class FrameBuffer {

    private static final int BYTES = 1 << 21;

    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long records;

    /** Copies a frame; false if there is no room for it. */
    boolean put(RecordEncoder frame) {
        if (frame.length() > bytes.remaining()) {
            return false;
        }
        bytes.put(frame.bytes(), 0, frame.length());
        records++;
        return true;
    }

    /** How many frames there are. */
    long records() {
        return records;
    }

    boolean isHalfFull() {
        return bytes.position() > BYTES / 2;
    }

    /** The frames, to be changed only in their checksums. */
    ByteBuffer frames() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    void clear() {
        bytes.clear();
        records = 0;
    }
}
