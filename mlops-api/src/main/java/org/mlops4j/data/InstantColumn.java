package org.mlops4j.data;

import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of an INSTANT field, kept to the microsecond.
 *
 * @since 0.1.0
 */
public final class InstantColumn extends Column {

    private final long[] micros;

    InstantColumn(Field field, long[] micros, Validity validity, Selection selection) {
        super(field, validity, selection);
        this.micros = micros;
        requireType(DataType.Kind.INSTANT);
    }

    /**
     * A column of moments.
     *
     * @param field what the values mean
     * @param values one value a row, null where missing
     * @return the column
     * @throws IllegalArgumentException if the field is not INSTANT
     * @throws ArithmeticException if a value lies more than 292,000 years from 1970
     */
    public static InstantColumn of(Field field, @Nullable Instant... values) {
        BitSet nulls = new BitSet();
        long[] micros = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            Instant value = values[i];
            nulls.set(i, value == null);
            micros[i] = value == null ? 0 : Micros.of(value);
        }
        return new InstantColumn(field, micros, Validity.withNulls(nulls), Selection.all(micros.length));
    }

    /**
     * One value.
     *
     * @param row row from 0
     * @return the value, or null if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public @Nullable Instant at(int row) {
        return isNull(row) ? null : Micros.toInstant(micros[physical(row)]);
    }

    /**
     * One value as a number.
     *
     * @param row row from 0
     * @return microseconds since 1970-01-01T00:00:00Z; 0 if the value is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long epochMicros(int row) {
        return micros[physical(row)];
    }

    @Override
    public @Nullable String text(int row) {
        Instant value = at(row);
        return value == null ? null : value.toString();
    }

    @Override
    InstantColumn withSelection(Selection chosen) {
        return new InstantColumn(field(), micros, validity(), chosen);
    }

    @Override
    void write(int row, int position, RowSink sink) {
        sink.instant(position, Micros.toInstant(micros[physical(row)]));
    }
}
