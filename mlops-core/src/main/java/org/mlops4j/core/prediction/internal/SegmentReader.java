package org.mlops4j.core.prediction.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.FrameReader;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/**
 * Reads the frames of one segment in order, remembering its schemas; stops where frames are no longer intact. A segment
 * without an intact header, as a crash may leave it, is an empty one.
 */
final class SegmentReader implements Closeable {

    private static final String ROOT = "streams";
    private static final Pattern FILE = Pattern.compile("[0-9]{12}\\.seg");
    private static final int NUMBER_DIGITS = 12;
    /** What else may lie in the folder, such as what a file manager leaves there, is not ours. */
    private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final String path;
    private final FrameReader frames;
    private final List<LoggedSchema> schemas = new ArrayList<>();
    private @Nullable String headerProblem;

    private SegmentReader(String path, FrameReader frames) {
        this.path = path;
        this.frames = frames;
    }

    /** All segments of a home: stream by stream, each in order. */
    static List<String> segments(Directory directory) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String stream : directory.list(ROOT)) {
            if (STREAM.matcher(stream).matches()) {
                for (String file : files(directory, stream)) {
                    paths.add(ROOT + "/" + stream + "/" + file);
                }
            }
        }
        return paths;
    }

    /** The number of a stream's last segment, or 0 if there is none. */
    static long newestNumber(Directory directory, String stream) throws IOException {
        List<String> files = files(directory, stream);
        return files.isEmpty() ? 0 : number(files.get(files.size() - 1));
    }

    static String path(String stream, long number) {
        return ROOT + "/" + stream + "/" + String.format(Locale.ROOT, "%012d.seg", number);
    }

    private static List<String> files(Directory directory, String stream) throws IOException {
        return directory.list(ROOT + "/" + stream).stream()
                .filter(FILE.asMatchPredicate())
                .toList();
    }

    private static long number(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Long.parseLong(name.substring(0, NUMBER_DIGITS));
    }

    /** Opens a segment; null if it is gone. */
    static @Nullable SegmentReader open(Directory directory, String path) throws IOException {
        InputStream in = directory.open(path).orElse(null);
        if (in == null) {
            return null;
        }
        SegmentReader reader = new SegmentReader(path, new FrameReader(in, number(path)));
        try {
            reader.readHeader();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Moves to the next frame that is no schema; false at the end. */
    boolean next() throws IOException {
        while (headerProblem == null && frames.next()) {
            if (frames.type() != FrameType.SCHEMA) {
                return true;
            }
            schemas.add(readJson("schema", LoggedSchema::fromJson));
        }
        return false;
    }

    int type() {
        return frames.type();
    }

    ByteBuffer payload() {
        return frames.payload();
    }

    /** Reads a frame that holds JSON. */
    <T> T readJson(String what, Function<JsonObject, T> reader) {
        byte[] bytes = new byte[frames.payload().remaining()];
        frames.payload().get(bytes);
        return Json.readStored(what + " in segment " + path, bytes, reader);
    }

    /** The schema of a number that a frame refers to. */
    LoggedSchema schema(int id) {
        if (id >= schemas.size()) {
            throw new IntegrityException(
                    "segment " + path + " refers to schema " + id + " but holds " + schemas.size());
        }
        return schemas.get(id);
    }

    /** All schemas of the segment, which is read to its end. */
    List<LoggedSchema> allSchemas() throws IOException {
        boolean more = true;
        while (more) {
            more = next();
        }
        return schemas;
    }

    /** Where the segment lies. */
    String path() {
        return path;
    }

    /** The stream the segment belongs to. */
    String stream() {
        return path.substring(ROOT.length() + 1, path.lastIndexOf('/'));
    }

    /** Why reading stopped before the end of the file, or null if it did not. */
    @Nullable
    String problem() {
        String problem = headerProblem == null ? frames.problem() : headerProblem;
        return problem == null ? null : "segment " + path + ": " + problem;
    }

    /** Whether the file ends inside a frame, as it does while the frame is being written. */
    boolean isTorn() {
        return headerProblem == null && frames.isTorn();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    private void readHeader() throws IOException {
        if (!frames.next()) {
            return;
        }
        if (frames.type() != FrameType.HEADER) {
            headerProblem = "it does not begin with a header";
            return;
        }
        long format = readJson("header", header -> header.integer("format"));
        if (format > SegmentWriter.FORMAT) {
            throw new IntegrityException(
                    "segment " + path + " has format " + format + ", newer than this version reads ("
                            + SegmentWriter.FORMAT + "); use a newer version of the library");
        }
    }
}
