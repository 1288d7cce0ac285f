package org.mlops4j.core.stats.internal;

/** A sum that loses no small terms beside large ones (Neumaier 1974, doi:10.1002/zamm.19740540106). */
public final class Sum {

    private double sum;
    private double compensation;

    /** Adds a term. */
    public Sum add(double term) {
        double next = sum + term;
        compensation += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
        sum = next;
        return this;
    }

    /** The sum so far; infinite or NaN where a plain sum is. */
    public double value() {
        // The compensation of an infinite sum is NaN.
        return Double.isFinite(sum) ? sum + compensation : sum;
    }

    /** The sum of all terms. */
    public static double of(double... terms) {
        Sum sum = new Sum();
        for (double term : terms) {
            sum.add(term);
        }
        return sum.value();
    }
}
