package org.mlops4j.data;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of an INT64 field.
 *
 * @since 0.1.0
 */
public final class Int64Column extends Column {

    private final long[] values;

    Int64Column(Field field, long[] values, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.values = values;
        requireType(DataType.Kind.INT64);
    }

    /**
     * A column without missing values.
     *
     * @param field what the values mean
     * @param values one value a row; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not INT64
     */
    public static Int64Column of(Field field, long[] values) {
        return of(field, values, new BitSet());
    }

    /**
     * A column with missing values.
     *
     * @param field what the values mean
     * @param values one value a row, ignored where missing; copied
     * @param nulls the rows without a value; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not INT64
     */
    public static Int64Column of(Field field, long[] values, BitSet nulls) {
        long[] owned = values.clone();
        nulls.stream().takeWhile(row -> row < owned.length).forEach(row -> owned[row] = 0);
        return new Int64Column(field, owned, Validity.withNulls(nulls), Selection.all(owned.length));
    }

    /**
     * One value.
     *
     * @param row row from 0
     * @return the value; 0 if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long at(int row) {
        return values[physical(row)];
    }

    /**
     * Copies values, 0 where missing.
     *
     * @param from first row
     * @param target where to
     * @param at first position in the target
     * @param count how many
     * @throws IndexOutOfBoundsException if rows or positions lie outside
     */
    public void copyTo(int from, long[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, size());
        if (count > 0 && selection().isContiguous()) {
            System.arraycopy(values, physical(from), target, at, count);
            return;
        }
        Objects.checkFromIndexSize(at, count, target.length);
        for (int i = 0; i < count; i++) {
            target[at + i] = values[physical(from + i)];
        }
    }

    @Override
    public double number(int row) {
        return isNull(row) ? Double.NaN : at(row);
    }

    @Override
    public @Nullable String text(int row) {
        return isNull(row) ? null : String.valueOf(at(row));
    }

    @Override
    Int64Column withSelection(Selection chosen) {
        return new Int64Column(field(), values, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        sink.int64(position, at(row));
    }
}
