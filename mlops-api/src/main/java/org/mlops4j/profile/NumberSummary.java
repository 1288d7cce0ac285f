package org.mlops4j.profile;

import java.util.Objects;

/**
 * What a numeric column holds. Missing values count nowhere here.
 *
 * @param nan how many values are NaN
 * @param positiveInfinities how many are positive infinity
 * @param negativeInfinities how many are negative infinity
 * @param zeros how many are zero, of either sign
 * @param negatives how many are finite and below zero
 * @param whole how many are finite and have no fraction
 * @param inexact how many are integers that no 64-bit floating-point number equals, so that moments, bins and quantiles
 *     have the nearest one; such are beyond 2^53 only
 * @param distinct how many different values there are, NaN and infinities included
 * @param quantiles quantiles of the finite values; empty where bins were frozen, which tell them more exactly
 * @since 0.1.0
 */
public record NumberSummary(
        long nan,
        long positiveInfinities,
        long negativeInfinities,
        long zeros,
        long negatives,
        long whole,
        long inexact,
        DistinctSketch distinct,
        QuantileSketch quantiles)
        implements ColumnSummary {

    /**
     * Checks the parts.
     *
     * @param nan how many values are NaN
     * @param positiveInfinities how many are positive infinity
     * @param negativeInfinities how many are negative infinity
     * @param zeros how many are zero
     * @param negatives how many are below zero
     * @param whole how many have no fraction
     * @param inexact how many no floating-point number equals
     * @param distinct how many different values there are
     * @param quantiles quantiles of the finite values
     * @throws IllegalArgumentException if a count is negative
     */
    public NumberSummary {
        Objects.requireNonNull(distinct, "distinct");
        Objects.requireNonNull(quantiles, "quantiles");
        if (nan < 0
                || positiveInfinities < 0
                || negativeInfinities < 0
                || zeros < 0
                || negatives < 0
                || whole < 0
                || inexact < 0) {
            throw new IllegalArgumentException("counts of a summary must be >= 0");
        }
    }

    @Override
    public NumberSummary merge(ColumnSummary other) {
        if (!(other instanceof NumberSummary that)) {
            throw new IllegalArgumentException("a summary of numbers must be merged with one of numbers");
        }
        return new NumberSummary(
                Math.addExact(nan, that.nan),
                Math.addExact(positiveInfinities, that.positiveInfinities),
                Math.addExact(negativeInfinities, that.negativeInfinities),
                Math.addExact(zeros, that.zeros),
                Math.addExact(negatives, that.negatives),
                Math.addExact(whole, that.whole),
                Math.addExact(inexact, that.inexact),
                distinct.merge(that.distinct),
                quantiles.merge(that.quantiles));
    }
}
