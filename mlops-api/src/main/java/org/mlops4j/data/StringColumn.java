package org.mlops4j.data;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of a STRING field.
 *
 * @since 0.1.0
 */
public final class StringColumn extends Column {

    private final @Nullable String[] values;

    StringColumn(Field field, @Nullable String[] values, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.values = values;
        requireType(DataType.Kind.STRING);
    }

    /**
     * A column of texts.
     *
     * @param field what the values mean
     * @param values one value a row, null where missing; copied
     * @return the column
     * @throws IllegalArgumentException if the field is not STRING
     */
    public static StringColumn of(Field field, @Nullable String... values) {
        BitSet nulls = new BitSet();
        for (int i = 0; i < values.length; i++) {
            nulls.set(i, values[i] == null);
        }
        return new StringColumn(field, values.clone(), Validity.withNulls(nulls), Selection.all(values.length));
    }

    /**
     * One value.
     *
     * @param row row from 0
     * @return the value, or null if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public @Nullable String at(int row) {
        return values[physical(row)];
    }

    @Override
    public @Nullable String text(int row) {
        return at(row);
    }

    @Override
    StringColumn withSelection(Selection chosen) {
        return new StringColumn(field(), values, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        String value = at(row);
        if (value != null) {
            sink.text(position, value);
        }
    }
}
