package org.mlops4j.check;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a measurement into a verdict: a bound, and how sure one must be.
 *
 * <table>
 * <caption>Policies, for a bound "at least b" and an interval [low, high]</caption>
 * <tr><th>policy</th><th>PASS</th><th>FAIL</th><th>INCONCLUSIVE</th></tr>
 * <tr><td>{@link #point()}</td><td>value &gt;= b</td><td>value &lt; b</td><td>undefined</td></tr>
 * <tr><td>{@link #unlessRefuted(double)}</td><td>high &gt;= b and half-width &lt;= resolution</td>
 *     <td>high &lt; b</td><td>undefined, or the interval is too wide</td></tr>
 * <tr><td>{@link #demonstrated()}</td><td>low &gt;= b</td><td>high &lt; b</td><td>undefined, or neither</td></tr>
 * </table>
 *
 * <p>With an interval of confidence c, a PASS of {@code demonstrated} and a FAIL of either are each wrong with
 * probability at most (1 - c) / 2.
 *
 * @since 0.1.0
 */
public final class DecisionRule {

    /** The resolution of {@link #unlessRefuted()}: half-widths up to here count as informative for rates and AUC. */
    public static final double DEFAULT_RESOLUTION = 0.05;

    /** On which side of the bound a good value lies. */
    public enum Direction {
        /** Good values are not below the bound. */
        AT_LEAST,
        /** Good values are not above the bound. */
        AT_MOST
    }

    /** How sure one must be. */
    public enum Policy {
        /** The value decides, whatever its interval: for a frozen data set and a deterministic model. */
        POINT,
        /** Passes unless the interval refutes the bound, if the interval is narrow enough: the default in tests. */
        UNLESS_REFUTED,
        /** Passes only if the interval demonstrates the bound: the default at gates. */
        DEMONSTRATED
    }

    private final Direction direction;
    private final double bound;
    private final Policy policy;
    private final double resolution;

    private DecisionRule(Direction direction, double bound, Policy policy, double resolution) {
        this.direction = direction;
        this.bound = bound + 0.0; // JSON does not tell -0.0 from 0.0
        this.policy = policy;
        this.resolution = resolution;
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("bound must be a finite number but was " + bound);
        }
        if (!(resolution > 0 && resolution < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("resolution must be a finite number > 0 but was " + resolution);
        }
    }

    /**
     * Good values are not below the bound; {@link #unlessRefuted()} unless said otherwise.
     *
     * @param bound the bound
     * @return the rule
     * @throws IllegalArgumentException if the bound is NaN or infinite
     */
    public static DecisionRule atLeast(double bound) {
        return new DecisionRule(Direction.AT_LEAST, bound, Policy.UNLESS_REFUTED, DEFAULT_RESOLUTION);
    }

    /**
     * Good values are not above the bound; {@link #unlessRefuted()} unless said otherwise.
     *
     * @param bound the bound
     * @return the rule
     * @throws IllegalArgumentException if the bound is NaN or infinite
     */
    public static DecisionRule atMost(double bound) {
        return new DecisionRule(Direction.AT_MOST, bound, Policy.UNLESS_REFUTED, DEFAULT_RESOLUTION);
    }

    /**
     * The value decides, whatever its interval.
     *
     * @return a rule with this policy
     */
    public DecisionRule point() {
        return new DecisionRule(direction, bound, Policy.POINT, resolution);
    }

    /**
     * Passes unless the interval refutes the bound, if its half-width is at most {@value #DEFAULT_RESOLUTION}.
     *
     * @return a rule with this policy
     */
    public DecisionRule unlessRefuted() {
        return unlessRefuted(DEFAULT_RESOLUTION);
    }

    /**
     * Passes unless the interval refutes the bound, if it is narrow enough to have been able to.
     *
     * @param widest largest half-width that still counts as informative, in units of the measured value
     * @return a rule with this policy
     * @throws IllegalArgumentException if it is not above 0 or not finite
     */
    public DecisionRule unlessRefuted(double widest) {
        return new DecisionRule(direction, bound, Policy.UNLESS_REFUTED, widest);
    }

    /**
     * Passes only if the whole interval lies on the good side of the bound.
     *
     * @return a rule with this policy
     */
    public DecisionRule demonstrated() {
        return new DecisionRule(direction, bound, Policy.DEMONSTRATED, resolution);
    }

    /**
     * On which side good values lie.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * The bound.
     *
     * @return a finite number
     */
    public double bound() {
        return bound;
    }

    /**
     * How sure one must be.
     *
     * @return the policy
     */
    public Policy policy() {
        return policy;
    }

    /**
     * Largest half-width that {@link Policy#UNLESS_REFUTED} accepts.
     *
     * @return a number above 0
     */
    public double resolution() {
        return resolution;
    }

    /**
     * The rule as parameters of a {@link CheckSpec}.
     *
     * @return {@code direction}, {@code bound}, {@code policy}, and {@code resolution} where it matters
     */
    public Map<String, Object> toParameters() {
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put("direction", direction.name());
        parameters.put("bound", bound);
        parameters.put("policy", policy.name());
        if (policy == Policy.UNLESS_REFUTED) {
            parameters.put("resolution", resolution);
        }
        return parameters;
    }

    /**
     * Reads what {@link #toParameters()} writes.
     *
     * @param spec a spec that holds such parameters
     * @return the rule
     * @throws IllegalArgumentException if one is missing, of the wrong kind or out of range
     */
    public static DecisionRule fromParameters(CheckSpec spec) {
        Direction direction = spec.enumeration("direction", Direction.class);
        Policy policy = spec.enumeration("policy", Policy.class);
        double resolution = spec.has("resolution") ? spec.number("resolution") : DEFAULT_RESOLUTION;
        return new DecisionRule(direction, spec.number("bound"), policy, resolution);
    }

    /**
     * Decides a measurement.
     *
     * @param measurement what was measured
     * @return the verdict with its explanation
     */
    public Decision decide(Measurement measurement) {
        Estimate estimate = measurement.estimate();
        if (!estimate.isDefined()) {
            return Decision.inconclusive(
                    estimate.reason(),
                    measurement.name() + " is undefined: " + estimate.explanation(),
                    "give the check rows on which " + measurement.name() + " is defined");
        }
        String shown = measurement + " against " + this;
        if (policy == Policy.POINT) {
            return isGood(estimate.value()) ? Decision.pass(shown) : Decision.fail(shown, broken(measurement));
        }
        Interval interval = estimate.interval().orElse(null);
        if (interval == null) {
            return Decision.inconclusive(
                    Reason.UNRESOLVED,
                    shown + ": no interval is known for " + measurement.name(),
                    "use a metric with an interval, or the rule point()");
        }
        if (!isGood(direction == Direction.AT_LEAST ? interval.high() : interval.low())) {
            return Decision.fail(shown, broken(measurement));
        }
        return policy == Policy.DEMONSTRATED
                ? demonstrate(measurement, interval, shown)
                : resolve(measurement, interval, shown);
    }

    /**
     * One line for messages.
     *
     * @return for example {@code at least 0.8 (demonstrated)}
     */
    @Override
    public String toString() {
        String side = direction == Direction.AT_LEAST ? "at least " : "at most ";
        return side + format(bound) + " ("
                + policy.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }

    /**
     * Compares every part.
     *
     * @param other what to compare with
     * @return true for an equal rule
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DecisionRule that && toParameters().equals(that.toParameters());
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of direction, bound and policy
     */
    @Override
    public int hashCode() {
        return Objects.hash(direction, bound, policy);
    }

    private Decision demonstrate(Measurement measurement, Interval interval, String shown) {
        double worst = direction == Direction.AT_LEAST ? interval.low() : interval.high();
        if (isGood(worst)) {
            return Decision.pass(shown);
        }
        double value = measurement.estimate().value();
        double distance = Math.abs(value - bound);
        String nextStep = isGood(value) && distance > 0
                ? "at this value " + rowsFor(measurement, Math.abs(value - worst), distance) + " would demonstrate it"
                : "the value itself is not on the good side: more rows alone will not help";
        return Decision.inconclusive(Reason.UNRESOLVED, shown + ": not demonstrated, not refuted", nextStep);
    }

    private Decision resolve(Measurement measurement, Interval interval, String shown) {
        if (interval.halfWidth() <= resolution) {
            return Decision.pass(shown);
        }
        return Decision.inconclusive(
                Reason.TOO_FEW_ROWS,
                shown + ": half-width " + format(interval.halfWidth()) + " is above the resolution "
                        + format(resolution),
                rowsFor(measurement, interval.halfWidth(), resolution) + " would resolve it");
    }

    /** Intervals shrink with the square root of the number of rows. */
    private static String rowsFor(Measurement measurement, double reach, double wanted) {
        double factor = reach / wanted;
        double rows = Math.ceil(measurement.estimate().n() * factor * factor);
        return rows > 0 && rows < Long.MAX_VALUE ? "about " + (long) rows + " rows" : "more rows, how many is unknown,";
    }

    private boolean isGood(double value) {
        return direction == Direction.AT_LEAST ? value >= bound : value <= bound;
    }

    private String broken(Measurement measurement) {
        return measurement.name() + " must be " + this + ": look into the rows behind it before changing the bound";
    }

    private static String format(double value) {
        String text = String.format(Locale.ROOT, "%.6g", value);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
