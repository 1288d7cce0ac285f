package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.AppendFile;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.json.internal.Json;

/**
 * The files of one stream, written by one thread: each begins with a HEADER and every SCHEMA known so far, and is left
 * for the next when it is full or a write or sync of it has failed.
 */
final class SegmentWriter {

    static final int FORMAT = 1;
    private static final long MAX_BYTES = 1L << 26;

    private final Directory directory;
    private final String stream;
    private final Clock clock;
    private @Nullable AppendFile file;
    private long number;
    private long size;
    private int schemas;
    private boolean unsynced;
    private boolean uncertain;

    SegmentWriter(Directory directory, String stream, Clock clock) {
        this.directory = directory;
        this.stream = stream;
        this.clock = clock;
    }

    /** Whether something was written that is not durable yet. */
    boolean isUnsynced() {
        return unsynced;
    }

    /**
     * Writes frames that lack their checksums; a failure is tried once more in a new segment.
     *
     * @param frames whole frames, little-endian, from position to limit
     * @param known payloads of all SCHEMA frames that the frames may refer to
     */
    void write(ByteBuffer frames, List<byte[]> known) throws IOException {
        try {
            writeOnce(frames.duplicate().order(ByteOrder.LITTLE_ENDIAN), known);
        } catch (IOException first) {
            syncOrDoubt();
            abandon();
            try {
                writeOnce(frames.duplicate().order(ByteOrder.LITTLE_ENDIAN), known);
            } catch (IOException second) {
                abandon();
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    /** Makes everything written durable. After a failure the file is left: its state is unknown. */
    void sync() throws IOException {
        AppendFile current = file;
        if (current == null) {
            return;
        }
        try {
            current.force();
            unsynced = false;
        } catch (IOException e) {
            uncertain = true;
            abandon();
            throw e;
        }
        if (size > MAX_BYTES) {
            abandon();
        }
    }

    /** Whether, since the last call, a file was left of which nobody knows what is durable. */
    boolean takeUncertain() {
        boolean was = uncertain;
        uncertain = false;
        return was;
    }

    void close() throws IOException {
        AppendFile current = file;
        file = null;
        if (current != null) {
            current.close();
        }
    }

    static String path(String stream, long number) {
        return SegmentReader.ROOT + "/" + stream + "/" + String.format("%012d.seg", number);
    }

    private void writeOnce(ByteBuffer frames, List<byte[]> known) throws IOException {
        AppendFile current = file == null ? open() : file;
        if (schemas < known.size()) {
            writeSchemas(current, known);
        }
        seal(frames);
        size += frames.remaining();
        unsynced = true;
        current.write(frames);
    }

    private AppendFile open() throws IOException {
        number++;
        size = 0;
        schemas = 0;
        AppendFile opened = directory.append(path(stream, number));
        file = opened;
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("stream", stream);
        header.put("segment", number);
        header.put("opened", clock.instant());
        writeFrame(opened, FrameType.HEADER, Json.canonical(header));
        return opened;
    }

    private void writeSchemas(AppendFile target, List<byte[]> known) throws IOException {
        while (schemas < known.size()) {
            writeFrame(target, FrameType.SCHEMA, known.get(schemas));
            schemas++;
        }
    }

    private void writeFrame(AppendFile target, int type, byte[] payload) throws IOException {
        ByteBuffer frame =
                ByteBuffer.allocate(Frames.HEADER_BYTES + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        Frames.put(frame, number, type, payload, 0, payload.length);
        size += frame.position();
        target.write(frame.flip());
    }

    private void seal(ByteBuffer frames) {
        for (int at = frames.position(); at < frames.limit(); at += Frames.HEADER_BYTES + frames.getInt(at)) {
            Frames.seal(frames, at, number);
        }
    }

    /** A write failed; what was written before may still be made durable. */
    private void syncOrDoubt() {
        AppendFile current = file;
        if (current == null || !unsynced) {
            return;
        }
        try {
            current.force();
        } catch (IOException e) {
            uncertain = true;
        }
    }

    /** Leaves the file for ever; the next write begins a new one. */
    private void abandon() {
        AppendFile current = file;
        file = null;
        unsynced = false;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // The file is left because it failed, or is synced: closing it can lose nothing more.
                return;
            }
        }
    }
}
