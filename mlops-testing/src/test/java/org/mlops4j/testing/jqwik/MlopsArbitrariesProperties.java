package org.mlops4j.testing.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** What is generated keeps what is promised. Seeds are fixed, so that every run looks at the same tables. */
class MlopsArbitrariesProperties {

    private static final int GENERATED = 150;

    private static final Schema RULES = Schema.of(
            Field.builder("age", DataType.INT64).range(18, 120).build(),
            Field.builder("share", DataType.FLOAT64).range(0.1, 0.7).nullable().build(),
            Field.builder("income", DataType.FLOAT64)
                    .range(0, Double.POSITIVE_INFINITY)
                    .build(),
            Field.builder("debt", DataType.FLOAT64)
                    .range(Double.NEGATIVE_INFINITY, -1)
                    .build(),
            Field.builder("home", DataType.CATEGORY).allowed("own", "rent").build(),
            Field.builder("note", DataType.STRING).allowed("", "a b").nullable().build(),
            Field.builder("known", DataType.BOOLEAN).range(1, 1).build());

    @Property(tries = 150, seed = "1")
    void tablesConformToTheirSchema(@ForAll("schemasWithRules") Schema schema, @ForAll Random random) {
        Table table = MlopsArbitraries.tables(schema)
                .generator(GENERATED, true)
                .next(random)
                .value();
        assertThat(table).conformsTo(schema).hasColumns(schema.names().toArray(String[]::new));
        assertThat(table.rowCount()).isBetween(0, 40);
    }

    @Provide
    Arbitrary<Schema> schemasWithRules() {
        Arbitrary<Boolean> nullable = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                Combinators.combine(MlopsArbitraries.types(), nullable)
                        .as((type, missing) -> Schema.of(
                                Field.builder("f", type).nullable(missing).build())),
                Arbitraries.just(RULES));
    }

    @Property(tries = 150, seed = "2")
    void schemasHaveOneToSixNullableFieldsWithoutRules(@ForAll("schemas") Schema schema) {
        assertThat(schema.fields())
                .hasSizeBetween(1, 6)
                .allSatisfy(field -> assertThat(field)
                        .isEqualTo(Field.builder(field.name(), field.type())
                                .nullable()
                                .build()));
    }

    @Provide
    Arbitrary<Schema> schemas() {
        return MlopsArbitraries.schemas();
    }

    @Example
    void typesAreOfEveryKind() {
        List<DataType> types = samples(MlopsArbitraries.types());
        assertThat(types).extracting(DataType::kind).contains(DataType.Kind.values());
        assertThat(types)
                .filteredOn(type -> type.kind() == DataType.Kind.VECTOR)
                .extracting(DataType::dimension)
                .containsOnly(1, 2, 3, 4);
    }

    @Example
    void tablesAreEmptyOrFull() {
        assertThat(samples(MlopsArbitraries.tables()))
                .extracting(Table::rowCount)
                .contains(0, 1, 40);
    }

    @Example
    void awkwardNumbersAreAmongTheValues() {
        List<Double> numbers = samples(MlopsArbitraries.tables(Schema.of(Field.of("x", DataType.FLOAT64)))).stream()
                .flatMapToDouble(table -> Arrays.stream(table.column("x").toNumbers()))
                .boxed()
                .toList();
        assertThat(numbers)
                .contains(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        0.0,
                        -0.0,
                        Double.MIN_VALUE,
                        0x1p53 + 2);
        assertThat(numbers).anyMatch(x -> Math.abs(x) > 1e200).anyMatch(x -> x != 0 && Math.abs(x) < 1e-200);
    }

    @Example
    void theEndsOfARangeAreAmongTheValues() {
        List<Table> tables = samples(MlopsArbitraries.tables(RULES));
        assertThat(tables).anyMatch(has("age", x -> x == 18)).anyMatch(has("age", x -> x == 120));
        assertThat(tables).anyMatch(has("share", x -> x == 0.1)).anyMatch(has("share", x -> x == 0.7));
        assertThat(tables).anyMatch(has("income", x -> x == 0)).anyMatch(has("debt", x -> x == -1));
    }

    @Example
    void valuesAreMissingOnlyWhereTheyMayBe() {
        List<Table> tables = samples(MlopsArbitraries.tables(RULES));
        assertThat(tables).anyMatch(table -> table.column("share").nullCount() > 0);
        assertThat(tables).allMatch(table -> table.column("age").nullCount() == 0);
    }

    /** Half of a surrogate pair would come back from a file as a question mark. */
    @Example
    void textsSurviveUtf8() {
        for (Table table : samples(MlopsArbitraries.tables(Schema.of(Field.of("s", DataType.STRING))))) {
            for (int row = 0; row < table.rowCount(); row++) {
                String text = table.column("s").text(row);
                assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
        }
    }

    @Example
    void refusesAFieldThatAdmitsNoValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlopsArbitraries.tables(Schema.of(
                        Field.builder("n", DataType.INT64).range(0.2, 0.8).build())))
                .withMessage("field 'n' must admit a value but no INT64 is in [0.2, 0.8]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlopsArbitraries.tables(Schema.of(
                        Field.builder("b", DataType.BOOLEAN).range(2, 3).build())))
                .withMessage("field 'b' must admit a value but no BOOLEAN is in [2.0, 3.0]");
    }

    @Example
    void tablesShrinkToOneRowOfOneColumn() {
        Table smallest = shrunk(
                MlopsArbitraries.tables(),
                table -> table.columns().stream().anyMatch(column -> column.nullCount() > 0));
        assertThat(smallest.rowCount()).isEqualTo(1);
        assertThat(smallest.columns()).hasSize(1);
    }

    @Example
    void valuesShrinkToTheNearestThatStillFails() {
        Table smallest = shrunk(MlopsArbitraries.tables(RULES), has("age", x -> x >= 65));
        assertThat(smallest.rowCount()).isEqualTo(1);
        assertThat(smallest.column("age").number(0)).isEqualTo(65);
        assertThat(smallest.column("share").isNull(0)).isTrue();
        assertThat(smallest.column("income").number(0)).isZero();
        assertThat(smallest.column("home").text(0)).isEqualTo("own");
    }

    private static Predicate<Table> has(String column, DoublePredicate value) {
        return table -> Arrays.stream(table.column(column).toNumbers()).anyMatch(value);
    }

    private static <T> List<T> samples(Arbitrary<T> arbitrary) {
        RandomGenerator<T> generator = arbitrary.generator(GENERATED, true);
        Random random = new Random(3);
        return Stream.generate(() -> generator.next(random).value())
                .limit(GENERATED)
                .toList();
    }

    /** Follows the first smaller value that still fails, until there is none. */
    private static <T> T shrunk(Arbitrary<T> arbitrary, Predicate<T> fails) {
        RandomGenerator<T> generator = arbitrary.generator(GENERATED, true);
        Random random = new Random(4);
        Shrinkable<T> current = Stream.generate(() -> generator.next(random))
                .limit(GENERATED)
                .filter(shrinkable -> fails.test(shrinkable.value()))
                .findFirst()
                .orElseThrow();
        while (true) {
            Optional<Shrinkable<T>> smaller = current.shrink()
                    .filter(shrinkable -> fails.test(shrinkable.value()))
                    .findFirst();
            if (smaller.isEmpty()) {
                return current.value();
            }
            current = smaller.get();
        }
    }
}
