package org.mlops4j.core.profile.internal;

import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;

/** Counts the values of one column into bins. Not thread-safe. */
public abstract sealed class ColumnCounter permits NumberCounter, WordCounter, PresenceCounter, SummaryCounter {

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
        if (bins instanceof NumericBins numeric) {
            return new NumberCounter(field, numeric);
        }
        return bins instanceof CategoryBins words ? new WordCounter(field, words) : new PresenceCounter(field);
    }

    final Field field() {
        return field;
    }

    /** Counts a value that is known by its bin only. */
    void addBin(int bin) {
        counts[bin]++;
    }

    /** Whether values were withheld, so that nothing is known of the column. */
    boolean isRedacted() {
        return false;
    }

    /** Counts the value of one row. */
    abstract void add(Row row, int position);

    /** Counts all values of a column of the field's type. */
    public abstract ColumnCounter add(Column column);

    /** What was counted so far. */
    public ColumnProfile toProfile() {
        return ColumnProfile.of(field, bins, counts, Disclosure.of(field).moments(moments()));
    }

    abstract Moments moments();
}
