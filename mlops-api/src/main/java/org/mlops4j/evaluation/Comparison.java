package org.mlops4j.evaluation;

import java.util.Objects;
import org.mlops4j.check.Estimate;

/**
 * Two models measured on the same rows.
 *
 * @param metric what was measured
 * @param champion the value of the model in use
 * @param challenger the value of the other
 * @param difference challenger minus champion, with a paired interval
 * @param pairs on how many rows both answered
 * @since 0.1.0
 */
public record Comparison(String metric, Estimate champion, Estimate challenger, Estimate difference, long pairs) {

    /**
     * Checks the parts.
     *
     * @param metric what was measured
     * @param champion the value of the model in use
     * @param challenger the value of the other
     * @param difference challenger minus champion
     * @param pairs on how many rows both answered
     * @throws IllegalArgumentException if the number of pairs is negative
     */
    public Comparison {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(champion, "champion");
        Objects.requireNonNull(challenger, "challenger");
        Objects.requireNonNull(difference, "difference");
        if (pairs < 0) {
            throw new IllegalArgumentException("pairs must be >= 0 but was " + pairs);
        }
    }
}
