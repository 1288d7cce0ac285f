package org.mlops4j.profile;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column of vectors holds. Vectors with a component that is NaN or infinite are counted apart and are in neither the
 * norms nor the mean. Missing values count nowhere here.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class VectorSummary implements ColumnSummary {

    private final long nonFinite;
    private final long zeros;
    private final Moments norm;
    private final double[] mean;

    private VectorSummary(long nonFinite, long zeros, Moments norm, double[] mean) {
        this.nonFinite = nonFinite;
        this.zeros = zeros;
        this.norm = norm;
        this.mean = mean;
    }

    /**
     * A summary from its parts.
     *
     * @param nonFinite how many vectors have a component that is NaN or infinite
     * @param zeros how many vectors have no component other than zero
     * @param norm moments of the Euclidean norms of the finite vectors
     * @param mean the mean of each component over the finite vectors; copied
     * @return the summary
     * @throws IllegalArgumentException if a count is negative
     */
    public static VectorSummary of(long nonFinite, long zeros, Moments norm, double[] mean) {
        if (nonFinite < 0 || zeros < 0) {
            throw new IllegalArgumentException("counts must be >= 0 but were " + nonFinite + " and " + zeros);
        }
        return new VectorSummary(nonFinite, zeros, Objects.requireNonNull(norm, "norm"), mean.clone());
    }

    /**
     * How many vectors have a component that is NaN or infinite.
     *
     * @return a number from 0
     */
    public long nonFinite() {
        return nonFinite;
    }

    /**
     * How many vectors have no component other than zero.
     *
     * @return a number from 0
     */
    public long zeros() {
        return zeros;
    }

    /**
     * Moments of the Euclidean norms of the finite vectors.
     *
     * @return the moments
     */
    public Moments norm() {
        return norm;
    }

    /**
     * The mean of each component over the finite vectors.
     *
     * @return a new array; of zeros if there are no finite vectors, of NaN if it is withheld
     */
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public VectorSummary merge(ColumnSummary other) {
        if (!(other instanceof VectorSummary that) || that.mean.length != mean.length) {
            throw new IllegalArgumentException("a summary of vectors must be merged with one of the same dimension");
        }
        long n = norm.count() + that.norm.count();
        double weight = n == 0 ? 0 : (double) that.norm.count() / n;
        double[] both = new double[mean.length];
        Arrays.setAll(both, i -> mean[i] + (that.mean[i] - mean[i]) * weight);
        return new VectorSummary(
                Math.addExact(nonFinite, that.nonFinite),
                Math.addExact(zeros, that.zeros),
                norm.merge(that.norm),
                norm.count() == 0 ? that.mean : that.norm.count() == 0 ? mean : both);
    }

    /**
     * Compares every part.
     *
     * @param other what to compare with
     * @return true for an equal summary
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VectorSummary that
                && nonFinite == that.nonFinite
                && zeros == that.zeros
                && norm.equals(that.norm)
                && Arrays.equals(mean, that.mean);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the parts
     */
    @Override
    public int hashCode() {
        return 31 * norm.hashCode() + Arrays.hashCode(mean);
    }

    /**
     * One line for messages.
     *
     * @return count and mean norm
     */
    @Override
    public String toString() {
        return norm.count() + " vectors of dimension " + mean.length + ", mean norm " + norm.mean();
    }
}
