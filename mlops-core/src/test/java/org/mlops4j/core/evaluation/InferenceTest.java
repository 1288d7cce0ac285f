package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Reason;
import org.mlops4j.core.evaluation.internal.Intervals;

class InferenceTest {

    /** A normal estimate of 0 with standard error 1. */
    private static final Inference STANDARD =
            confidence -> Estimate.of(0, 10).with(Intervals.normal(0, 1, -100, 100, confidence, "normal"));

    /** Tails of the standard normal distribution, from tables. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.15865525393145707",
        "-1, 0.8413447460685429",
        "1.6448536269514722, 0.05",
        "3, 0.0013498980316300945",
        "6, 9.865876450376946e-10",
        "0, 0.5"
    })
    void pValueOfALowerBoundIsTheTailBeyondIt(double bound, double expected) {
        double p = STANDARD.pValue(DecisionRule.atLeast(bound)).orElseThrow();

        assertThat(p).isCloseTo(expected, within(1e-6 * expected));
    }

    @Test
    void pValueOfAnUpperBoundIsTheOtherTail() {
        assertThat(STANDARD.pValue(DecisionRule.atMost(-1)).orElseThrow()).isCloseTo(0.15865525393145707, within(1e-9));
    }

    @Test
    void pValueStopsWhereTailsAreNotToldApart() {
        assertThat(STANDARD.pValue(DecisionRule.atLeast(50)).orElseThrow())
                .isCloseTo(Inference.SMALLEST_TAIL, within(1e-20));
    }

    @Test
    void pValueOfACertainNumberIsNearlyZeroOrOne() {
        Inference certain = confidence -> Estimate.of(1, 10).with(new Interval(1, 1, confidence, "none"));

        assertThat(certain.pValue(DecisionRule.atLeast(2)).orElseThrow()).isLessThan(1e-14);
        assertThat(certain.pValue(DecisionRule.atLeast(0)).orElseThrow()).isGreaterThan(1 - 1e-14);
    }

    @Test
    void thereIsNoPValueWithoutAnInterval() {
        assertThat(Inference.of(Estimate.of(1, 10)).pValue(DecisionRule.atLeast(0)))
                .isEmpty();
    }

    @Test
    void thereIsNoPValueOfAnUndefinedNumber() {
        assertThat(Inference.of(Estimate.undefined(Reason.EMPTY, "no rows", 0)).pValue(DecisionRule.atLeast(0)))
                .isEmpty();
    }
}
