package org.mlops4j.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a score becomes a decision, and what decisions cost. Part of a version: another cut-off is another version.
 *
 * @param threshold scores at or above it are decided positive
 * @param costsOrNull what decisions cost, or null if nothing was declared
 * @since 0.1.0
 */
public record Cutoffs(double threshold, @Nullable CostMatrix costsOrNull) {

    /**
     * Checks the threshold.
     *
     * @param threshold scores at or above it are decided positive
     * @param costsOrNull what decisions cost
     * @throws IllegalArgumentException if the threshold is NaN or infinite
     */
    public Cutoffs {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold must be a finite number but was " + threshold);
        }
    }

    /**
     * A threshold without costs.
     *
     * @param threshold scores at or above it are decided positive
     * @return the cut-offs
     * @throws IllegalArgumentException if the threshold is NaN or infinite
     */
    public static Cutoffs at(double threshold) {
        return new Cutoffs(threshold, null);
    }

    /**
     * The same threshold with declared costs.
     *
     * @param costs what decisions cost
     * @return the cut-offs
     */
    public Cutoffs with(CostMatrix costs) {
        return new Cutoffs(threshold, costs);
    }

    /**
     * What decisions cost.
     *
     * @return the costs, or empty if nothing was declared
     */
    public Optional<CostMatrix> costs() {
        return Optional.ofNullable(costsOrNull);
    }
}
