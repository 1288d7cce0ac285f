package org.mlops4j.core.evaluation;

import java.util.Map;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Reason;

/**
 * A number that says how good a model's answers are. It carries its direction and range, so that nothing is guessed from
 * its name. {@link Metrics} makes the built-in ones.
 *
 * <p>Implementations are immutable, safe for use by many threads, and deterministic: the same rows give the same bits.
 *
 * @since 0.1.0
 */
public interface Metric {

    /** Which values are the better ones. */
    enum Direction {
        /** The larger the better. */
        HIGHER_IS_BETTER,
        /** The smaller the better. */
        LOWER_IS_BETTER
    }

    /**
     * Its name, as in scikit-learn where that has the metric.
     *
     * @return lower-case words joined by underscores, for example {@code roc_auc}
     */
    String name();

    /**
     * Which values are the better ones.
     *
     * @return the direction
     */
    Direction direction();

    /**
     * The smallest value it can take.
     *
     * @return the lower end of its range; may be negative infinity
     */
    double low();

    /**
     * The largest value it can take.
     *
     * @return the upper end of its range; may be positive infinity
     */
    double high();

    /**
     * What else a {@link org.mlops4j.check.CheckSpec} must hold to make an equal metric.
     *
     * @return strings, finite numbers and booleans by name; empty if the name says it all
     */
    default Map<String, Object> parameters() {
        return Map.of();
    }

    /**
     * The value with its interval. A check asks about fifty times at different confidences, to find its p-value; a larger
     * confidence must give an interval that holds the smaller ones.
     *
     * @param evaluation the rows
     * @param confidence coverage of the interval, in (0, 1)
     * @return the estimate; undefined, with the reason, where the metric has no value: no exception and no NaN
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    Estimate estimate(Evaluation evaluation, double confidence);

    /**
     * Challenger minus champion, with an interval that knows that both answered the same rows. Use it through {@link
     * PairedEvaluation#compare(Metric)}, which brings the rows into one order.
     *
     * @param champion the rows with the answers of the model in use
     * @param challenger the same rows, in the same order, with the answers of the other
     * @param confidence coverage of the interval, in (0, 1)
     * @return the estimate; unless overridden it is undefined
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    default Estimate difference(Evaluation champion, Evaluation challenger, double confidence) {
        return Estimate.undefined(Reason.UNDEFINED, "no paired method is known for " + name(), champion.rowCount());
    }
}
