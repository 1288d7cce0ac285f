package org.mlops4j.data;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a FLOAT64 field. NaN is a value here; a missing value reads as NaN too, and {@link #isNull(int)} tells
 * the two apart.
 *
 * @since 0.1.0
 */
public final class Float64Column extends Column {

    private final double[] values;

    Float64Column(Field field, double[] values, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.values = values;
        requireType(DataType.Kind.FLOAT64);
    }

    /**
     * A column without missing values.
     *
     * @param field what the values mean
     * @param values one value a row; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not FLOAT64
     */
    public static Float64Column of(Field field, double[] values) {
        return of(field, values, new BitSet());
    }

    /**
     * A column with missing values.
     *
     * @param field what the values mean
     * @param values one value a row, ignored where missing; copied
     * @param nulls the rows without a value; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not FLOAT64
     */
    public static Float64Column of(Field field, double[] values, BitSet nulls) {
        double[] owned = values.clone();
        nulls.stream().takeWhile(row -> row < owned.length).forEach(row -> owned[row] = Double.NaN);
        return new Float64Column(field, owned, Validity.withNulls(nulls), Selection.all(owned.length));
    }

    /**
     * One value.
     *
     * @param row row from 0
     * @return the value; NaN if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double at(int row) {
        return values[physical(row)];
    }

    /**
     * Copies values, NaN where missing.
     *
     * @param from first row
     * @param target where to
     * @param at first position in the target
     * @param count how many
     * @throws IndexOutOfBoundsException if rows or positions lie outside
     */
    public void copyTo(int from, double[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, size());
        Objects.checkFromIndexSize(at, count, target.length);
        if (count > 0 && selection().isContiguous()) {
            System.arraycopy(values, physical(from), target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = values[physical(from + i)];
        }
    }

    @Override
    public double number(int row) {
        return at(row);
    }

    @Override
    public void copyNumbers(int from, double[] target, int at, int count) {
        copyTo(from, target, at, count);
    }

    @Override
    public @Nullable String text(int row) {
        return isNull(row) ? null : String.valueOf(at(row));
    }

    @Override
    Float64Column withSelection(Selection chosen) {
        return new Float64Column(field(), values, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        sink.float64(position, at(row));
    }
}
