package org.mlops4j.core.prediction.internal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.json.internal.Json;

/**
 * The schemas of a stream, numbered from 0. Equal ones share a number, so that a model loaded again and again does not
 * lengthen the head of every segment. Safe for use by many threads.
 */
final class SchemaNumbers {

    private static final QuietLogger LOG = QuietLogger.of(SchemaNumbers.class);
    private static final int MOST = 1 << 16;

    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
    private final List<byte[]> payloads = new CopyOnWriteArrayList<>();

    /** The number of a schema, or -1 if it is too large for a frame or there are too many. */
    synchronized int add(LoggedSchema schema) {
        byte[] payload = Json.canonical(schema.toJson());
        Integer known = numbers.get(ByteBuffer.wrap(payload));
        if (known != null) {
            return known;
        }
        int number = payloads.size();
        if (payload.length > Frames.MAX_PAYLOAD_BYTES || number == MOST) {
            LOG.warn(
                    "schema",
                    "there is no room in the log for the schema of {}; its calls are not logged",
                    schema.digest());
            return -1;
        }
        payloads.add(payload);
        numbers.put(ByteBuffer.wrap(payload), number);
        return number;
    }

    /** The payloads of all SCHEMA frames, in order; it grows as schemas are added. */
    List<byte[]> payloads() {
        return payloads;
    }
}
