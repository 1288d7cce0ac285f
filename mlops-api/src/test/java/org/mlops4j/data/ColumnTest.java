package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {

    private static final Field FLAG = nullable("flag", DataType.BOOLEAN);
    private static final Field COUNT = nullable("count", DataType.INT64);
    private static final Field AMOUNT = nullable("amount", DataType.FLOAT64);
    private static final Field NOTE = nullable("note", DataType.STRING);
    private static final Field COUNTRY = nullable("country", DataType.CATEGORY);
    private static final Field AT = nullable("at", DataType.INSTANT);
    private static final Field EMBEDDING = nullable("embedding", DataType.vector(2));

    /** Three rows, the middle one missing. */
    private static final List<Column> ALL = List.of(
            BooleanColumn.of(FLAG, new boolean[] {true, true, false}, middle()),
            Int64Column.of(COUNT, new long[] {1, 2, 3}, middle()),
            Float64Column.of(AMOUNT, new double[] {1.5, 2.5, 3.5}, middle()),
            StringColumn.of(NOTE, "a", null, "c"),
            CategoryColumn.of(COUNTRY, "DE", null, "DE"),
            InstantColumn.of(AT, Instant.EPOCH, null, Instant.ofEpochSecond(1)),
            VectorColumn.of(EMBEDDING, Arrays.asList(new double[] {1, 2}, null, new double[] {3, 4})));

    static Stream<Column> columns() {
        return ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void missingValuesAreMissingInEveryType(Column column) {
        assertThat(List.of(column.isNull(0), column.isNull(1), column.isNull(2)))
                .containsExactly(false, true, false);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void missingValuesAreCountedInEveryType(Column column) {
        assertThat(column.nullCount()).isOne();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void missingValuesHaveNoTextInAnyType(Column column) {
        assertThat(column.text(1)).isNull();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void rowsThatDoNotExistAreRefusedInEveryType(Column column) {
        assertThatThrownBy(() -> column.isNull(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> column.text(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void rowsBeyondAViewAreRefusedInEveryType(Column column) {
        Column view = Table.of(column).slice(0, 2).column(0);

        assertThatThrownBy(() -> view.text(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("flag", "true", "false"),
                Arguments.of("count", "1", "3"),
                Arguments.of("amount", "1.5", "3.5"),
                Arguments.of("note", "a", "c"),
                Arguments.of("country", "DE", "DE"),
                Arguments.of("at", "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z"),
                Arguments.of("embedding", "[1.0, 2.0]", "[3.0, 4.0]"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTypeHasAText(String name, String first, String third) {
        Column column = Table.of(ALL).column(name);

        assertThat(List.of(column.text(0), column.text(2))).containsExactly(first, third);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void numericTypesGiveNumbersAndOthersRefuse(Column column) {
        if (column.field().type().isNumeric()) {
            assertThat(column.toNumbers()).hasSize(3);
            assertThat(column.number(1)).isNaN();
        } else {
            assertThatThrownBy(column::toNumbers)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "field '%s' is %s, not numeric",
                            column.field().name(), column.field().type());
        }
    }

    @Test
    void noRowsOfATextAreNoNumbersEither() {
        Column empty = StringColumn.of(NOTE);

        assertThatThrownBy(empty::toNumbers).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aColumnTakesOnlyItsOwnTypeOfField(Column column) {
        Field wrong = column.field().type().isText() ? AMOUNT : NOTE;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> remade(column, wrong))
                .withMessage(
                        "field '%s' must be %s for this column but is %s",
                        wrong.name(), column.field().type().kind(), wrong.type());
    }

    private static Column remade(Column column, Field field) {
        return switch (column.field().type().kind()) {
            case BOOLEAN -> BooleanColumn.of(field, new boolean[0]);
            case INT64 -> Int64Column.of(field, new long[0]);
            case FLOAT64 -> Float64Column.of(field, new double[0]);
            case STRING -> StringColumn.of(field);
            case CATEGORY -> CategoryColumn.of(field);
            case INSTANT -> InstantColumn.of(field);
            case VECTOR -> VectorColumn.of(field, List.of(new double[] {1, 2, 3}));
        };
    }

    @Test
    void copyNumbersWritesMissingAsNan() {
        double[] target = {9, 9, 9, 9, 9};

        Table.of(ALL).column("count").copyNumbers(0, target, 1, 3);

        assertThat(target).containsExactly(9, 1, Double.NaN, 3, 9);
    }

    @Test
    void copyNumbersRefusesATargetThatIsTooShort() {
        Column column = Table.of(ALL).column("count");

        assertThatThrownBy(() -> column.copyNumbers(0, new double[2], 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Nested
    @DisplayName("Float64Column")
    class Float64 {

        @Test
        void nanIsAValueAndNotMissing() {
            Float64Column column = Float64Column.of(AMOUNT, new double[] {Double.NaN});

            assertThat(column.at(0)).isNaN();
            assertThat(column.isNull(0)).isFalse();
        }

        @Test
        void missingReadsAsNanWhateverTheArrayHeld() {
            assertThat(Float64Column.of(AMOUNT, new double[] {1, 2, 3}, middle())
                            .at(1))
                    .isNaN();
        }

        @Test
        void sourceArrayIsCopied() {
            double[] source = {1, 2};
            Float64Column column = Float64Column.of(AMOUNT, source);
            source[0] = 9;

            assertThat(column.at(0)).isEqualTo(1);
        }

        @Test
        void missingRowsAreCopied() {
            BitSet nulls = middle();
            Float64Column column = Float64Column.of(AMOUNT, new double[] {1, 2, 3}, nulls);
            nulls.set(0);

            assertThat(column.isNull(0)).isFalse();
        }

        @Test
        void missingRowsBeyondTheLastAreIgnored() {
            BitSet nulls = new BitSet();
            nulls.set(7);

            assertThat(Float64Column.of(AMOUNT, new double[] {1, 2}, nulls).nullCount())
                    .isZero();
        }

        @Test
        void copiedArrayIsNotTheColumnsOwn() {
            Float64Column column = Float64Column.of(AMOUNT, new double[] {1, 2});
            column.toNumbers()[0] = 9;

            assertThat(column.at(0)).isEqualTo(1);
        }

        @Test
        void copyToCopiesASliceOfASlice() {
            Table table = Table.of(Float64Column.of(AMOUNT, new double[] {0, 1, 2, 3, 4}))
                    .slice(1, 5);
            double[] target = new double[2];

            table.column("amount", Float64Column.class).copyTo(2, target, 0, 2);

            assertThat(target).containsExactly(3, 4);
        }

        @Test
        void copyToCopiesSelectedRows() {
            Table table = Table.of(Float64Column.of(AMOUNT, new double[] {0, 1, 2, 3, 4}))
                    .select(4, 4, 0);
            double[] target = new double[2];

            table.column("amount", Float64Column.class).copyTo(1, target, 0, 2);

            assertThat(target).containsExactly(4, 0);
        }

        @Test
        void copyToRefusesRowsBeyondAView() {
            Float64Column column = Table.of(Float64Column.of(AMOUNT, new double[5]))
                    .slice(0, 2)
                    .column("amount", Float64Column.class);

            assertThatThrownBy(() -> column.copyTo(1, new double[9], 0, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Nested
    @DisplayName("Int64Column")
    class Int64 {

        @Test
        void missingReadsAsZeroWhateverTheArrayHeld() {
            assertThat(Int64Column.of(COUNT, new long[] {7, 7, 7}, middle()).at(1))
                    .isZero();
        }

        @Test
        void sourceArrayIsCopied() {
            long[] source = {1};
            Int64Column column = Int64Column.of(COUNT, source);
            source[0] = 9;

            assertThat(column.at(0)).isEqualTo(1);
        }

        @Test
        void numbersKeepAllBitsOfALong() {
            assertThat(Int64Column.of(COUNT, new long[] {Long.MAX_VALUE}).at(0)).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void copyToCopiesViewsOfEitherKind() {
            Table table = Table.of(Int64Column.of(COUNT, new long[] {0, 1, 2, 3}));
            long[] target = new long[4];

            table.slice(2, 4).column("count", Int64Column.class).copyTo(0, target, 0, 2);
            table.select(3, 1).column("count", Int64Column.class).copyTo(0, target, 2, 2);

            assertThat(target).containsExactly(2, 3, 3, 1);
        }

        @Test
        void copyToRefusesATargetThatIsTooShort() {
            Int64Column column = Int64Column.of(COUNT, new long[3]);

            assertThatThrownBy(() -> column.copyTo(0, new long[2], 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Nested
    @DisplayName("BooleanColumn")
    class Booleans {

        @Test
        void missingReadsAsFalseWhateverTheArrayHeld() {
            assertThat(BooleanColumn.of(FLAG, new boolean[] {true, true, true}, middle())
                            .at(1))
                    .isFalse();
        }

        @Test
        void numbersAreZeroAndOne() {
            assertThat(BooleanColumn.of(FLAG, new boolean[] {true, false}).toNumbers())
                    .containsExactly(1, 0);
        }

        @Test
        void sourceArrayIsCopied() {
            boolean[] source = {true};
            BooleanColumn column = BooleanColumn.of(FLAG, source);
            source[0] = false;

            assertThat(column.at(0)).isTrue();
        }

        @Test
        void copyToCopiesViewsOfEitherKind() {
            Table table = Table.of(BooleanColumn.of(FLAG, new boolean[] {true, false, true}));
            boolean[] target = new boolean[4];

            table.slice(1, 3).column("flag", BooleanColumn.class).copyTo(0, target, 0, 2);
            table.select(2, 1).column("flag", BooleanColumn.class).copyTo(0, target, 2, 2);

            assertThat(target).containsExactly(false, true, true, false);
        }
    }

    @Nested
    @DisplayName("StringColumn")
    class Strings {

        @Test
        void emptyTextIsAValueAndNotMissing() {
            assertThat(StringColumn.of(NOTE, "").isNull(0)).isFalse();
        }

        @Test
        void sourceArrayIsCopied() {
            String[] source = {"a"};
            StringColumn column = StringColumn.of(NOTE, source);
            source[0] = "b";

            assertThat(column.at(0)).isEqualTo("a");
        }
    }

    @Nested
    @DisplayName("CategoryColumn")
    class Categories {

        private final CategoryColumn column = CategoryColumn.of(COUNTRY, "FR", "DE", null, "FR");

        @Test
        void dictionaryHoldsEachWordOnceInOrderOfAppearance() {
            assertThat(column.dictionary()).containsExactly("FR", "DE");
        }

        @Test
        void codesPointIntoTheDictionary() {
            int[] codes = new int[4];
            column.copyCodesTo(0, codes, 0, 4);

            assertThat(codes).containsExactly(0, 1, CategoryColumn.NULL_CODE, 0);
        }

        @Test
        void viewsShareTheDictionary() {
            CategoryColumn view = Table.of(column).slice(1, 2).column("country", CategoryColumn.class);

            assertThat(view.dictionary()).containsExactly("FR", "DE");
            assertThat(view.at(0)).isEqualTo("DE");
        }

        @Test
        void codesAndDictionaryAreCopied() {
            int[] codes = {0, 1};
            String[] words = {"a", "b"};
            CategoryColumn made = CategoryColumn.ofCodes(COUNTRY, codes, Arrays.asList(words));
            codes[0] = 1;
            words[0] = "z";

            assertThat(made.at(0)).isEqualTo("a");
        }

        @Test
        void nullCodeIsMissing() {
            assertThat(CategoryColumn.ofCodes(COUNTRY, new int[] {-1}, List.of("a"))
                            .isNull(0))
                    .isTrue();
        }

        @Test
        void codesOutsideTheDictionaryAreRefused() {
            assertThatThrownBy(() -> CategoryColumn.ofCodes(COUNTRY, new int[] {1}, List.of("a")))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> CategoryColumn.ofCodes(COUNTRY, new int[] {-2}, List.of("a")))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }

        @Test
        void aWordTwiceInTheDictionaryIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CategoryColumn.ofCodes(COUNTRY, new int[] {0, 1}, List.of("a", "a")))
                    .withMessage("dictionary of field 'country' must hold each word once but holds 2 words of which 1 "
                            + "are distinct");
        }
    }

    @Nested
    @DisplayName("InstantColumn")
    class Instants {

        @Test
        void instantsAreCutToTheMicrosecond() {
            InstantColumn column = InstantColumn.of(AT, Instant.ofEpochSecond(5, 1_999));

            assertThat(column.at(0)).isEqualTo(Instant.ofEpochSecond(5, 1_000));
        }

        @Test
        void instantsBeforeTheEpochAreCutTowardsThePast() {
            InstantColumn column = InstantColumn.of(AT, Instant.ofEpochSecond(-1, 999_999_999));

            assertThat(column.epochMicros(0)).isEqualTo(-1);
        }

        @Test
        void missingInstantsAreZeroMicros() {
            assertThat(InstantColumn.of(AT, (Instant) null).epochMicros(0)).isZero();
        }

        @Test
        void instantsOutOfRangeAreRefused() {
            assertThatThrownBy(() -> InstantColumn.of(AT, Instant.MAX)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Nested
    @DisplayName("VectorColumn")
    class Vectors {

        @Test
        void vectorsAreCopiedInAndOut() {
            double[] source = {1, 2};
            VectorColumn column = VectorColumn.of(EMBEDDING, List.of(source));
            source[0] = 9;
            column.at(0)[1] = 9;

            assertThat(column.at(0)).containsExactly(1, 2);
        }

        @Test
        void missingVectorIsNull() {
            assertThat(VectorColumn.of(EMBEDDING, Collections.singletonList(null))
                            .at(0))
                    .isNull();
        }

        @Test
        void missingVectorIsCopiedAsNan() {
            double[] target = {9, 9, 9};
            VectorColumn.of(EMBEDDING, Collections.singletonList(null)).copyTo(0, target, 1);

            assertThat(target).containsExactly(9, Double.NaN, Double.NaN);
        }

        @Test
        void copyToCopiesAViewsRow() {
            VectorColumn view = Table.of(VectorColumn.of(
                            EMBEDDING, List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6})))
                    .select(2, 0)
                    .column("embedding", VectorColumn.class);
            double[] target = new double[2];
            view.copyTo(0, target, 0);

            assertThat(target).containsExactly(5, 6);
        }

        @Test
        void copyToRefusesATargetThatIsTooShort() {
            VectorColumn column = VectorColumn.of(EMBEDDING, List.of(new double[] {1, 2}));

            assertThatThrownBy(() -> column.copyTo(0, new double[2], 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }

        @Test
        void vectorsOfAnotherLengthAreRefusedWithTheirRow() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VectorColumn.of(EMBEDDING, List.of(new double[2], new double[3])))
                    .withMessage("vector in row 1 of 'embedding' must have 2 components but has 3");
        }
    }

    private static Field nullable(String name, DataType type) {
        return Field.builder(name, type).nullable().build();
    }

    private static BitSet middle() {
        BitSet nulls = new BitSet();
        nulls.set(1);
        return nulls;
    }
}
