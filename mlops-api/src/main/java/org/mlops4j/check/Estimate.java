package org.mlops4j.check;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number learned from rows, with its interval; or the statement that it is undefined, with the reason. Never NaN.
 *
 * @since 0.1.0
 */
public final class Estimate {

    private final double value;
    private final long n;
    private final @Nullable Interval interval;
    private final Reason reason;
    private final String explanation;

    private Estimate(double value, long n, @Nullable Interval interval, Reason reason, String explanation) {
        this.value = value;
        this.n = n;
        this.interval = interval;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.explanation = Objects.requireNonNull(explanation, "explanation");
        if (n < 0) {
            throw new IllegalArgumentException("n must be >= 0 but was " + n);
        }
    }

    /**
     * A known number.
     *
     * @param value the number; infinite is allowed, NaN is not
     * @param n how many rows it rests on
     * @return the estimate, without an interval
     * @throws IllegalArgumentException if the value is NaN or n is negative
     */
    public static Estimate of(double value, long n) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value must be a number but was NaN; use Estimate.undefined");
        }
        return new Estimate(value, n, null, Reason.DECIDED, "");
    }

    /**
     * A number that has no value here.
     *
     * @param reason why
     * @param explanation the same in words, for example {@code 0 of 312 rows are positive}
     * @param n how many rows there were
     * @return the undefined estimate
     * @throws IllegalArgumentException if n is negative or the reason is {@link Reason#DECIDED}
     */
    public static Estimate undefined(Reason reason, String explanation, long n) {
        if (reason == Reason.DECIDED) {
            throw new IllegalArgumentException("an undefined estimate must say why but reason was DECIDED");
        }
        return new Estimate(Double.NaN, n, null, reason, explanation);
    }

    /**
     * This number with an interval around it.
     *
     * @param known the interval
     * @return an estimate with the interval
     * @throws IllegalStateException if the number is undefined
     */
    public Estimate with(Interval known) {
        requireDefined();
        return new Estimate(value, n, Objects.requireNonNull(known, "known"), reason, explanation);
    }

    /**
     * Whether there is a number.
     *
     * @return false if it is undefined
     */
    public boolean isDefined() {
        return reason == Reason.DECIDED;
    }

    /**
     * The number.
     *
     * @return its value, never NaN
     * @throws IllegalStateException if it is undefined, with the reason
     */
    public double value() {
        requireDefined();
        return value;
    }

    /**
     * The interval around the number.
     *
     * @return the interval, or empty if none is known
     */
    public Optional<Interval> interval() {
        return Optional.ofNullable(interval);
    }

    /**
     * How many rows the number rests on.
     *
     * @return a number from 0
     */
    public long n() {
        return n;
    }

    /**
     * Why the number is undefined.
     *
     * @return the reason; {@link Reason#DECIDED} if it is defined
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Why the number is undefined, in words.
     *
     * @return the explanation; empty if it is defined
     */
    public String explanation() {
        return explanation;
    }

    /**
     * Compares every part.
     *
     * @param other what to compare with
     * @return true for an equal estimate
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Estimate that
                && Double.compare(value, that.value) == 0
                && n == that.n
                && Objects.equals(interval, that.interval)
                && reason == that.reason
                && explanation.equals(that.explanation);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of value and n
     */
    @Override
    public int hashCode() {
        return Objects.hash(value, n, reason);
    }

    /**
     * One line for messages.
     *
     * @return for example {@code 0.8912 [0.8492, 0.9225] (n=285)} or {@code UNDEFINED (one class …)}
     */
    @Override
    public String toString() {
        if (!isDefined()) {
            return "UNDEFINED (" + explanation + ")";
        }
        String range = interval == null ? "" : " [" + format(interval.low()) + ", " + format(interval.high()) + "]";
        return format(value) + range + " (n=" + n + ")";
    }

    /** Four decimals, but never 0.0000 for a number that is not 0. */
    private static String format(double number) {
        boolean tiny = number != 0 && Math.abs(number) < 0.001;
        return String.format(Locale.ROOT, tiny ? "%.3e" : "%.4f", number);
    }

    private void requireDefined() {
        if (!isDefined()) {
            throw new IllegalStateException("the value is undefined: " + explanation);
        }
    }
}
