package org.mlops4j.core.prediction.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;

/**
 * What a log has lost: the content of a GAP frame.
 *
 * @param dropped records that are not in the log
 * @param doubtful records in a file that could not be made durable, which may be there or not
 * @param since when the first of them was lost, in milliseconds since 1970
 * @param until no later than when the last of them was lost
 */
record Gap(long dropped, long doubtful, long since, long until) {

    /** A whole frame, but for its checksum. */
    ByteBuffer toFrame() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dropped", dropped);
        json.put("doubtful", doubtful);
        json.put("since", Instant.ofEpochMilli(since));
        json.put("until", Instant.ofEpochMilli(until));
        byte[] payload = Json.canonical(json);
        ByteBuffer frame =
                ByteBuffer.allocate(Frames.HEADER_BYTES + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(payload.length)
                .putInt(0)
                .put((byte) FrameType.GAP)
                .put(payload)
                .flip();
    }

    static Gap fromJson(JsonObject json) {
        return new Gap(
                json.integer("dropped"),
                json.integer("doubtful"),
                json.instant("since").toEpochMilli(),
                json.instant("until").toEpochMilli());
    }
}
