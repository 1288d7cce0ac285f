package org.mlops4j.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;

/**
 * A summary of all columns of a table, a window of a log, or a training set, that needs no more room for more rows.
 *
 * @since 0.1.0
 */
public final class Profile {

    private final long rows;
    private final List<ColumnProfile> columns;

    private Profile(long rows, List<ColumnProfile> columns) {
        this.rows = rows;
        this.columns = List.copyOf(columns);
        Schema.of(columns.stream().map(ColumnProfile::field).toList());
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be >= 0 but was " + rows);
        }
    }

    /**
     * A profile from its columns.
     *
     * @param rows how many rows were counted
     * @param columns one profile a column, with distinct names
     * @return the profile
     * @throws IllegalArgumentException if a name occurs twice or rows is negative
     */
    public static Profile of(long rows, List<ColumnProfile> columns) {
        return new Profile(rows, columns);
    }

    /**
     * How many rows were counted.
     *
     * @return a number from 0
     */
    public long rows() {
        return rows;
    }

    /**
     * The columns in order.
     *
     * @return an unmodifiable list
     */
    public List<ColumnProfile> columns() {
        return columns;
    }

    /**
     * The column of a name.
     *
     * @param name the name
     * @return its profile, or empty if there is none
     */
    public Optional<ColumnProfile> column(String name) {
        return columns.stream()
                .filter(column -> column.field().name().equals(name))
                .findFirst();
    }

    /**
     * The fields of the columns in order.
     *
     * @return the schema
     */
    public Schema schema() {
        return Schema.of(columns.stream().map(ColumnProfile::field).toList());
    }

    /**
     * Both profiles together; exact for counts, bins, smallest and largest values and distinct counts, to about 1e-12 for
     * moments, within their stated error for quantiles and frequent items.
     *
     * @param other a profile counted against the same reference, or a free-standing one if this is one
     * @return the merged profile
     * @throws IllegalArgumentException if columns or bins differ
     */
    public Profile merge(Profile other) {
        if (columns.size() != other.columns.size()) {
            throw new IllegalArgumentException(
                    "profiles must have the same columns to be merged but have " + schema() + " and " + other.schema());
        }
        List<ColumnProfile> merged = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            merged.add(columns.get(i).merge(other.columns.get(i)));
        }
        return new Profile(Math.addExact(rows, other.rows), merged);
    }

    /**
     * Compares every column.
     *
     * @param other what to compare with
     * @return true for an equal profile
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profile that && rows == that.rows && columns.equals(that.columns);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the columns
     */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(rows) + columns.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return rows and columns
     */
    @Override
    public String toString() {
        return rows + " rows x " + columns.size() + " columns";
    }
}
