package org.mlops4j.data;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a BOOLEAN field.
 *
 * @since 0.1.0
 */
public final class BooleanColumn extends Column {

    private final boolean[] values;

    BooleanColumn(Field field, boolean[] values, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.values = values;
        requireType(DataType.Kind.BOOLEAN);
    }

    /**
     * A column without missing values.
     *
     * @param field what the values mean
     * @param values one value a row; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not BOOLEAN
     */
    public static BooleanColumn of(Field field, boolean[] values) {
        return of(field, values, new BitSet());
    }

    /**
     * A column with missing values.
     *
     * @param field what the values mean
     * @param values one value a row, ignored where missing; copied
     * @param nulls the rows without a value; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not BOOLEAN
     */
    public static BooleanColumn of(Field field, boolean[] values, BitSet nulls) {
        boolean[] owned = values.clone();
        nulls.stream().takeWhile(row -> row < owned.length).forEach(row -> owned[row] = false);
        return new BooleanColumn(field, owned, Validity.withNulls(nulls), Selection.all(owned.length));
    }

    /**
     * One value.
     *
     * @param row row from 0
     * @return the value; false if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public boolean at(int row) {
        return values[physical(row)];
    }

    /**
     * Copies values, false where missing.
     *
     * @param from first row
     * @param target where to
     * @param at first position in the target
     * @param count how many
     * @throws IndexOutOfBoundsException if rows or positions lie outside
     */
    public void copyTo(int from, boolean[] target, int at, int count) {
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
        return isNull(row) ? Double.NaN : at(row) ? 1 : 0;
    }

    @Override
    public @Nullable String text(int row) {
        return isNull(row) ? null : String.valueOf(at(row));
    }

    @Override
    BooleanColumn withSelection(Selection chosen) {
        return new BooleanColumn(field(), values, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        sink.bool(position, at(row));
    }
}
