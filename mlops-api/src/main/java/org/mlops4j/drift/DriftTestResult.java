package org.mlops4j.drift;

import java.util.Objects;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Verdict;

/**
 * What one test says of one column.
 *
 * @param test id of the test
 * @param measurement the statistic with its interval and p-value
 * @param threshold the statistic above which the column counts as drifted, at these numbers of rows; NaN if undefined
 * @param tolerance the effect that is accepted, in units of the statistic
 * @param decision the verdict with its explanation
 * @param referenceRows rows behind the reference
 * @param currentRows rows behind the current profile
 * @since 0.1.0
 */
public record DriftTestResult(
        String test,
        Measurement measurement,
        double threshold,
        double tolerance,
        Decision decision,
        long referenceRows,
        long currentRows) {

    /**
     * Checks the parts.
     *
     * @param test id of the test
     * @param measurement the statistic
     * @param threshold the statistic above which the column counts as drifted
     * @param tolerance the effect that is accepted
     * @param decision the verdict
     * @param referenceRows rows behind the reference
     * @param currentRows rows behind the current profile
     */
    public DriftTestResult {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(measurement, "measurement");
        Objects.requireNonNull(decision, "decision");
    }

    /**
     * The verdict alone.
     *
     * @return PASS, FAIL or INCONCLUSIVE
     */
    public Verdict verdict() {
        return decision.verdict();
    }

    /**
     * How many times its threshold the statistic is, for ranking columns measured by different tests.
     *
     * @return a number from 0; 0 if the statistic is undefined
     */
    public double severity() {
        return measurement.estimate().isDefined() && threshold > 0
                ? measurement.estimate().value() / threshold
                : 0;
    }
}
