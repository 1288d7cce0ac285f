package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableRowTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("flag", DataType.BOOLEAN),
            Field.of("count", DataType.INT64),
            Field.of("amount", DataType.FLOAT64),
            Field.of("note", DataType.STRING),
            Field.of("country", DataType.CATEGORY),
            Field.of("at", DataType.INSTANT),
            Field.of("embedding", DataType.vector(1)));

    private static Row row() {
        TableBuilder builder = new TableBuilder(SCHEMA).startRow();
        builder.bool(0, true);
        builder.int64(1, 3);
        builder.float64(2, 0.5);
        builder.text(3, "a");
        builder.text(4, "DE");
        builder.instant(5, Instant.EPOCH);
        builder.vector(6, new double[] {7});
        return builder.build().row(0);
    }

    static Stream<Arguments> wrongReadings() {
        return Stream.of(
                reading("count", "BOOLEAN", Row::bool),
                reading("amount", "INT64", Row::int64),
                reading("count", "text", Row::text),
                reading("note", "INSTANT", Row::instant),
                reading("amount", "VECTOR", Row::vector));
    }

    private static Arguments reading(String field, String wanted, BiFunction<Row, Integer, Object> read) {
        return Arguments.of(field, wanted, read);
    }

    @ParameterizedTest
    @MethodSource("wrongReadings")
    void aReadingThatDoesNotFitIsRefused(String field, String wanted, BiFunction<Row, Integer, Object> read) {
        int position = SCHEMA.requireIndex(field);

        assertThatIllegalStateException()
                .isThrownBy(() -> read.apply(row(), position))
                .withMessage(
                        "field '%s' is %s and cannot be read as %s",
                        field, SCHEMA.field(field).type(), wanted);
    }

    @Test
    void aTextIsNoNumber() {
        assertThatIllegalStateException()
                .isThrownBy(() -> row().number(4))
                .withMessage("field 'country' is CATEGORY, not numeric");
    }

    @Test
    void anyNumericFieldIsANumber() {
        assertThat(List.of(row().number(0), row().number(1), row().number(2))).containsExactly(1.0, 3.0, 0.5);
    }

    @Test
    void positionsOutsideTheSchemaAreRefused() {
        assertThatThrownBy(() -> row().isNull(7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> row().text(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void missingValuesReadAsTheirTypesNothing() {
        Row empty = new TableBuilder(SCHEMA).startRow().build().row(0);

        assertThat(empty.bool(0)).isFalse();
        assertThat(empty.int64(1)).isZero();
        assertThat(empty.number(2)).isNaN();
        assertThat(empty.text(3)).isNull();
        assertThat(empty.text(4)).isNull();
        assertThat(empty.instant(5)).isNull();
        assertThat(empty.vector(6)).isNull();
    }

    @Test
    void writesEveryValueInOrder() {
        Recorder recorder = new Recorder();
        row().writeTo(recorder);

        assertThat(recorder.calls).containsExactly("true", "3", "0.5", "a", "DE", "1970-01-01T00:00:00Z", "[7.0]");
    }

    @Test
    void aRowOfAnotherKindWritesTheSameByTheDefaultMethod() {
        Recorder recorder = new Recorder();
        new Delegate(row()).writeTo(recorder);

        assertThat(recorder.calls).containsExactly("true", "3", "0.5", "a", "DE", "1970-01-01T00:00:00Z", "[7.0]");
    }

    @Test
    void theDefaultMethodWritesMissingValues() {
        Recorder recorder = new Recorder();
        new Delegate(new TableBuilder(SCHEMA).startRow().build().row(0)).writeTo(recorder);

        assertThat(recorder.calls).hasSize(7).containsOnly("missing");
    }

    /** A row that has no writeTo of its own. */
    private record Delegate(Row row) implements Row {

        @Override
        public Schema schema() {
            return row.schema();
        }

        @Override
        public boolean isNull(int field) {
            return row.isNull(field);
        }

        @Override
        public boolean bool(int field) {
            return row.bool(field);
        }

        @Override
        public long int64(int field) {
            return row.int64(field);
        }

        @Override
        public double number(int field) {
            return row.number(field);
        }

        @Override
        public String text(int field) {
            return row.text(field);
        }

        @Override
        public Instant instant(int field) {
            return row.instant(field);
        }

        @Override
        public double[] vector(int field) {
            return row.vector(field);
        }
    }

    private static final class Recorder implements RowSink {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void missing(int field) {
            calls.add(field, "missing");
        }

        @Override
        public void bool(int field, boolean value) {
            calls.add(field, String.valueOf(value));
        }

        @Override
        public void int64(int field, long value) {
            calls.add(field, String.valueOf(value));
        }

        @Override
        public void float64(int field, double value) {
            calls.add(field, String.valueOf(value));
        }

        @Override
        public void text(int field, String value) {
            calls.add(field, value);
        }

        @Override
        public void instant(int field, Instant value) {
            calls.add(field, value.toString());
        }

        @Override
        public void vector(int field, double[] value) {
            calls.add(field, Arrays.toString(value));
        }
    }
}
