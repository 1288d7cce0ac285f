package org.mlops4j.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds one {@link Row} that stands by itself; fields not set are missing. Not thread-safe; the row is.
 *
 * @since 0.1.0
 */
public final class RowBuilder implements RowSink {

    private final Schema schema;
    private final boolean[] present;
    private final long[] bits;
    private final @Nullable Object[] objects;

    /**
     * A row with every field missing.
     *
     * @param schema what the positions mean
     */
    public RowBuilder(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.present = new boolean[schema.size()];
        this.bits = new long[schema.size()];
        this.objects = new Object[schema.size()];
    }

    @Override
    public void missing(int field) {
        present[field] = false;
    }

    @Override
    public void bool(int field, boolean value) {
        number(field, DataType.Kind.BOOLEAN, value ? 1 : 0);
    }

    @Override
    public void int64(int field, long value) {
        number(field, DataType.Kind.INT64, value);
    }

    @Override
    public void float64(int field, double value) {
        number(field, DataType.Kind.FLOAT64, Double.doubleToRawLongBits(value));
    }

    @Override
    public void text(int field, String value) {
        if (!schema.field(field).type().isText()) {
            throw wrongType(field, "text");
        }
        object(field, value);
    }

    @Override
    public void instant(int field, Instant value) {
        require(field, DataType.Kind.INSTANT);
        object(field, value);
    }

    @Override
    public void vector(int field, double[] value) {
        require(field, DataType.Kind.VECTOR);
        int dimension = schema.field(field).type().dimension();
        if (value.length != dimension) {
            throw new IllegalArgumentException("vector of '"
                    + schema.field(field).name() + "' must have " + dimension + " components but has " + value.length);
        }
        object(field, value.clone());
    }

    /**
     * The row as set so far.
     *
     * @return an immutable row, independent of this builder
     */
    public Row build() {
        return new ValueRow(schema, present.clone(), bits.clone(), objects.clone());
    }

    private void number(int field, DataType.Kind kind, long value) {
        require(field, kind);
        present[field] = true;
        bits[field] = value;
    }

    private void object(int field, Object value) {
        objects[field] = Objects.requireNonNull(value, "value");
        present[field] = true;
    }

    private void require(int field, DataType.Kind kind) {
        if (schema.field(field).type().kind() != kind) {
            throw wrongType(field, kind.name());
        }
    }

    private IllegalArgumentException wrongType(int field, String given) {
        return new IllegalArgumentException("field '" + schema.field(field).name() + "' is "
                + schema.field(field).type() + " and cannot take " + given);
    }

    /** Values of one row: numbers as bits, everything else as objects. */
    private static final class ValueRow implements Row {

        private final Schema schema;
        private final boolean[] present;
        private final long[] bits;
        private final @Nullable Object[] objects;

        ValueRow(Schema schema, boolean[] present, long[] bits, @Nullable Object[] objects) {
            this.schema = schema;
            this.present = present;
            this.bits = bits;
            this.objects = objects;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public boolean isNull(int field) {
            return !present[field];
        }

        @Override
        public boolean bool(int field) {
            require(field, DataType.Kind.BOOLEAN);
            return present[field] && bits[field] != 0;
        }

        @Override
        public long int64(int field) {
            require(field, DataType.Kind.INT64);
            return present[field] ? bits[field] : 0;
        }

        @Override
        public double number(int field) {
            if (!schema.field(field).type().isNumeric()) {
                throw wrongType(field, "a number");
            }
            if (!present[field]) {
                return Double.NaN;
            }
            boolean floating = schema.field(field).type().kind() == DataType.Kind.FLOAT64;
            return floating ? Double.longBitsToDouble(bits[field]) : bits[field];
        }

        @Override
        public @Nullable String text(int field) {
            if (!schema.field(field).type().isText()) {
                throw wrongType(field, "text");
            }
            return present[field] ? (String) objects[field] : null;
        }

        @Override
        public @Nullable Instant instant(int field) {
            require(field, DataType.Kind.INSTANT);
            return present[field] ? (Instant) objects[field] : null;
        }

        @Override
        public double @Nullable [] vector(int field) {
            require(field, DataType.Kind.VECTOR);
            double[] vector = present[field] ? (double[]) objects[field] : null;
            return vector == null ? null : Arrays.copyOf(vector, vector.length);
        }

        private void require(int field, DataType.Kind kind) {
            if (schema.field(field).type().kind() != kind) {
                throw wrongType(field, kind.name());
            }
        }

        private IllegalStateException wrongType(int field, String wanted) {
            return new IllegalStateException("field '" + schema.field(field).name() + "' is "
                    + schema.field(field).type() + " and cannot be read as " + wanted);
        }
    }
}
