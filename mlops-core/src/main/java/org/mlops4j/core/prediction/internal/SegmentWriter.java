package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.io.internal.AppendFile;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.json.internal.Json;

/**
 * The files of one stream, used by one thread. Each begins with a HEADER and every SCHEMA known so far. It is left for
 * the next when it is full, when a sync of it has failed, since nobody knows then what of it is on disk, and when half a
 * frame in it cannot be taken back.
 */
final class SegmentWriter {

    static final int FORMAT = 1;
    static final long MAX_BYTES = 1L << 26;

    private static final QuietLogger LOG = QuietLogger.of(SegmentWriter.class);

    private final Directory directory;
    private final String stream;
    private final Clock clock;
    private final long maxBytes;
    private @Nullable AppendFile file;
    private long number;
    /** Up to where the file holds whole frames. */
    private long size;

    private int schemas;
    private boolean unsynced;
    private long written;
    private long durable;
    private long doubtful;

    /** Goes on behind the segments that the stream has. */
    SegmentWriter(Directory directory, String stream, Clock clock, long maxBytes) throws IOException {
        this.directory = directory;
        this.stream = stream;
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.number = SegmentReader.newestNumber(directory, stream);
    }

    /** How many records were written. */
    long written() {
        return written;
    }

    /** How many of them are durable. */
    long durable() {
        return durable;
    }

    /** How many of them lie in a file whose sync has failed: they may be there after a power failure or not. */
    long doubtful() {
        return doubtful;
    }

    /** Whether something was written that is neither durable nor given up. */
    boolean isUnsynced() {
        return unsynced;
    }

    /** Whether the file is to be synced and left. */
    boolean isFull() {
        return size >= maxBytes;
    }

    /**
     * Writes frames that lack their checksums. After an exception none of them is in the log, unless the disk does not
     * even take back a half of them: then some may be there twice once they are written again.
     *
     * @param frames whole frames, little-endian, from position to limit, which stay as they are
     * @param records how many of them are records
     * @param known payloads of all SCHEMA frames that the frames may refer to
     */
    void write(ByteBuffer frames, long records, List<byte[]> known) throws IOException {
        AppendFile current = file == null ? open() : file;
        if (size == 0) {
            append(current, frame(FrameType.HEADER, header()));
        }
        while (schemas < known.size()) {
            append(current, frame(FrameType.SCHEMA, known.get(schemas)));
            schemas++;
        }
        Frames.seal(frames, number);
        append(current, frames.duplicate());
        written += records;
    }

    /** Makes everything written durable. After a failure the file is left and never synced again. */
    void sync() throws IOException {
        AppendFile current = file;
        if (current == null) {
            return;
        }
        try {
            current.force();
            durable = written - doubtful;
        } catch (Throwable e) {
            doubtful = written - durable;
            leave(current);
            throw e;
        }
        unsynced = false;
        if (isFull()) {
            leave(current);
        }
    }

    /** Leaves the file as it is. */
    void close() {
        AppendFile current = file;
        if (current != null) {
            leave(current);
        }
    }

    private AppendFile open() throws IOException {
        AppendFile opened = directory.append(SegmentReader.path(stream, number + 1));
        number++;
        size = 0;
        schemas = 0;
        file = opened;
        return opened;
    }

    private byte[] header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("stream", stream);
        header.put("segment", number);
        header.put("opened", clock.instant());
        return Json.canonical(header);
    }

    private ByteBuffer frame(int type, byte[] payload) {
        ByteBuffer frame =
                ByteBuffer.allocate(Frames.HEADER_BYTES + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        Frames.put(frame, number, type, payload, 0, payload.length);
        return frame.flip();
    }

    private void append(AppendFile target, ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        try {
            target.write(bytes);
        } catch (Throwable e) {
            takeBack(target);
            throw e;
        }
        size += count;
        unsynced = true;
    }

    /** Cuts off what a failed write has left. Where that fails too, the file is left, with what it holds made durable. */
    private void takeBack(AppendFile target) {
        try {
            target.truncate(size);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("cut", "half a record in the prediction log cannot be cut off; it goes on in a new segment", e);
            syncOrDoubt(target);
            leave(target);
        }
    }

    private void syncOrDoubt(AppendFile target) {
        try {
            target.force();
            durable = written - doubtful;
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("sync", "the end of a segment of the prediction log is in doubt", e);
            doubtful = written - durable;
        }
    }

    private void leave(AppendFile left) {
        file = null;
        unsynced = false;
        try {
            left.close();
        } catch (IOException | RuntimeException e) {
            // It is synced or in doubt already: closing can lose nothing more.
            LOG.debug("a segment cannot be closed", e);
        }
    }
}
