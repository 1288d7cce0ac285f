package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.check.Interval;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/** Expected values by SciPy; see README.md beside golden.json. */
class ScipyStatisticsTest {

    private static final JsonObject GOLDEN = golden();
    private static final double CLOSED_FORM = 1e-12;
    private static final double ROOT = 1e-7;

    private static JsonObject golden() {
        try (InputStream in = ScipyStatisticsTest.class.getResourceAsStream("golden.json")) {
            return Json.parseObject("golden", Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonObject> tables() {
        return GOLDEN.objects("tables").stream();
    }

    static Stream<JsonObject> samples() {
        return GOLDEN.objects("samples").stream();
    }

    private static DriftTestResult run(BinnedDriftTest test, JsonObject table) {
        ColumnProfile reference = Samples.counted(table.integers("reference"));
        ColumnProfile current = Samples.counted(table.integers("current"));
        return test.test(reference, current, GOLDEN.number("alpha"));
    }

    private static double value(DriftTestResult result) {
        return result.measurement().estimate().value();
    }

    private static double detail(DriftTestResult result, String name) {
        return ((Number) result.measurement().details().get(name)).doubleValue();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void psiIsTheSumOfRelativeEntropies(JsonObject table) {
        assertThat(value(run(DriftTests.psi(), table))).isCloseTo(table.number("psi"), within(CLOSED_FORM));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void jensenShannonDistanceIsThatOfScipy(JsonObject table) {
        // The square root turns rounding of 1e-16 at equal shares into 1e-8.
        assertThat(value(run(DriftTests.jensenShannonDistance(), table)))
                .isCloseTo(table.number("jensen_shannon"), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void pearsonIsThatOfTheContingencyTable(JsonObject table) {
        double expected = table.number("pearson");
        assertThat(detail(run(DriftTests.chiSquare(), table), "pearson"))
                .isCloseTo(expected, within(CLOSED_FORM * Math.max(1, expected)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void pValueOfNoChangeIsThatOfTheContingencyTable(JsonObject table) {
        assertThat(detail(run(DriftTests.chiSquare(), table), "p_of_no_change"))
                .isCloseTo(table.number("pearson_p"), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void effectOfChiSquareIsItsDefinition(JsonObject table) {
        assertThat(value(run(DriftTests.chiSquare(), table))).isCloseTo(table.number("w"), within(CLOSED_FORM));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void thresholdIsTheQuantileAtTheTolerance(JsonObject table) {
        assertThat(run(DriftTests.psi(), table).threshold()).isCloseTo(table.number("psi_threshold"), within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void withoutToleranceTheThresholdIsTheChiSquaredQuantile(JsonObject table) {
        assertThat(run(DriftTests.psi().tolerance(0), table).threshold())
                .isCloseTo(table.number("psi_threshold_untolerated"), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void equivalentTolerancesGiveEquivalentThresholds(JsonObject table) {
        double psi = table.number("psi_threshold");
        assertThat(run(DriftTests.jensenShannonDistance(), table).threshold())
                .isCloseTo(Math.sqrt(psi / 8), within(1e-8));
        assertThat(run(DriftTests.chiSquare(), table).threshold()).isCloseTo(Math.sqrt(psi), within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void pValueIsTheTailAtTheTolerance(JsonObject table) {
        assertThat(run(DriftTests.psi(), table).measurement().pValue().orElseThrow())
                .isCloseTo(table.number("psi_p"), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void intervalInvertsTheTails(JsonObject table) {
        Interval interval =
                run(DriftTests.psi(), table).measurement().estimate().interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(table.number("psi_low"), within(ROOT));
        // The median that stands in for a smaller statistic is taken by a formula good to 1 %.
        assertThat(interval.high()).isCloseTo(table.number("psi_high"), within(0.01 * table.number("psi_high")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void kolmogorovSmirnovIsThatOfScipyUpToWhatBinsHide(JsonObject sample) {
        Profile reference = Samples.reference(Samples.numbers(sample.numbers("reference")));
        Profile current = Samples.against(reference, Samples.numbers(sample.numbers("current")));
        DriftTestResult result = DriftTests.kolmogorovSmirnov()
                .test(reference.columns().get(0), current.columns().get(0), 0.01);
        double hidden = detail(result, "hidden_in_bins");
        assertThat(value(result))
                .isBetween(sample.number("ks") - hidden - CLOSED_FORM, sample.number("ks") + CLOSED_FORM);
        assertThat(hidden).isLessThan(0.02);
    }

    static Stream<JsonObject> samplesOfFewValues() {
        return samples()
                .filter(sample ->
                        Arrays.stream(sample.numbers("reference")).distinct().count() < 20);
    }

    @ParameterizedTest
    @MethodSource("samplesOfFewValues")
    void kolmogorovSmirnovIsExactWhereEveryValueHasItsBin(JsonObject sample) {
        Profile reference = Samples.reference(Samples.numbers(sample.numbers("reference")));
        Profile current = Samples.against(reference, Samples.numbers(sample.numbers("current")));
        DriftTestResult result = DriftTests.kolmogorovSmirnov()
                .test(reference.columns().get(0), current.columns().get(0), 0.01);
        assertThat(value(result)).isCloseTo(sample.number("ks"), within(CLOSED_FORM));
    }
}
