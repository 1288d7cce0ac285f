package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.core.evaluation.Golden.CLOSED_FORM;
import static org.mlops4j.core.evaluation.Golden.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.Interval;
import org.mlops4j.core.evaluation.internal.Intervals;
import org.mlops4j.core.json.internal.JsonObject;

/** Expected values: statsmodels 0.13.5, in expected.json and stats_intervals.json. */
class WilsonIntervalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wilson_226_285",
                "wilson_0_20",
                "wilson_20_20",
                "wilson_1_30",
                "wilson_95_100",
                "wilson_9990_10000"
            })
    void isThatOfStatsmodels(String id) {
        JsonObject parameters = Golden.entry(id).object("params");
        double n = parameters.number("n");
        Interval interval = Intervals.wilson(parameters.number("k") / n, n, parameters.number("confidence"));

        assertClose(interval, Golden.numbers(id), CLOSED_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wilson_lower1s_20_20", "wilson_lower1s_95_100", "wilson_lower1s_9990_10000"})
    void of90PercentHasTheOneSidedBoundOf95Percent(String id) {
        JsonObject parameters = Golden.entry(id).object("params");
        double n = parameters.number("n");

        assertThat(Intervals.wilson(parameters.number("k") / n, n, 0.90).low())
                .isCloseTo(Golden.number(id), within(CLOSED_FORM));
    }

    @Test
    void isThatOfStatsmodelsForFewAndManyRows() {
        for (JsonObject row : Golden.intervals().objects("one_proportion")) {
            double n = row.number("n");
            double share = row.number("k") / n;

            assertClose(Intervals.wilson(share, n, 0.95), row.numbers("wilson"), CLOSED_FORM);
            assertClose(Intervals.wilson(share, n, 0.99), row.numbers("wilson_99"), CLOSED_FORM);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void reachesTheEndOfTheRangeExactly(double share) {
        Interval interval = Intervals.wilson(share, 20, 0.95);

        assertThat(share == 0 ? interval.low() : interval.high()).isEqualTo(share);
    }
}
