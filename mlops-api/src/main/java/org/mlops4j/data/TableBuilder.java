package org.mlops4j.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Table} row by row. Call {@link #startRow()}, then set fields in any order; fields not set are missing.
 * A table once built does not change when the builder goes on. Not thread-safe.
 *
 * <p>Setting a field throws {@link IllegalStateException} before the first row, {@link IndexOutOfBoundsException} for a
 * position outside the schema, {@link IllegalArgumentException} for a value that does not fit the field's type, and
 * {@link ArithmeticException} for an instant more than 292,000 years from 1970; the cell stays as it was then.
 *
 * @since 0.1.0
 */
public final class TableBuilder implements RowSink {

    private static final int INITIAL_ROWS = 64;
    private static final int INITIAL_COMPONENTS = 1 << 14;

    private final Schema schema;
    private final Buffer[] buffers;
    private int rows;

    /**
     * An empty table of a schema.
     *
     * @param schema what the columns mean
     */
    public TableBuilder(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.buffers = schema.fields().stream().map(Buffer::new).toArray(Buffer[]::new);
    }

    /**
     * Begins the next row, with every field missing.
     *
     * @return this builder
     */
    public TableBuilder startRow() {
        rows++;
        for (Buffer buffer : buffers) {
            buffer.grow(rows);
            buffer.nulls.set(rows - 1);
        }
        return this;
    }

    /**
     * Adds a whole row.
     *
     * @param row a row of the same schema
     * @return this builder
     * @throws IllegalArgumentException if its schema differs
     */
    public TableBuilder add(Row row) {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("row must have schema " + schema + " but has " + row.schema());
        }
        startRow();
        row.writeTo(this);
        return this;
    }

    /**
     * Takes back the last row begun.
     *
     * @return this builder
     * @throws IllegalStateException if there is none
     */
    public TableBuilder dropRow() {
        if (rows == 0) {
            throw new IllegalStateException("there is no row to drop");
        }
        rows--;
        return this;
    }

    /**
     * How many rows were begun.
     *
     * @return a number from 0
     */
    public int rowCount() {
        return rows;
    }

    @Override
    public void missing(int field) {
        at(field).nulls.set(rows - 1);
    }

    @Override
    public void bool(int field, boolean value) {
        typed(field, DataType.Kind.BOOLEAN).longs[rows - 1] = value ? 1 : 0;
    }

    @Override
    public void int64(int field, long value) {
        typed(field, DataType.Kind.INT64).longs[rows - 1] = value;
    }

    @Override
    public void float64(int field, double value) {
        typed(field, DataType.Kind.FLOAT64).doubles[rows - 1] = value;
    }

    @Override
    public void text(int field, String value) {
        Objects.requireNonNull(value, "value");
        Buffer buffer = at(field);
        if (!buffer.field.type().isText()) {
            throw wrongType(buffer.field, "text");
        }
        buffer.nulls.clear(rows - 1);
        buffer.addText(rows - 1, value);
    }

    @Override
    public void instant(int field, Instant value) {
        long micros = Micros.of(value);
        typed(field, DataType.Kind.INSTANT).longs[rows - 1] = micros;
    }

    @Override
    public void vector(int field, double[] value) {
        Buffer buffer = at(field);
        if (buffer.kind == DataType.Kind.VECTOR && value.length != buffer.width) {
            throw new IllegalArgumentException("vector of '" + buffer.field.name() + "' must have " + buffer.width
                    + " components but has " + value.length);
        }
        double[] target = typed(field, DataType.Kind.VECTOR).doubles;
        System.arraycopy(value, 0, target, (rows - 1) * buffer.width, value.length);
    }

    /**
     * The table of the rows begun so far.
     *
     * @return an immutable table
     */
    public Table build() {
        Selection all = Selection.all(rows);
        List<Column> columns = new ArrayList<>(buffers.length);
        for (Buffer buffer : buffers) {
            columns.add(buffer.toColumn(rows, all));
        }
        return Table.of(columns, rows);
    }

    private Buffer typed(int field, DataType.Kind kind) {
        Buffer buffer = at(field);
        if (buffer.field.type().kind() != kind) {
            throw wrongType(buffer.field, kind.name());
        }
        buffer.nulls.clear(rows - 1);
        return buffer;
    }

    private Buffer at(int field) {
        if (rows == 0) {
            throw new IllegalStateException("call startRow() before setting a field");
        }
        return buffers[Objects.checkIndex(field, buffers.length)];
    }

    private static IllegalArgumentException wrongType(Field field, String given) {
        return new IllegalArgumentException(
                "field '" + field.name() + "' is " + field.type() + " and cannot take " + given);
    }

    /** The growing values of one field; exactly one of its arrays is in use, by type. */
    private static final class Buffer {

        private final Field field;
        private final DataType.Kind kind;
        private final int width;
        private final BitSet nulls = new BitSet();
        private final Map<String, Integer> dictionary = new LinkedHashMap<>();
        private long[] longs = new long[0];
        private double[] doubles = new double[0];
        private int[] codes = new int[0];
        private @Nullable String[] texts = new @Nullable String[0];

        Buffer(Field field) {
            this.field = field;
            this.kind = field.type().kind();
            this.width = Math.max(1, field.type().dimension());
        }

        void grow(int rows) {
            switch (kind) {
                case BOOLEAN, INT64, INSTANT -> longs = rows <= longs.length ? longs : Arrays.copyOf(longs, room(rows));
                case FLOAT64, VECTOR -> {
                    int needed = Math.multiplyExact(rows, width);
                    if (needed > doubles.length) {
                        doubles = Arrays.copyOf(doubles, Math.multiplyExact(room(rows), width));
                    }
                }
                case STRING -> texts = rows <= texts.length ? texts : Arrays.copyOf(texts, room(rows));
                case CATEGORY -> codes = rows <= codes.length ? codes : Arrays.copyOf(codes, room(rows));
            }
        }

        void addText(int row, String value) {
            if (kind == DataType.Kind.STRING) {
                texts[row] = value;
            } else {
                codes[row] = dictionary.computeIfAbsent(value, word -> dictionary.size());
            }
        }

        Column toColumn(int rows, Selection all) {
            BitSet missing = nulls.get(0, rows);
            Validity validity = Validity.withNulls(missing);
            return switch (kind) {
                case BOOLEAN -> {
                    boolean[] values = new boolean[rows];
                    for (int i = 0; i < rows; i++) {
                        values[i] = longs[i] != 0 && !missing.get(i);
                    }
                    yield new BooleanColumn(field, values, validity, all);
                }
                case INT64 -> new Int64Column(field, clean(rows, missing), validity, all);
                case INSTANT -> new InstantColumn(field, clean(rows, missing), validity, all);
                case FLOAT64 -> {
                    double[] values = Arrays.copyOf(doubles, rows);
                    missing.stream().forEach(row -> values[row] = Double.NaN);
                    yield new Float64Column(field, values, validity, all);
                }
                case VECTOR -> {
                    double[] values = Arrays.copyOf(doubles, rows * width);
                    missing.stream().forEach(row -> Arrays.fill(values, row * width, (row + 1) * width, Double.NaN));
                    yield new VectorColumn(field, values, validity, all);
                }
                case STRING -> {
                    @Nullable String[] values = Arrays.copyOf(texts, rows);
                    missing.stream().forEach(row -> values[row] = null);
                    yield new StringColumn(field, values, validity, all);
                }
                case CATEGORY -> {
                    int[] values = Arrays.copyOf(codes, rows);
                    missing.stream().forEach(row -> values[row] = CategoryColumn.NULL_CODE);
                    yield new CategoryColumn(field, values, List.copyOf(dictionary.keySet()), validity, all);
                }
            };
        }

        private long[] clean(int rows, BitSet missing) {
            long[] values = Arrays.copyOf(longs, rows);
            missing.stream().forEach(row -> values[row] = 0);
            return values;
        }

        private int room(int needed) {
            // A wide vector is not given room for rows that may never come.
            int initial = Math.max(1, Math.min(INITIAL_ROWS, INITIAL_COMPONENTS / width));
            return Math.max(initial, needed + (needed >> 1));
        }
    }
}
