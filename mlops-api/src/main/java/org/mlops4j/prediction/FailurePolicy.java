package org.mlops4j.prediction;

import java.time.Duration;
import java.util.Objects;

/**
 * What a log does when its buffer is full because the disk does not keep up.
 *
 * @param maxWait how long a caller waits for room before its record is dropped and counted; zero never waits
 * @since 0.1.0
 */
public record FailurePolicy(Duration maxWait) {

    /**
     * Checks the time.
     *
     * @param maxWait how long a caller waits for room
     * @throws IllegalArgumentException if it is negative
     */
    public FailurePolicy {
        Objects.requireNonNull(maxWait, "maxWait");
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must be >= 0 but was " + maxWait);
        }
    }

    /**
     * Drops and counts the newest record at once: for monitoring, which must never hurt serving.
     *
     * @return the default
     */
    public static FailurePolicy dropNewest() {
        return new FailurePolicy(Duration.ZERO);
    }

    /**
     * Lets the caller wait for room, then drops and counts: for logs that an audit rests on.
     *
     * @param maxWait how long at most
     * @return a policy that waits
     * @throws IllegalArgumentException if it is negative
     */
    public static FailurePolicy block(Duration maxWait) {
        return new FailurePolicy(maxWait);
    }
}
