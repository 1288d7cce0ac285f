package org.mlops4j.profile;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;

/**
 * What is known of one column: its counts in bins, moments, and a summary of its values.
 *
 * <p>Bins of values are frozen from a reference; a free-standing profile, and a column whose type has no such bins, counts
 * in {@link PresenceBins} only. A summary is there in references and free-standing profiles; later data counted against a
 * reference is counted in bins alone.
 *
 * @since 0.1.0
 */
public final class ColumnProfile {

    private final Field field;
    private final Bins bins;
    private final long[] counts;
    private final Moments moments;
    private final long total;
    private final @Nullable ColumnSummary summary;

    private ColumnProfile(Field field, Bins bins, long[] counts, Moments moments, @Nullable ColumnSummary summary) {
        this.field = Objects.requireNonNull(field, "field");
        this.bins = Objects.requireNonNull(bins, "bins");
        this.moments = Objects.requireNonNull(moments, "moments");
        this.counts = counts;
        this.summary = summary;
        if (counts.length != bins.size()) {
            throw new IllegalArgumentException(
                    "counts of '" + field.name() + "' must be " + bins.size() + " but are " + counts.length);
        }
        long sum = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts of '" + field.name() + "' must be >= 0 but one is " + count);
            }
            sum = Math.addExact(sum, count);
        }
        this.total = sum;
    }

    /**
     * A column's profile from its parts.
     *
     * @param field what was counted
     * @param bins where
     * @param counts how many values fell into each bin; copied
     * @param moments moments of the finite numbers; {@link Moments#EMPTY} for words
     * @return the profile
     * @throws IllegalArgumentException if there is not one count a bin, or a count is negative
     */
    public static ColumnProfile of(Field field, Bins bins, long[] counts, Moments moments) {
        return new ColumnProfile(field, bins, counts.clone(), moments, null);
    }

    /**
     * The same column with a summary.
     *
     * @param known what is known of its values
     * @return a profile with it
     * @throws IllegalArgumentException if it is of another kind than the field's type
     */
    public ColumnProfile withSummary(ColumnSummary known) {
        boolean fits = switch (field.type().kind()) {
            case BOOLEAN, INT64, FLOAT64 -> known instanceof NumberSummary;
            case STRING, CATEGORY -> known instanceof TextSummary;
            case INSTANT -> known instanceof TimeSummary;
            case VECTOR ->
                known instanceof VectorSummary vectors
                        && vectors.mean().length == field.type().dimension();
        };
        if (!fits) {
            throw new IllegalArgumentException("summary of '" + field.name() + "' must be one of " + field.type()
                    + " but is a " + known.getClass().getSimpleName());
        }
        return new ColumnProfile(field, bins, counts, moments, known);
    }

    /**
     * What was counted.
     *
     * @return the field
     */
    public Field field() {
        return field;
    }

    /**
     * Where values are counted.
     *
     * @return the bins
     */
    public Bins bins() {
        return bins;
    }

    /**
     * How many values fell into a bin.
     *
     * @param bin its position
     * @return a number from 0
     * @throws IndexOutOfBoundsException if there is no such bin
     */
    public long count(int bin) {
        return counts[bin];
    }

    /**
     * All counts, in order of the bins.
     *
     * @return a new array
     */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * How many rows were counted, missing values included.
     *
     * @return a number from 0
     */
    public long total() {
        return total;
    }

    /**
     * How many values were missing.
     *
     * @return a number from 0
     */
    public long nulls() {
        return counts[bins.nullBin()];
    }

    /**
     * Moments of the finite numbers.
     *
     * @return the moments; {@link Moments#EMPTY} for words
     */
    public Moments moments() {
        return moments;
    }

    /**
     * What is known of the values apart from their bins.
     *
     * @return the summary; empty if they were counted in bins alone
     */
    public Optional<ColumnSummary> summary() {
        return Optional.ofNullable(summary);
    }

    /**
     * Whether values are counted in bins frozen from a reference.
     *
     * @return false if the bins only tell whether a value is there
     */
    public boolean isFrozen() {
        return !(bins instanceof PresenceBins);
    }

    /**
     * The bins, if they are of numbers.
     *
     * @return the bins, or empty for words
     */
    public Optional<NumericBins> numericBins() {
        return bins instanceof NumericBins numeric ? Optional.of(numeric) : Optional.empty();
    }

    /**
     * Both columns together; with a summary if both have one.
     *
     * @param other a profile in the same bins
     * @return the merged profile
     * @throws IllegalArgumentException if the names, types or bins differ
     */
    public ColumnProfile merge(ColumnProfile other) {
        if (!field.name().equals(other.field.name()) || !bins.equals(other.bins)) {
            throw new IllegalArgumentException("profiles of '" + field.name() + "' and '" + other.field.name()
                    + "' must have the same bins to be merged; count both against one reference");
        }
        if (!field.type().equals(other.field.type())) {
            throw new IllegalArgumentException("profiles of '" + field.name()
                    + "' must be of one type to be merged but are " + field.type() + " and " + other.field.type());
        }
        long[] sums = new long[counts.length];
        Arrays.setAll(sums, bin -> Math.addExact(counts[bin], other.counts[bin]));
        ColumnSummary both = summary == null || other.summary == null ? null : summary.merge(other.summary);
        return new ColumnProfile(field, bins, sums, moments.merge(other.moments), both);
    }

    /**
     * Compares every part.
     *
     * @param other what to compare with
     * @return true for an equal profile
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnProfile that
                && field.equals(that.field)
                && bins.equals(that.bins)
                && Arrays.equals(counts, that.counts)
                && moments.equals(that.moments)
                && Objects.equals(summary, that.summary);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of field and counts
     */
    @Override
    public int hashCode() {
        return 31 * field.hashCode() + Arrays.hashCode(counts);
    }

    /**
     * One line for messages.
     *
     * @return field, rows and bins
     */
    @Override
    public String toString() {
        return field + ": " + total + " rows, " + bins;
    }
}
