package org.mlops4j.testing.jqwik;

import java.time.Instant;
import java.util.List;
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
 * Schemas and tables of every type, with missing values, NaN, infinities, -0.0 and awkward texts among the values.
 *
 * @since 0.1.0
 */
public final class MlopsArbitraries {

    private static final int MAX_FIELDS = 6;
    private static final int MAX_ROWS = 40;
    private static final int MAX_DIMENSION = 4;
    private static final long EARLIEST = -62_135_596_800L;
    private static final long LATEST = 253_402_300_799L;

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
     * Tables of one schema.
     *
     * @param schema the schema; rules beyond types and nulls are not kept
     * @return 0 to 40 rows
     */
    public static Arbitrary<Table> tables(Schema schema) {
        List<Arbitrary<@Nullable Object>> cells =
                schema.fields().stream().map(MlopsArbitraries::cells).toList();
        Arbitrary<List<@Nullable Object>> row = Combinators.combine(cells).as(values -> values);
        return row.list().ofMaxSize(MAX_ROWS).map(rows -> table(schema, rows));
    }

    private static Arbitrary<@Nullable Object> cells(Field field) {
        Arbitrary<?> values = switch (field.type().kind()) {
            case BOOLEAN -> Arbitraries.of(true, false);
            case INT64 -> Arbitraries.longs();
            case FLOAT64 -> numbers();
            case STRING -> Arbitraries.strings().ofMaxLength(20);
            case CATEGORY -> Arbitraries.of("a", "b", "", " b", "ä\u0301", "NA");
            case INSTANT -> Arbitraries.longs().between(EARLIEST, LATEST).map(Instant::ofEpochSecond);
            case VECTOR -> numbers().array(double[].class).ofSize(field.type().dimension());
        };
        Arbitrary<@Nullable Object> any = values.asGeneric();
        return field.isNullable() ? any.injectNull(0.1) : any;
    }

    private static Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        0x1p53 + 2));
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
