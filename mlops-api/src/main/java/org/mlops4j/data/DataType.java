package org.mlops4j.data;

import java.util.Objects;

/**
 * The type of a field's values.
 *
 * @param kind which family of values
 * @param dimension length of a vector, 0 for every other kind
 * @since 0.1.0
 */
public record DataType(Kind kind, int dimension) {

    /** The families of values. */
    public enum Kind {
        /** True or false. */
        BOOLEAN,
        /** 64-bit signed integer. */
        INT64,
        /** 64-bit IEEE 754 floating-point number; NaN and infinities are values. */
        FLOAT64,
        /** Text of any content. */
        STRING,
        /** Text from a limited set of words. */
        CATEGORY,
        /** A moment in UTC, to the microsecond. */
        INSTANT,
        /** A fixed number of 64-bit floating-point numbers, for example an embedding. */
        VECTOR
    }

    /** True or false. */
    public static final DataType BOOLEAN = new DataType(Kind.BOOLEAN, 0);
    /** 64-bit signed integer. */
    public static final DataType INT64 = new DataType(Kind.INT64, 0);
    /** 64-bit floating-point number. */
    public static final DataType FLOAT64 = new DataType(Kind.FLOAT64, 0);
    /** Text of any content. */
    public static final DataType STRING = new DataType(Kind.STRING, 0);
    /** Text from a limited set of words. */
    public static final DataType CATEGORY = new DataType(Kind.CATEGORY, 0);
    /** A moment in UTC. */
    public static final DataType INSTANT = new DataType(Kind.INSTANT, 0);

    /**
     * Checks that only a vector has a dimension.
     *
     * @param kind which family of values
     * @param dimension length of a vector, 0 for every other kind
     * @throws IllegalArgumentException if a vector's dimension is below 1 or another kind's is not 0
     */
    public DataType {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.VECTOR ? dimension < 1 : dimension != 0) {
            throw new IllegalArgumentException(
                    "dimension must be >= 1 for VECTOR and 0 for any other type but was " + dimension + " for " + kind);
        }
    }

    /**
     * A vector of a fixed length.
     *
     * @param dimension its length, at least 1
     * @return the type
     * @throws IllegalArgumentException if the dimension is below 1
     */
    public static DataType vector(int dimension) {
        return new DataType(Kind.VECTOR, dimension);
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text for example {@code FLOAT64} or {@code VECTOR(3)}
     * @return the type
     * @throws IllegalArgumentException if the text names no type
     */
    public static DataType parse(String text) {
        if (text.matches("VECTOR\\([1-9][0-9]{0,9}\\)")) {
            long dimension = Long.parseLong(text.substring("VECTOR(".length(), text.length() - 1));
            if (dimension <= Integer.MAX_VALUE) {
                return vector((int) dimension);
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.VECTOR && kind.name().equals(text)) {
                return new DataType(kind, 0);
            }
        }
        throw new IllegalArgumentException("type must be BOOLEAN, INT64, FLOAT64, STRING, CATEGORY, INSTANT or "
                + "VECTOR(n) with n >= 1 but was '" + text + "'");
    }

    /**
     * Whether values are ordered numbers: BOOLEAN (0 and 1), INT64 or FLOAT64.
     *
     * @return true if {@link Column#number(int)} is defined
     */
    public boolean isNumeric() {
        return kind == Kind.BOOLEAN || kind == Kind.INT64 || kind == Kind.FLOAT64;
    }

    /**
     * Whether values are text: STRING or CATEGORY.
     *
     * @return true if {@link Column#text(int)} is the value itself
     */
    public boolean isText() {
        return kind == Kind.STRING || kind == Kind.CATEGORY;
    }

    /**
     * The name used in schemas.
     *
     * @return the kind, with the dimension of a vector in parentheses
     */
    @Override
    public String toString() {
        return kind == Kind.VECTOR ? "VECTOR(" + dimension + ")" : kind.name();
    }
}
