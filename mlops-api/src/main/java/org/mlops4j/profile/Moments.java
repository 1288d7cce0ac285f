package org.mlops4j.profile;

/**
 * Count, mean, spread and range of the finite numbers of a column; merges by Chan, Golub and LeVeque (1983),
 * doi:10.1080/00031305.1983.10483115. A part
 * that is withheld because it could point to a person is NaN, and stays so when merged.
 *
 * @param count how many finite numbers
 * @param mean their mean; 0 if there are none
 * @param sumOfSquares sum of squared distances from the mean
 * @param min the smallest; positive infinity if there are none
 * @param max the largest; negative infinity if there are none
 * @since 0.1.0
 */
public record Moments(long count, double mean, double sumOfSquares, double min, double max) {

    /** The moments of no numbers. */
    public static final Moments EMPTY = new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /**
     * Turns negative zeros into zeros.
     *
     * @param count how many finite numbers
     * @param mean their mean
     * @param sumOfSquares sum of squared distances from the mean
     * @param min the smallest
     * @param max the largest
     */
    public Moments {
        mean += 0.0;
        min += 0.0;
        max += 0.0;
    }

    /**
     * Moments of both sets of numbers together.
     *
     * @param other the other set
     * @return the merged moments
     */
    public Moments merge(Moments other) {
        if (count == 0) {
            return other;
        }
        if (other.count == 0) {
            return this;
        }
        long n = count + other.count;
        double delta = other.mean - mean;
        double weight = (double) other.count / n;
        return new Moments(
                n,
                mean + delta * weight,
                sumOfSquares + other.sumOfSquares + delta * delta * count * weight,
                Math.min(min, other.min),
                Math.max(max, other.max));
    }

    /**
     * The sample standard deviation.
     *
     * @return the square root of the unbiased variance; NaN below two numbers
     */
    public double standardDeviation() {
        return count < 2 ? Double.NaN : Math.sqrt(Math.max(0, sumOfSquares) / (count - 1));
    }
}
