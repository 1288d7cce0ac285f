package org.mlops4j.data;

import java.time.Instant;

/**
 * Receives the values of one row by position, without boxing and without a map. Values must not be kept by reference:
 * the caller may reuse its arrays at once.
 *
 * @since 0.1.0
 */
public interface RowSink {

    /**
     * No value.
     *
     * @param field position from 0
     */
    void missing(int field);

    /**
     * A BOOLEAN.
     *
     * @param field position from 0
     * @param value the value
     */
    void bool(int field, boolean value);

    /**
     * An INT64.
     *
     * @param field position from 0
     * @param value the value
     */
    void int64(int field, long value);

    /**
     * A FLOAT64; NaN and infinities are values.
     *
     * @param field position from 0
     * @param value the value
     */
    void float64(int field, double value);

    /**
     * A STRING or CATEGORY.
     *
     * @param field position from 0
     * @param value the value
     */
    void text(int field, String value);

    /**
     * An INSTANT.
     *
     * @param field position from 0
     * @param value the value
     */
    void instant(int field, Instant value);

    /**
     * A VECTOR.
     *
     * @param field position from 0
     * @param value its components; copied before the call returns
     */
    void vector(int field, double[] value);
}
