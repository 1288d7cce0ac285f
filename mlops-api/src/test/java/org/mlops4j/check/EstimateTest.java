package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    private static final Interval INTERVAL = new Interval(0.8492, 0.9225, 0.95, "wilson");
    private static final Estimate UNDEFINED = Estimate.undefined(Reason.ONE_CLASS, "0 of 312 rows are positive", 312);

    @Test
    void toStringShowsValueIntervalAndRows() {
        assertThat(Estimate.of(0.8912, 285).with(INTERVAL)).hasToString("0.8912 [0.8492, 0.9225] (n=285)");
        assertThat(UNDEFINED).hasToString("UNDEFINED (0 of 312 rows are positive)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0000",
        "0.001, 0.0010",
        "0.00012347, 1.235e-04",
        "-0.00001, -1.000e-05",
        "1234567.891, 1234567.8910",
        "Infinity, Infinity"
    })
    void toStringNeverShowsANumberAsZeroThatIsNot(double value, String shown) {
        assertThat(Estimate.of(value, 3)).hasToString(shown + " (n=3)");
    }

    @Test
    void aValueIsNeverNan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Double.NaN, 3))
                .withMessage("value must be a number but was NaN; use Estimate.undefined");
    }

    @Test
    void rowsAreNeverNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(1, -1))
                .withMessage("n must be >= 0 but was -1");
    }

    @Test
    void anUndefinedEstimateMustSayWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.undefined(Reason.DECIDED, "", 0))
                .withMessage("an undefined estimate must say why but reason was DECIDED");
    }

    @Test
    void anUndefinedEstimateHasNoValueAndNoInterval() {
        assertThatIllegalStateException()
                .isThrownBy(UNDEFINED::value)
                .withMessage("the value is undefined: 0 of 312 rows are positive");
        assertThatIllegalStateException().isThrownBy(() -> UNDEFINED.with(INTERVAL));
        assertThat(UNDEFINED.interval()).isEmpty();
        assertThat(UNDEFINED.n()).isEqualTo(312);
    }

    @Test
    void everyPartCountsForEquality() {
        Estimate estimate = Estimate.of(0.9, 10).with(INTERVAL);

        assertThat(Estimate.of(0.9, 10).with(INTERVAL)).isEqualTo(estimate).hasSameHashCodeAs(estimate);
        assertThat(List.of(
                        Estimate.of(0.91, 10).with(INTERVAL),
                        Estimate.of(0.9, 11).with(INTERVAL),
                        Estimate.of(0.9, 10),
                        Estimate.undefined(Reason.EMPTY, "", 10)))
                .doesNotContain(estimate);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.25", "NaN, 1", "0, NaN"})
    void anIntervalNeedsOrderedEnds(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(low, high, 0.95, "exact"))
                .withMessage("interval must have low <= high but was [%s, %s]", low, high);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "95", "NaN"})
    void anIntervalNeedsAConfidenceBetweenZeroAndOne(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(0, 1, confidence, "exact"))
                .withMessage("confidence must be in (0, 1) but was " + confidence);
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 0.75, 0.25",
        "0.5, 0.5, 0",
        "-Infinity, 0, Infinity",
        "0, Infinity, Infinity",
        "Infinity, Infinity, Infinity",
        "-1.7e308, 1.7e308, 1.7e308"
    })
    void halfWidthIsHalfOfTheWidthAndInfiniteIfAnEndIs(double low, double high, double expected) {
        assertThat(new Interval(low, high, 0.95, "exact").halfWidth()).isEqualTo(expected);
    }

    @Test
    void anIntervalContainsItsEnds() {
        Interval interval = new Interval(0.25, 0.5, 0.95, "exact");

        assertThat(List.of(
                        interval.contains(0.25),
                        interval.contains(0.5),
                        interval.contains(0.51),
                        interval.contains(Double.NaN)))
                .containsExactly(true, true, false, false);
    }

    @Test
    void measurementsKeepTheirDetailsInOrder() {
        Measurement measurement =
                Measurement.of("auc", Estimate.of(0.5, 2)).withDetail("z", 1).withDetail("a", 2.5);

        assertThat(measurement.details().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> measurement.details().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(measurement).hasToString("auc 0.5000 (n=2)");
    }

    @Test
    void measurementsDoNotChangeWhenDetailsAreAdded() {
        Measurement measurement = Measurement.of("auc", Estimate.of(0.5, 2));
        measurement.withDetail("a", 1).withPValue(0.5);

        assertThat(measurement.details()).isEmpty();
        assertThat(measurement.pValue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.1", "NaN"})
    void aPValueIsAProbability(double p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.of("auc", Estimate.of(0.5, 2)).withPValue(p))
                .withMessage("p must be in [0, 1] but was " + p);
    }

    @Test
    void aDetailMustBePlain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.of("auc", Estimate.of(0.5, 2)).withDetail("x", Double.NaN))
                .withMessageStartingWith("x must be a string, a finite number,");
    }
}
