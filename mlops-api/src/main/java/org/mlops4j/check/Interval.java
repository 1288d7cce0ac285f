package org.mlops4j.check;

import java.util.Objects;

/**
 * A two-sided confidence interval.
 *
 * @param low lower end; may be negative infinity
 * @param high upper end; may be positive infinity
 * @param confidence its nominal coverage, in (0, 1)
 * @param method how it was computed, for example {@code wilson} or {@code delong-logit}
 * @since 0.1.0
 */
public record Interval(double low, double high, double confidence, String method) {

    /**
     * Checks the parts.
     *
     * @param low lower end
     * @param high upper end
     * @param confidence its nominal coverage
     * @param method how it was computed
     * @throws IllegalArgumentException if an end is NaN, low exceeds high, or the confidence is not in (0, 1)
     */
    public Interval {
        Objects.requireNonNull(method, "method");
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval must have low <= high but was [" + low + ", " + high + "]");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1) but was " + confidence);
        }
    }

    /**
     * How far the truth may lie from the middle.
     *
     * @return half of the width; infinite if an end is
     */
    public double halfWidth() {
        return Double.isInfinite(low) || Double.isInfinite(high) ? Double.POSITIVE_INFINITY : high / 2 - low / 2;
    }

    /**
     * Whether a value lies inside.
     *
     * @param value the value
     * @return true if it lies between the ends or on one
     */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
