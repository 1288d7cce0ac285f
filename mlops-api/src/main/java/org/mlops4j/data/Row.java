package org.mlops4j.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of values, read by position. A reading that does not fit the field's type throws {@link
 * IllegalStateException}; a position outside the schema throws {@link IndexOutOfBoundsException}.
 *
 * <p>A row may be a view on a table or a log and is not promised to outlive the loop that hands it out, unless its source
 * says so.
 *
 * @since 0.1.0
 */
public interface Row {

    /**
     * What the positions mean.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Whether the value is missing.
     *
     * @param field position from 0
     * @return true if there is none
     */
    boolean isNull(int field);

    /**
     * A BOOLEAN.
     *
     * @param field position from 0
     * @return the value; false if it is missing
     */
    boolean bool(int field);

    /**
     * An INT64.
     *
     * @param field position from 0
     * @return the value; 0 if it is missing
     */
    long int64(int field);

    /**
     * Any numeric value as a number: BOOLEAN as 0 or 1, INT64 rounded to the nearest double.
     *
     * @param field position from 0
     * @return the value; NaN if it is missing
     */
    double number(int field);

    /**
     * A STRING or CATEGORY.
     *
     * @param field position from 0
     * @return the value, or null if it is missing
     */
    @Nullable
    String text(int field);

    /**
     * An INSTANT.
     *
     * @param field position from 0
     * @return the value, or null if it is missing
     */
    @Nullable
    Instant instant(int field);

    /**
     * A VECTOR.
     *
     * @param field position from 0
     * @return a new array, or null if it is missing
     */
    double @Nullable [] vector(int field);

    /**
     * Hands every value to a sink, in order.
     *
     * @param sink receives the values
     */
    default void writeTo(RowSink sink) {
        Schema schema = schema();
        for (int i = 0; i < schema.size(); i++) {
            if (isNull(i)) {
                sink.missing(i);
                continue;
            }
            switch (schema.field(i).type().kind()) {
                case BOOLEAN -> sink.bool(i, bool(i));
                case INT64 -> sink.int64(i, int64(i));
                case FLOAT64 -> sink.float64(i, number(i));
                case STRING, CATEGORY -> sink.text(i, present(text(i)));
                case INSTANT -> sink.instant(i, present(instant(i)));
                case VECTOR -> sink.vector(i, present(vector(i)));
            }
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a row must not say both that a value is there and that it is null");
        }
        return value;
    }
}
