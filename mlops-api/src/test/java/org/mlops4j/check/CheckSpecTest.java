package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckSpecTest {

    private static final CheckSpec SPEC = CheckSpec.of("metric")
            .with("metric", "auc")
            .with("bound", 0.8)
            .with("slices", List.of("region", "age"))
            .with("strict", true);

    static Stream<Arguments> equalInJson() {
        return Stream.of(
                Arguments.of(1, 1.0),
                Arguments.of((byte) 1, 1L),
                Arguments.of((short) 1, 1.0f),
                Arguments.of(-0.0, 0),
                Arguments.of(9007199254740992L, 9007199254740992.0),
                Arguments.of(100_000_000_000_000_000L, 1e17),
                // RFC 8785 writes 2^60 with these digits.
                Arguments.of(1_152_921_504_606_847_000L, (double) (1L << 60)),
                Arguments.of(DayOfWeek.MONDAY, "MONDAY"),
                Arguments.of(List.of(1, 2.0), List.of(1.0, 2)),
                Arguments.of(Map.of("b", 1, "a", 2), Map.of("a", 2.0, "b", 1.0)));
    }

    /** Whoever writes a spec as JSON and reads it back gets longs for whole numbers, and must get an equal spec. */
    @ParameterizedTest
    @MethodSource("equalInJson")
    void valuesWithOneJsonFormAreOneValue(Object first, Object second) {
        CheckSpec spec = CheckSpec.of("metric").with("p", first);

        assertThat(spec)
                .isEqualTo(CheckSpec.of("metric").with("p", second))
                .hasSameHashCodeAs(CheckSpec.of("metric").with("p", second));
    }

    @Test
    void differentValuesMakeDifferentSpecs() {
        assertThat(SPEC.with("bound", 0.80001)).isNotEqualTo(SPEC);
        assertThat(CheckSpec.of("other").with(SPEC.parameters())).isNotEqualTo(SPEC);
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersThatJsonReadersWouldChangeAreRefused(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckSpec.of("metric").with("seed", value))
                .withMessage("seed must be an integer within 2^53, which every reader of JSON keeps, but was " + value
                        + "; give it as a string");
    }

    static Stream<Object> notPlain() {
        return Stream.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Float.NaN,
                new BigDecimal("1"),
                'c',
                new Object(),
                List.of(1, Double.NaN),
                Map.of("a", new int[0]));
    }

    @ParameterizedTest
    @MethodSource("notPlain")
    void otherValuesAreRefusedByName(Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckSpec.of("metric").with("p", value))
                .withMessageStartingWith("p")
                .withMessageContaining(
                        "must be a string, a finite number, a boolean, or a list or map of such but was ");
    }

    @Test
    void nullIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckSpec.of("metric").with("p", Arrays.asList("a", null)))
                .withMessage("p must be a string, a finite number, a boolean, or a list or map of such but was null");
    }

    @Test
    void aWrongValueInAMapIsNamedByItsPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckSpec.of("metric").with("p", Map.of("q", Map.of("r", Double.NaN))))
                .withMessageStartingWith("p.q.r must be");
    }

    @Test
    void parametersAreCopiedAtEveryDepth() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> parameters = new HashMap<>(Map.of("p", list));
        CheckSpec spec = new CheckSpec("metric", parameters);
        list.add("b");
        parameters.clear();

        assertThat(spec).isEqualTo(CheckSpec.of("metric").with("p", List.of("a")));
    }

    @Test
    void parametersCannotBeChanged() {
        assertThatThrownBy(() -> SPEC.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) SPEC.parameters().get("slices")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void parametersAreSortedByName() {
        assertThat(SPEC.parameters().keySet()).containsExactly("bound", "metric", "slices", "strict");
    }

    @Test
    void withReplacesAParameter() {
        assertThat(SPEC.with("bound", 0.9).number("bound")).isEqualTo(0.9);
        assertThat(SPEC.number("bound")).isEqualTo(0.8);
    }

    @Test
    void withManyAddsThemAll() {
        CheckSpec more = SPEC.with(Map.of("bound", 2, "n", 5));

        assertThat(List.of(more.number("bound"), more.number("n"))).containsExactly(2.0, 5.0);
    }

    @Test
    void parametersAreReadByType() {
        assertThat(SPEC.text("metric")).isEqualTo("auc");
        assertThat(SPEC.texts("slices")).containsExactly("region", "age");
        assertThat(SPEC.has("strict")).isTrue();
        assertThat(SPEC.has("absent")).isFalse();
    }

    @Test
    void enumConstantsAreReadInAnyCase() {
        assertThat(CheckSpec.of("k").with("day", "monday").enumeration("day", DayOfWeek.class))
                .isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void aParameterOfAnotherTypeIsNamedWithItsCheck() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.number("metric"))
                .withMessage("parameter 'metric' of check 'metric' must be a number but was auc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.texts("absent"))
                .withMessage("parameter 'absent' of check 'metric' must be a list but is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aKindMustNotBeBlank(String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckSpec.of(kind))
                .withMessage("kind of check must not be blank");
    }
}
