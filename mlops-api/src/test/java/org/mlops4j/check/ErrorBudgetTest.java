package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.ErrorBudget.Method;

class ErrorBudgetTest {

    /** statsmodels; see the README beside the file. */
    @ParameterizedTest
    @CsvFileSource(resources = "adjusted_p_values.csv", numLinesToSkip = 1)
    void adjustsAsStatsmodelsDoes(String source, Method method, String p, String expected) {
        assertThat(new ErrorBudget(method, 0.05).adjust(numbers(p)))
                .as(source)
                .containsExactly(numbers(expected), within(1e-15));
    }

    @Test
    void noBudgetAdjustsNothing() {
        assertThat(ErrorBudget.none().adjust(new double[] {0.2, 0.01})).containsExactly(0.2, 0.01);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void theGivenArrayIsNotChanged(Method method) {
        double[] p = {0.2, 0.01};
        new ErrorBudget(method, 0.05).adjust(p)[0] = 9;

        assertThat(p).containsExactly(0.2, 0.01);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void noneOrOnePValueStaysAsItIs(Method method) {
        ErrorBudget budget = new ErrorBudget(method, 0.05);

        assertThat(budget.adjust(new double[0])).isEmpty();
        assertThat(budget.adjust(new double[] {0.03})).containsExactly(0.03);
    }

    /** By hand: Holm 3 p, 2 p, 1 p made monotone; ties share the larger factor. */
    @Test
    void holmGivesTiesOneValue() {
        assertThat(ErrorBudget.holm(0.05).adjust(new double[] {0.25, 0.125, 0.125}))
                .containsExactly(0.375, 0.375, 0.375);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void pValuesMustBeProbabilities(double p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorBudget.holm(0.05).adjust(new double[] {0.5, p}))
                .withMessage("p-values must be in [0, 1] but number 1 was " + p);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 5, Double.NaN})
    void levelMustLieBetweenZeroAndOne(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorBudget.benjaminiHochberg(level))
                .withMessage("level must be in (0, 1) but was " + level);
    }

    @Test
    void aMethodMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ErrorBudget(null, 0.05))
                .withMessage("method");
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
