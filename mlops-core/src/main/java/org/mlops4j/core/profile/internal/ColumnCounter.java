package org.mlops4j.core.profile.internal;

import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;

/** Counts the values of one column into frozen bins. Not thread-safe. */
public abstract sealed class ColumnCounter permits NumberCounter, WordCounter {

    /** How many values are read from a column at once. */
    static final int CHUNK = 2048;

    final long[] counts;
    private final Field field;
    private final Bins bins;

    ColumnCounter(Field field, Bins bins) {
        this.field = field;
        this.bins = bins;
        this.counts = new long[bins.size()];
    }

    /** A counter that has counted nothing yet. */
    public static ColumnCounter of(Field field, Bins bins) {
        return bins instanceof NumericBins numeric
                ? new NumberCounter(field, numeric)
                : new WordCounter(field, (CategoryBins) bins);
    }

    /** Counts a value that is known by its bin only. */
    final void addBin(int bin) {
        counts[bin]++;
    }

    /** Counts the value of one row. */
    abstract void add(Row row, int position);

    /** Counts all values of a column of the field's type. */
    public abstract ColumnCounter add(Column column);

    /** What was counted so far. */
    public final ColumnProfile toProfile() {
        return ColumnProfile.of(field, bins, counts, moments());
    }

    abstract Moments moments();
}
