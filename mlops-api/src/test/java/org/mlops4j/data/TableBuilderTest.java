package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableBuilderTest {

    private static final Schema ALL = Schema.of(
            Field.of("flag", DataType.BOOLEAN),
            Field.of("count", DataType.INT64),
            Field.of("amount", DataType.FLOAT64),
            Field.of("note", DataType.STRING),
            Field.of("country", DataType.CATEGORY),
            Field.of("at", DataType.INSTANT),
            Field.of("embedding", DataType.vector(2)));
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00.123456Z");

    @Test
    void holdsEveryTypeOfValue() {
        Row row = filled(new TableBuilder(ALL), 1).build().row(0);

        assertThat(row.bool(0)).isTrue();
        assertThat(row.int64(1)).isEqualTo(1);
        assertThat(row.number(2)).isEqualTo(0.5);
        assertThat(row.text(3)).isEqualTo("note 1");
        assertThat(row.text(4)).isEqualTo("word 1");
        assertThat(row.instant(5)).isEqualTo(AT.plusSeconds(1));
        assertThat(row.vector(6)).containsExactly(1, -1);
    }

    @Test
    void growsFarBeyondItsFirstRows() {
        TableBuilder builder = new TableBuilder(ALL);
        IntStream.rangeClosed(1, 1000).forEach(i -> filled(builder, i));
        Table table = builder.build();

        assertThat(table.rowCount()).isEqualTo(1000);
        assertThat(IntStream.rangeClosed(1, 1000).allMatch(i -> isFilled(table.row(i - 1), i)))
                .isTrue();
    }

    @Test
    void fieldsNotSetAreMissing() {
        Row row = new TableBuilder(ALL).startRow().build().row(0);

        assertThat(IntStream.range(0, ALL.size()).allMatch(row::isNull)).isTrue();
    }

    @Test
    void missingTakesBackAValue() {
        TableBuilder builder = filled(new TableBuilder(ALL), 1);
        IntStream.range(0, ALL.size()).forEach(builder::missing);
        Table table = builder.build();

        assertThat(IntStream.range(0, ALL.size()).allMatch(table.row(0)::isNull))
                .isTrue();
        assertThat(table.column("count", Int64Column.class).at(0)).isZero();
        assertThat(table.column("amount").number(0)).isNaN();
        assertThat(table.column("at", InstantColumn.class).epochMicros(0)).isZero();
        assertThat(table.column("country", CategoryColumn.class).code(0)).isEqualTo(CategoryColumn.NULL_CODE);
    }

    @Test
    void missingVectorShowsNothingOfTheOneItTookBack() {
        TableBuilder builder = filled(new TableBuilder(ALL), 1);
        builder.missing(6);
        double[] components = new double[2];
        builder.build().column("embedding", VectorColumn.class).copyTo(0, components, 0);

        assertThat(components).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void dropRowTakesBackTheLastRow() {
        TableBuilder builder = filled(filled(new TableBuilder(ALL), 1), 2).dropRow();

        assertThat(builder.build().rowCount()).isOne();
        assertThat(isFilled(builder.build().row(0), 1)).isTrue();
    }

    @Test
    void rowAfterADroppedOneStartsMissing() {
        TableBuilder builder = filled(new TableBuilder(ALL), 1).dropRow().startRow();
        Table table = builder.build();
        double[] components = new double[2];
        table.column("embedding", VectorColumn.class).copyTo(0, components, 0);

        assertThat(IntStream.range(0, ALL.size()).allMatch(table.row(0)::isNull))
                .isTrue();
        assertThat(components).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void dropRowRefusesIfThereIsNone() {
        TableBuilder builder = new TableBuilder(ALL);

        assertThatIllegalStateException().isThrownBy(builder::dropRow).withMessage("there is no row to drop");
    }

    @Test
    void settingAValueBeforeTheFirstRowIsRefused() {
        TableBuilder builder = new TableBuilder(ALL);

        assertThatIllegalStateException()
                .isThrownBy(() -> builder.int64(1, 5))
                .withMessage("call startRow() before setting a field");
    }

    @Test
    void positionsOutsideTheSchemaAreRefused() {
        TableBuilder builder = new TableBuilder(ALL).startRow();

        assertThatThrownBy(() -> builder.missing(7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                wrong("count", "BOOLEAN", (b, i) -> b.bool(i, true)),
                wrong("flag", "INT64", (b, i) -> b.int64(i, 1)),
                wrong("count", "FLOAT64", (b, i) -> b.float64(i, 1)),
                wrong("amount", "text", (b, i) -> b.text(i, "a")),
                wrong("note", "INSTANT", (b, i) -> b.instant(i, AT)),
                wrong("amount", "VECTOR", (b, i) -> b.vector(i, new double[2])));
    }

    private static Arguments wrong(String field, String given, BiConsumer<TableBuilder, Integer> set) {
        return Arguments.of(field, given, set);
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void valuesOfAnotherTypeAreRefusedWithFieldAndType(
            String field, String given, BiConsumer<TableBuilder, Integer> set) {
        TableBuilder builder = new TableBuilder(ALL).startRow();
        int position = ALL.requireIndex(field);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.accept(builder, position))
                .withMessage(
                        "field '%s' is %s and cannot take %s",
                        field, ALL.field(field).type(), given);
        assertThat(builder.build().row(0).isNull(position)).isTrue();
    }

    @Test
    void vectorOfAnotherLengthLeavesItsCellMissing() {
        TableBuilder builder = new TableBuilder(ALL).startRow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.vector(6, new double[3]))
                .withMessage("vector of 'embedding' must have 2 components but has 3");
        assertThat(builder.build().row(0).isNull(6)).isTrue();
    }

    @Test
    void instantOutOfRangeLeavesItsCellMissing() {
        TableBuilder builder = new TableBuilder(ALL).startRow();

        assertThatThrownBy(() -> builder.instant(5, Instant.MIN)).isInstanceOf(ArithmeticException.class);
        assertThat(builder.build().row(0).isNull(5)).isTrue();
    }

    @Test
    void vectorsAreCopied() {
        double[] vector = {1, 2};
        TableBuilder builder = new TableBuilder(ALL).startRow();
        builder.vector(6, vector);
        vector[0] = 9;

        assertThat(builder.build().row(0).vector(6)).containsExactly(1, 2);
    }

    @Test
    void builtTableDoesNotChangeWhenTheBuilderGoesOn() {
        TableBuilder builder = filled(new TableBuilder(ALL), 1);
        Table built = builder.build();
        builder.dropRow();
        filled(filled(builder, 2), 3);

        assertThat(built.rowCount()).isOne();
        assertThat(isFilled(built.row(0), 1)).isTrue();
        assertThat(built.column("country", CategoryColumn.class).dictionary()).containsExactly("word 1");
    }

    @Test
    void builderGoesOnAfterATableIsBuilt() {
        TableBuilder builder = filled(new TableBuilder(ALL), 1);
        builder.build();
        Table longer = filled(builder, 2).build();

        assertThat(isFilled(longer.row(0), 1) && isFilled(longer.row(1), 2)).isTrue();
    }

    @Test
    void addCopiesAWholeRow() {
        Table source = filled(new TableBuilder(ALL), 4).startRow().build();
        Table copy = new TableBuilder(ALL).add(source.row(1)).add(source.row(0)).build();

        assertThat(IntStream.range(0, ALL.size()).allMatch(copy.row(0)::isNull)).isTrue();
        assertThat(isFilled(copy.row(1), 4)).isTrue();
    }

    @Test
    void addRefusesARowOfAnotherSchema() {
        Row other = new TableBuilder(Schema.of(Field.of("x", DataType.INT64)))
                .startRow()
                .build()
                .row(0);
        TableBuilder builder = new TableBuilder(ALL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(other))
                .withMessageStartingWith("row must have schema [flag:BOOLEAN,")
                .withMessageEndingWith("but has [x:INT64]");
        assertThat(builder.rowCount()).isZero();
    }

    @Test
    void aTableWithoutColumnsKeepsItsRows() {
        assertThat(new TableBuilder(Schema.of()).startRow().startRow().build().rowCount())
                .isEqualTo(2);
    }

    @Test
    void wideVectorsTakeRoomForTheRowsThereAre() {
        // 64 rows of this width would be 2 GiB, more than the tests' heap.
        Schema wide = Schema.of(Field.of("v", DataType.vector(1 << 22)));
        TableBuilder builder = new TableBuilder(wide).startRow();
        builder.vector(0, new double[1 << 22]);

        assertThat(builder.build().row(0).isNull(0)).isFalse();
    }

    private static TableBuilder filled(TableBuilder builder, int i) {
        builder.startRow();
        builder.bool(0, i % 2 == 1);
        builder.int64(1, i);
        builder.float64(2, i / 2.0);
        builder.text(3, "note " + i);
        builder.text(4, "word " + i % 10);
        builder.instant(5, AT.plusSeconds(i));
        builder.vector(6, new double[] {i, -i});
        return builder;
    }

    private static boolean isFilled(Row row, int i) {
        return IntStream.range(0, ALL.size()).noneMatch(row::isNull)
                && row.bool(0) == (i % 2 == 1)
                && row.int64(1) == i
                && row.number(2) == i / 2.0
                && ("note " + i).equals(row.text(3))
                && ("word " + i % 10).equals(row.text(4))
                && AT.plusSeconds(i).equals(row.instant(5))
                && row.vector(6)[0] == i
                && row.vector(6)[1] == -i;
    }
}
