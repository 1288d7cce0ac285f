package org.mlops4j.core.prediction.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.FrameReader;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.IntegrityException;

/** Reads the frames of one segment in order, remembering its schemas; stops where frames are no longer intact. */
final class SegmentReader implements Closeable {

    static final String ROOT = "streams";

    private final String path;
    private final FrameReader frames;
    private final List<LoggedSchema> schemas = new ArrayList<>();

    private SegmentReader(String path, FrameReader frames) {
        this.path = path;
        this.frames = frames;
    }

    /** All segments of a home: stream by stream, each in order. */
    static List<String> segments(Directory directory) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String stream : directory.list(ROOT)) {
            for (String file : directory.list(ROOT + "/" + stream)) {
                if (file.matches("[0-9]{12}\\.seg")) {
                    paths.add(ROOT + "/" + stream + "/" + file);
                }
            }
        }
        return paths;
    }

    /** Opens a segment; null if it is gone or its header was not written yet. */
    static @Nullable SegmentReader open(Directory directory, String path) throws IOException {
        InputStream in = directory.open(path).orElse(null);
        if (in == null) {
            return null;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        long number = Long.parseLong(name.substring(0, name.indexOf('.')));
        SegmentReader reader = new SegmentReader(path, new FrameReader(in, number));
        if (!reader.frames.next()) {
            String problem = reader.frames.problem();
            reader.close();
            if (problem != null && problem.startsWith("damaged")) {
                throw new IntegrityException("segment " + path + ": " + problem);
            }
            return null;
        }
        reader.checkHeader();
        return reader;
    }

    /** Moves to the next frame that is no schema; false at the end. */
    boolean next() throws IOException {
        while (frames.next()) {
            if (frames.type() != FrameType.SCHEMA) {
                return true;
            }
            schemas.add(LoggedSchema.fromJson(json("schema")));
        }
        return false;
    }

    int type() {
        return frames.type();
    }

    ByteBuffer payload() {
        return frames.payload();
    }

    JsonObject json(String what) {
        byte[] bytes = new byte[frames.payload().remaining()];
        frames.payload().get(bytes);
        return Json.parseObject("segment " + path + ", " + what, bytes);
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
        String problem = frames.problem();
        return problem == null ? null : "segment " + path + ": " + problem;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    private void checkHeader() throws IOException {
        if (frames.type() != FrameType.HEADER) {
            close();
            throw new IntegrityException("segment " + path + " does not begin with a header");
        }
        long format = json("header").integer("format");
        if (format > SegmentWriter.FORMAT) {
            close();
            throw new IntegrityException(
                    "segment " + path + " has format " + format + ", newer than this version reads ("
                            + SegmentWriter.FORMAT + "); use a newer version of the library");
        }
    }
}
