package org.mlops4j.core.drift;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.data.DataType;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;

/**
 * A drift test that needs nothing but the counts of both sides in the same frozen bins.
 *
 * <table>
 * <caption>How it decides</caption>
 * <tr><th>verdict</th><th>when</th></tr>
 * <tr><td>FAIL</td><td>the statistic exceeds what sampling alone exceeds with probability alpha if the true effect is the
 *     tolerance; the threshold therefore falls towards the tolerance as rows are added, and never below</td></tr>
 * <tr><td>PASS</td><td>otherwise, if the interval of the effect is narrow enough to have shown an important drift</td></tr>
 * <tr><td>INCONCLUSIVE</td><td>otherwise ({@link Reason#TOO_FEW_ROWS}), or if a side has no rows to compare ({@link
 *     Reason#EMPTY}), or the two were not counted in the same bins ({@link Reason#UNDEFINED})</td></tr>
 * </table>
 *
 * <p>The lower end of the interval is wrong with probability alpha, the upper end with probability 0.05. Explanations name
 * groups of values with their shares, but no value of a single row; words of a column of sensitivity PERSONAL or SECRET
 * are not named.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class BinnedDriftTest implements DriftTest {

    private static final double UPPER_CONFIDENCE = 0.95;

    private final Statistic statistic;
    private final double tolerance;

    BinnedDriftTest(Statistic statistic, double tolerance) {
        this.statistic = statistic;
        this.tolerance = tolerance;
    }

    @Override
    public String id() {
        return statistic.id();
    }

    @Override
    public boolean supports(DataType type) {
        return statistic.supports(type);
    }

    /**
     * The effect that is accepted.
     *
     * @return a number from 0, in units of the statistic
     */
    public double tolerance() {
        return tolerance;
    }

    /**
     * Accepts an effect up to a size; with 0 every effect that the rows can show is drift.
     *
     * @param effect the size, in units of the statistic
     * @return a test with this tolerance
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    public BinnedDriftTest tolerance(double effect) {
        if (!(effect >= 0 && effect <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("tolerance of " + id() + " must be finite and >= 0 but was " + effect);
        }
        return new BinnedDriftTest(statistic, effect);
    }

    /**
     * Compares two columns counted in the same bins.
     *
     * @param reference how it was
     * @param current how it is
     * @param alpha the accepted chance, in (0, 1), of calling a column drifted whose true effect is the tolerance
     * @return the result; what cannot be told is INCONCLUSIVE, not an exception
     * @throws IllegalArgumentException if alpha is not in (0, 1)
     */
    @Override
    public DriftTestResult test(ColumnProfile reference, ColumnProfile current, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1) but was " + alpha);
        }
        String name = reference.field().name();
        if (!supports(reference.field().type())) {
            return undecided(
                    reference,
                    current,
                    Reason.UNDEFINED,
                    id() + " is not defined for " + reference.field().type(),
                    "compare '" + name + "' by another test");
        }
        if (!reference.bins().equals(current.bins())) {
            return undecided(
                    reference,
                    current,
                    Reason.UNDEFINED,
                    "the two sides of '" + name + "' were counted in different bins",
                    "count both against one reference");
        }
        if (reference.total() == 0 || current.total() == 0) {
            return empty(reference, current, "rows");
        }
        Optional<Shift> shift = statistic.measure(reference, current, tolerance, alpha);
        return shift.isPresent()
                ? decided(reference, current, shift.get(), alpha)
                : empty(reference, current, "numbers");
    }

    private DriftTestResult decided(ColumnProfile reference, ColumnProfile current, Shift shift, double alpha) {
        long rows = reference.total() + current.total();
        // The product keeps the confidence above 0 for any alpha and is the sum's equal for small ones.
        Interval interval = new Interval(
                Math.min(shift.low(), shift.high()),
                shift.high(),
                (1 - alpha) * UPPER_CONFIDENCE,
                statistic.intervalMethod());
        Measurement measurement = Measurement.of(
                        id(), Estimate.of(shift.value(), rows).with(interval))
                .withPValue(shift.pValue());
        for (Map.Entry<String, Object> detail : shift.details().entrySet()) {
            measurement = measurement.withDetail(detail.getKey(), detail.getValue());
        }
        return new DriftTestResult(
                id(),
                measurement,
                shift.threshold(),
                tolerance,
                decide(reference, current, shift),
                reference.total(),
                current.total());
    }

    private Decision decide(ColumnProfile reference, ColumnProfile current, Shift shift) {
        boolean drifted = shift.value() > shift.threshold();
        String compared = id() + " " + Figures.share(shift.value()) + (drifted ? " > " : " <= ")
                + Figures.share(shift.threshold());
        String moved = shift.moved().isEmpty() ? "" : ": " + shift.moved();
        if (drifted) {
            String location = Location.describe(reference, current);
            return Decision.fail(
                    compared + moved + (location.isEmpty() ? "" : "; " + location),
                    "look for what changed in the source of '"
                            + reference.field().name() + "'; if the change is meant, freeze a new reference");
        }
        if (shift.blind()) {
            return Decision.inconclusive(
                    Reason.TOO_FEW_ROWS,
                    compared + ", but hardly any word is frequent enough to be compared by itself",
                    "more rows on either side would do");
        }
        if (shift.relativeWidth() <= 1) {
            return Decision.pass(compared + (shift.value() == 0 ? moved : ""));
        }
        return Decision.inconclusive(
                Reason.TOO_FEW_ROWS,
                compared + ", but " + reference.total() + " against " + current.total()
                        + " rows leave any value from " + Figures.share(shift.low()) + " to "
                        + Figures.share(shift.high()) + " possible",
                rowsNeeded(reference.total(), current.total(), shift.relativeWidth()));
    }

    /** Widths shrink with the square root of n m / (n + m). */
    private static String rowsNeeded(long n, long m, double relativeWidth) {
        double scale = relativeWidth * relativeWidth / (1.0 / n + 1.0 / m);
        if (n > 2 * scale) {
            return "about " + (long) Math.ceil(scale * n / (n - scale)) + " current rows would do";
        }
        return "about " + (long) Math.ceil(2 * scale) + " rows on either side would do";
    }

    private DriftTestResult empty(ColumnProfile reference, ColumnProfile current, String what) {
        return undecided(
                reference,
                current,
                Reason.EMPTY,
                "no " + what + " to compare: " + reference.total() + " reference rows, " + current.total()
                        + " current rows of '" + reference.field().name() + "'",
                "compare profiles that hold " + what);
    }

    private DriftTestResult undecided(
            ColumnProfile reference, ColumnProfile current, Reason reason, String explanation, String nextStep) {
        return new DriftTestResult(
                id(),
                Measurement.of(id(), Estimate.undefined(reason, explanation, reference.total() + current.total())),
                Double.NaN,
                tolerance,
                Decision.inconclusive(reason, explanation, nextStep),
                reference.total(),
                current.total());
    }

    /**
     * One line for messages.
     *
     * @return id and tolerance
     */
    @Override
    public String toString() {
        return id() + " (tolerance " + Figures.share(tolerance) + ")";
    }

    /**
     * Compares statistic and tolerance.
     *
     * @param other what to compare with
     * @return true for an equal test
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinnedDriftTest that
                && id().equals(that.id())
                && Double.compare(tolerance, that.tolerance) == 0;
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of id and tolerance
     */
    @Override
    public int hashCode() {
        return Objects.hash(id(), tolerance);
    }
}
