package org.mlops4j.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field over all rows of a table: a view on a primitive array plus a validity bit per row. No array
 * escapes; read single values with the subclass's {@code at(int)} or many at once with {@code copyTo}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public abstract sealed class Column
        permits BooleanColumn, Int64Column, Float64Column, StringColumn, CategoryColumn, InstantColumn, VectorColumn {

    private final Field field;
    private final Validity validity;
    private final Selection selection;

    Column(Field field, Validity validity, Selection selection) {
        this.field = Objects.requireNonNull(field, "field");
        this.validity = validity;
        this.selection = selection;
    }

    /**
     * What the values mean.
     *
     * @return the field
     */
    public final Field field() {
        return field;
    }

    /**
     * How many rows there are.
     *
     * @return a number from 0
     */
    public final int size() {
        return selection.size();
    }

    /**
     * Whether a value is missing.
     *
     * @param row row from 0
     * @return true if there is none
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public final boolean isNull(int row) {
        return validity.isNull(selection.physical(row));
    }

    /**
     * How many values are missing.
     *
     * @return a number from 0 to {@link #size()}
     */
    public final int nullCount() {
        if (validity.allValid()) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += isNull(i) ? 1 : 0;
        }
        return count;
    }

    /**
     * A numeric value as a number: BOOLEAN as 0 or 1, INT64 rounded to the nearest double.
     *
     * @param row row from 0
     * @return the value; NaN if it is missing
     * @throws IllegalStateException if the field is not numeric
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double number(int row) {
        throw notNumeric();
    }

    /**
     * The value as text: itself for text, the shortest decimal form for a number, ISO 8601 for an instant.
     *
     * @param row row from 0
     * @return the text, or null if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public abstract @Nullable String text(int row);

    /**
     * Copies numeric values, missing ones as NaN.
     *
     * @param from first row
     * @param target where to
     * @param at first position in the target
     * @param count how many
     * @throws IllegalStateException if the field is not numeric
     * @throws IndexOutOfBoundsException if rows or positions lie outside
     */
    public void copyNumbers(int from, double[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, size());
        Objects.checkFromIndexSize(at, count, target.length);
        if (!field.type().isNumeric()) {
            throw notNumeric();
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = number(from + i);
        }
    }

    /**
     * All numeric values, missing ones as NaN.
     *
     * @return a new array
     * @throws IllegalStateException if the field is not numeric
     */
    public final double[] toNumbers() {
        double[] numbers = new double[size()];
        copyNumbers(0, numbers, 0, numbers.length);
        return numbers;
    }

    private IllegalStateException notNumeric() {
        return new IllegalStateException("field '" + field.name() + "' is " + field.type() + ", not numeric");
    }

    abstract Column withSelection(Selection chosen);

    abstract void write(int row, int position, RowSink sink);

    final Validity validity() {
        return validity;
    }

    final Selection selection() {
        return selection;
    }

    final int physical(int row) {
        return selection.physical(row);
    }

    final void requireType(DataType.Kind kind) {
        requireType(field, kind);
    }

    static void requireType(Field field, DataType.Kind kind) {
        if (field.type().kind() != kind) {
            throw new IllegalArgumentException(
                    "field '" + field.name() + "' must be " + kind + " for this column but is " + field.type());
        }
    }
}
