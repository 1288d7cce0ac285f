package org.mlops4j.core.prediction.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Encoders lent to calls, so that a record is encoded without allocating and outside of any lock: what an application's
 * own accessors do then holds up nobody else, and what they throw leaves nothing behind. A thread local would keep one
 * encoder a thread, of which there may be a million. Safe for use by many threads.
 */
final class EncoderPool {

    private static final int PLACES = 64;
    /** References on one cache line: threads on neighbouring places would take it from each other. */
    private static final int STRIDE = 16;
    /** A larger encoder is not kept. */
    private static final int MOST_KEPT_BYTES = 1 << 16;

    private final AtomicReferenceArray<@Nullable RecordEncoder> idle = new AtomicReferenceArray<>(PLACES * STRIDE);

    /** Lends an encoder; a new one where the thread's place is empty. */
    RecordEncoder take() {
        int place = place();
        RecordEncoder known = idle.get(place) == null ? null : idle.getAndSet(place, null);
        return known == null ? new RecordEncoder() : known;
    }

    /** Takes an encoder back. */
    void give(RecordEncoder encoder) {
        if (encoder.bytes().length <= MOST_KEPT_BYTES) {
            idle.setRelease(place(), encoder);
        }
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() & PLACES - 1) * STRIDE;
    }
}
