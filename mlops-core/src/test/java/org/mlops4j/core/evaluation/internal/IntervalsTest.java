package org.mlops4j.core.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mlops4j.check.Interval;

class IntervalsTest {

    /** The example 36, 12, 2, 0 of Newcombe (1998): 0.0569 to 0.3404 by method 10, as the golden set's README has it. */
    @Test
    void pairedSharesAreThoseOfThePaper() {
        Interval interval = Intervals.pairedShares(36, 12, 2, 0, 0.95);

        assertThat(interval.low()).isCloseTo(0.0569, within(5e-5));
        assertThat(interval.high()).isCloseTo(0.3404, within(5e-5));
    }

    @Test
    void pairedSharesKeepTheirWidthIfBothAreAlwaysRight() {
        Interval interval = Intervals.pairedShares(50, 0, 0, 0, 0.95);
        double lowest = Intervals.wilson(1, 50, 0.95).low();

        assertThat(interval.low()).isCloseTo(lowest - 1, within(1e-15));
        assertThat(interval.high()).isCloseTo(1 - lowest, within(1e-15));
    }

    @Test
    void equalRowsOfAShareAreClopperPearson() {
        // 1 - 0.05^(1/299) = 0.00997: the 299 rows without failure that show less than 1 % of them at 95 %.
        assertThat(Intervals.ofEqualRows(0, 0, 1, 299, 0.90).high()).isLessThan(0.01);
        assertThat(Intervals.ofEqualRows(0, 0, 1, 298, 0.90).high()).isGreaterThan(0.01);
    }

    @Test
    void logitNeverLeavesTheUnitInterval() {
        Interval interval = Intervals.logit(0.999, 0.4, 0.99, "m");

        assertThat(interval.low()).isGreaterThanOrEqualTo(0);
        assertThat(interval.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void normalIsCutToTheRange() {
        Interval interval = Intervals.normal(0.9, 0.4, -1, 1, 0.95, "m");

        assertThat(interval.high()).isEqualTo(1);
        assertThat(interval.low()).isCloseTo(0.9 - 1.959963984540054 * 0.4, within(1e-12));
    }
}
