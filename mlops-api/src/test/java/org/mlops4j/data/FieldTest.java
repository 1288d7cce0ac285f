package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

    private static final Field AGE =
            Field.builder("age", DataType.INT64).range(18, 120).build();

    @Test
    void byDefaultItIsAnInternalFeatureThatMustBeThere() {
        Field field = Field.of("x", DataType.FLOAT64);

        assertThat(field.roles()).containsExactly(Role.FEATURE);
        assertThat(field.sensitivity()).isEqualTo(Sensitivity.INTERNAL);
        assertThat(field.ruleBrokenByNull()).contains("must not be missing");
        assertThat(field.zone()).isEmpty();
    }

    @Test
    void byDefaultEveryNumberIsAllowed() {
        Field field = Field.of("x", DataType.FLOAT64);

        assertThat(Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)
                        .allMatch(value -> field.ruleBrokenBy(value).isEmpty()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"18, true", "120, true", "17.999999, false", "120.000001, false", "NaN, false", "Infinity, false"})
    void rangeIncludesItsEndsAndNothingBeyond(double value, boolean allowed) {
        assertThat(AGE.ruleBrokenBy(value).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void brokenRangeIsSaidInWords() {
        assertThat(AGE.ruleBrokenBy(7)).contains("must be in [18.0, 120.0]");
    }

    @Test
    void aRangeMayBeOpenOnOneSide() {
        Field field = Field.builder("x", DataType.FLOAT64)
                .range(0, Double.POSITIVE_INFINITY)
                .build();

        assertThat(field.ruleBrokenBy(Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(field.ruleBrokenBy(-1)).isPresent();
        assertThat(field.ruleBrokenBy(Double.NaN)).isPresent();
    }

    @Test
    void allowedWordsAreAllThatIsAllowed() {
        Field field = Field.builder("country", DataType.CATEGORY)
                .allowed("FR", "DE", "FR")
                .build();

        assertThat(field.allowed()).containsExactly("FR", "DE");
        assertThat(field.ruleBrokenBy("DE")).isEmpty();
        assertThat(field.ruleBrokenBy("de")).contains("must be one of [FR, DE]");
    }

    @Test
    void withoutAllowedWordsAnyIsAllowed() {
        assertThat(Field.of("note", DataType.STRING).ruleBrokenBy("anything")).isEmpty();
    }

    @Test
    void nullableAllowsNull() {
        assertThat(Field.builder("x", DataType.INT64).nullable().build().ruleBrokenByNull())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u007f"})
    void namesThatAreBlankOrHoldControlCharactersAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.of(name, DataType.INT64))
                .withMessageStartingWith("field name must be 1 to 255 characters without control characters but was '");
    }

    @Test
    void namesOf255CharactersAreTheLongest() {
        assertThat(Field.of("x".repeat(255), DataType.INT64).name()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.of("x".repeat(256), DataType.INT64))
                .withMessageEndingWith("(256 characters)");
    }

    @Test
    void aRangeNeedsANumericField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.builder("note", DataType.STRING).range(0, 1))
                .withMessage("only a numeric field has a range but 'note' is STRING");
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "NaN, 1", "0, NaN"})
    void aRangeNeedsOrderedEnds(double lowest, double highest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.builder("x", DataType.FLOAT64).range(lowest, highest))
                .withMessage("range of field 'x' must have lowest <= highest but was [%s, %s]", lowest, highest);
    }

    @Test
    void allowedWordsNeedATextField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.builder("x", DataType.INT64).allowed("a"))
                .withMessage("only a STRING or CATEGORY field has allowed words but 'x' is INT64");
    }

    @Test
    void aZoneNeedsAnInstantField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.builder("x", DataType.INT64).zone(ZoneOffset.UTC))
                .withMessage("only an INSTANT field has a zone but 'x' is INT64");
    }

    @Test
    void noRolesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.builder("x", DataType.INT64).roles(List.of()))
                .withMessage("field 'x' must have at least one role but had none");
    }

    @Test
    void rolesAndWordsCannotBeChanged() {
        assertThatThrownBy(() -> AGE.roles().add(Role.ID)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> AGE.allowed().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBuilderUsedAgainDoesNotChangeWhatItBuilt() {
        Field.Builder builder = Field.builder("country", DataType.CATEGORY).allowed("DE");
        Field built = builder.build();
        builder.allowed("FR").nullable().roles(Role.ID);

        assertThat(built)
                .isEqualTo(Field.builder("country", DataType.CATEGORY)
                        .allowed("DE")
                        .build());
    }

    @Test
    void toBuilderKeepsEveryProperty() {
        Field text = Field.builder("country", DataType.CATEGORY)
                .roles(EnumSet.of(Role.SLICE, Role.FEATURE))
                .nullable()
                .allowed("DE", "FR")
                .sensitivity(Sensitivity.SECRET)
                .build();
        Field instant = Field.builder("at", DataType.INSTANT)
                .zone(ZoneId.of("Europe/Berlin"))
                .build();

        assertThat(List.of(
                        text.toBuilder().build(),
                        instant.toBuilder().build(),
                        AGE.toBuilder().build()))
                .containsExactly(text, instant, AGE);
    }

    static Stream<UnaryOperator<Field.Builder>> changes() {
        return Stream.of(
                field -> field.range(18, 121),
                field -> field.range(17, 120),
                field -> field.nullable(),
                field -> field.roles(Role.ID),
                field -> field.sensitivity(Sensitivity.PUBLIC));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyPropertyCountsForEquality(UnaryOperator<Field.Builder> change) {
        assertThat(change.apply(AGE.toBuilder()).build()).isNotEqualTo(AGE);
    }

    @Test
    void nameTypeWordsAndZoneCountForEqualityToo() {
        assertThat(Field.of("x", DataType.INT64)).isNotEqualTo(Field.of("y", DataType.INT64));
        assertThat(Field.of("x", DataType.vector(1))).isNotEqualTo(Field.of("x", DataType.vector(2)));
        assertThat(Field.builder("x", DataType.STRING).allowed("a", "b").build())
                .isNotEqualTo(
                        Field.builder("x", DataType.STRING).allowed("b", "a").build());
        assertThat(Field.builder("x", DataType.INSTANT).zone(ZoneOffset.UTC).build())
                .isNotEqualTo(Field.of("x", DataType.INSTANT));
    }

    @Test
    void negativeZeroIsTheSameBoundAsZero() {
        Field negative = Field.builder("x", DataType.FLOAT64).range(-0.0, 1).build();
        Field positive = Field.builder("x", DataType.FLOAT64).range(0.0, 1).build();

        assertThat(negative).isEqualTo(positive).hasSameHashCodeAs(positive);
    }

    @Test
    void toStringMarksNullableFields() {
        assertThat(List.of(AGE.toString(), AGE.toBuilder().nullable().build().toString()))
                .containsExactly("age:INT64", "age:INT64?");
    }
}
