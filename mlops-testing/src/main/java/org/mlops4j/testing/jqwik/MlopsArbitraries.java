package org.mlops4j.testing.jqwik;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

/**
 * Schemas and tables of every type, with missing values, NaN, infinities, -0.0 and awkward texts among the values. All
 * shrink: to fewer fields and rows, and to values near 0 or the first allowed one.
 *
 * @since 0.1.0
 */
public final class MlopsArbitraries {

    private static final int MAX_FIELDS = 6;
    private static final int MAX_ROWS = 40;
    private static final int MAX_DIMENSION = 4;
    private static final long STEPS = 1L << 20;

    /** The years 1 to 9999, in seconds. */
    private static final long EARLIEST = -62_135_596_800L;

    private static final long LATEST = 253_402_300_799L;
    private static final long MICROS = 1_000_000;

    private MlopsArbitraries() {}

    /**
     * Types of fields.
     *
     * @return every kind; vectors of 1 to 4 components
     */
    public static Arbitrary<DataType> types() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        DataType.BOOLEAN,
                        DataType.INT64,
                        DataType.FLOAT64,
                        DataType.STRING,
                        DataType.CATEGORY,
                        DataType.INSTANT),
                Arbitraries.integers().between(1, MAX_DIMENSION).map(DataType::vector));
    }

    /**
     * Schemas.
     *
     * @return 1 to 6 nullable fields without further rules
     */
    public static Arbitrary<Schema> schemas() {
        ListArbitrary<DataType> several = types().list().ofMinSize(1).ofMaxSize(MAX_FIELDS);
        return several.map(types -> {
            Field[] fields = new Field[types.size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = Field.builder("f" + i, types.get(i)).nullable().build();
            }
            return Schema.of(fields);
        });
    }

    /**
     * Tables of any schema.
     *
     * @return 0 to 40 rows
     */
    public static Arbitrary<Table> tables() {
        return schemas().flatMap(MlopsArbitraries::tables);
    }

    /**
     * Tables that conform to one schema: values are missing only where they may be, numbers keep their range, and words
     * are among the allowed ones.
     *
     * @param schema the schema
     * @return 0 to 40 rows
     * @throws IllegalArgumentException if a field admits no value at all, such as a whole number in [0.2, 0.8]
     */
    public static Arbitrary<Table> tables(Schema schema) {
        List<Arbitrary<@Nullable Object>> cells =
                schema.fields().stream().map(MlopsArbitraries::cells).toList();
        Arbitrary<List<@Nullable Object>> row = Combinators.combine(cells).as(values -> values);
        // The awkward values are among the cells themselves; jqwik would combine those of all columns, for each schema
        // anew.
        return row.list().ofMaxSize(MAX_ROWS).map(rows -> table(schema, rows)).withoutEdgeCases();
    }

    private static Arbitrary<@Nullable Object> cells(Field field) {
        Arbitrary<?> values = switch (field.type().kind()) {
            case BOOLEAN -> flags(field);
            case INT64 -> wholeNumbers(field);
            case FLOAT64 -> numbers(field);
            case STRING -> words(field, Arbitraries.strings().ofMaxLength(20));
            case CATEGORY -> words(field, Arbitraries.of("a", "b", "", " b", "ä\u0301", "NA"));
            case INSTANT -> instants();
            case VECTOR -> numbers().array(double[].class).ofSize(field.type().dimension());
        };
        Arbitrary<@Nullable Object> any = values.<@Nullable Object>map(value -> value);
        return field.isNullable() ? any.injectNull(0.1) : any;
    }

    private static Arbitrary<Boolean> flags(Field field) {
        List<Boolean> allowed = Stream.of(false, true)
                .filter(flag -> field.ruleBrokenBy(flag ? 1 : 0).isEmpty())
                .toList();
        if (allowed.isEmpty()) {
            throw noValue(field);
        }
        return Arbitraries.of(allowed);
    }

    private static Arbitrary<Long> wholeNumbers(Field field) {
        long lowest = (long) Math.ceil(field.min());
        long highest = (long) Math.floor(field.max());
        if (lowest > highest) {
            throw noValue(field);
        }
        return Arbitraries.oneOf(Arbitraries.longs().between(lowest, highest), Arbitraries.of(lowest, highest));
    }

    private static Arbitrary<Double> numbers(Field field) {
        double min = field.min();
        double max = field.max();
        if (Double.isInfinite(min) && Double.isInfinite(max)) {
            return numbers();
        }
        Arbitrary<Double> distance = numbers().filter(x -> !Double.isNaN(x)).map(Math::abs);
        if (Double.isInfinite(max)) {
            return distance.map(x -> min + x);
        }
        if (Double.isInfinite(min)) {
            return distance.map(x -> max - x);
        }
        // Rounding must not step outside.
        Arbitrary<Double> between = Arbitraries.longs()
                .between(0, STEPS)
                .map(i -> min * (1 - (double) i / STEPS) + max * ((double) i / STEPS))
                .map(x -> Math.min(max, Math.max(min, x)));
        return Arbitraries.oneOf(between, Arbitraries.of(min, max));
    }

    private static Arbitrary<String> words(Field field, Arbitrary<String> otherwise) {
        return field.allowed().isEmpty() ? otherwise : Arbitraries.of(field.allowed());
    }

    /** With microseconds, as tables keep them. */
    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(EARLIEST * MICROS, LATEST * MICROS)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.longs().map(Double::longBitsToDouble).map(x -> Double.isNaN(x) ? Double.NaN : x),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        0x1p53 + 2));
    }

    private static IllegalArgumentException noValue(Field field) {
        return new IllegalArgumentException("field '" + field.name() + "' must admit a value but no " + field.type()
                + " is in [" + field.min() + ", " + field.max() + "]");
    }

    private static Table table(Schema schema, List<List<@Nullable Object>> rows) {
        TableBuilder table = new TableBuilder(schema);
        for (List<@Nullable Object> row : rows) {
            table.startRow();
            for (int i = 0; i < row.size(); i++) {
                set(table, i, row.get(i));
            }
        }
        return table.build();
    }

    private static void set(TableBuilder table, int field, @Nullable Object value) {
        if (value == null) {
            table.missing(field);
        } else if (value instanceof Boolean flag) {
            table.bool(field, flag);
        } else if (value instanceof Long number) {
            table.int64(field, number);
        } else if (value instanceof Double number) {
            table.float64(field, number);
        } else if (value instanceof String text) {
            table.text(field, text);
        } else if (value instanceof Instant instant) {
            table.instant(field, instant);
        } else {
            table.vector(field, (double[]) value);
        }
    }
}
