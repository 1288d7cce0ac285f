package org.mlops4j.core.prediction.internal;

import java.time.Clock;
import org.apache.commons.rng.UniformRandomProvider;
import org.mlops4j.model.PredictionId;

/**
 * Makes ids in order of time: UUID version 7 (RFC 9562, section 5.7) with a counter in the 12 bits behind the
 * milliseconds. Ids of one maker always rise, even when the clock steps back.
 */
public final class PredictionIds {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final UniformRandomProvider random;
    private long last;

    /** Ids by a clock; the random bits keep ids of several makers apart. */
    public PredictionIds(Clock clock, UniformRandomProvider random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next id. */
    public synchronized PredictionId next() {
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        long high = last >>> COUNTER_BITS << 16 | VERSION_7 | last & COUNTER_MASK;
        long low = random.nextLong() & VARIANT_MASK | VARIANT;
        return PredictionId.of(high, low);
    }
}
