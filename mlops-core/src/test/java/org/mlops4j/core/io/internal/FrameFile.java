package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames as a test writes and reads them. */
final class FrameFile {

    static final long SALT = 0x1122334455667788L;

    /** One frame. */
    record Frame(int type, byte[] payload) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Frame that && type == that.type && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return type;
        }
    }

    /** What a reader found. */
    record Found(
            List<Frame> frames, long validEnd, @Nullable String problem) {}

    private FrameFile() {}

    static byte[] write(long salt, List<Frame> frames) {
        int size = frames.stream()
                .mapToInt(frame -> Frames.HEADER_BYTES + frame.payload().length)
                .sum();
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (Frame frame : frames) {
            Frames.put(buffer, salt, frame.type(), frame.payload(), 0, frame.payload().length);
        }
        return buffer.array();
    }

    static Found read(long salt, InputStream in) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (FrameReader reader = new FrameReader(in, salt)) {
            while (reader.next()) {
                byte[] payload = new byte[reader.payload().remaining()];
                reader.payload().get(payload);
                frames.add(new Frame(reader.type(), payload));
            }
            return new Found(frames, reader.validEnd(), reader.problem());
        }
    }
}
