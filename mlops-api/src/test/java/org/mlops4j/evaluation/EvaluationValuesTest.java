package org.mlops4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.Estimate;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.Digest;

class EvaluationValuesTest {

    @Test
    void costOfEachDecision() {
        CostMatrix costs = new CostMatrix(-5, 1, 10, 0.5);

        assertThat(new double[] {
                    costs.of(true, true), costs.of(false, true), costs.of(true, false), costs.of(false, false)
                })
                .containsExactly(-5, 1, 10, 0.5);
    }

    /** With a false alarm of 1 and a miss of 10, Elkan (2001), equation 2, gives 1 / 11. */
    @Test
    void impliedThresholdIsElkans() {
        assertThat(CostMatrix.ofMistakes(1, 10).impliedThreshold()).isCloseTo(1 / 11.0, within(1e-15));
    }

    /** At the threshold both decisions cost the same; above it deciding positive is cheaper. */
    @ParameterizedTest
    @CsvSource({"-5, 1, 10, 0.5", "0, 1, 10, 0", "2, 7, 3, -1", "-100, 20, 0, 0"})
    void atTheImpliedThresholdBothDecisionsCostTheSame(double tp, double fp, double fn, double tn) {
        double p = new CostMatrix(tp, fp, fn, tn).impliedThreshold();

        assertThat(p * tp + (1 - p) * fp).isCloseTo(p * fn + (1 - p) * tn, within(1e-12));
        assertThat((p + 0.01) * tp + (0.99 - p) * fp).isLessThan((p + 0.01) * fn + (0.99 - p) * tn);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "1, 1, 1, 1", "5, 0, 1, 1"})
    void withoutAGainFromCertaintyThereIsNoThreshold(double tp, double fp, double fn, double tn) {
        assertThat(new CostMatrix(tp, fp, fn, tn).impliedThreshold()).isNaN();
    }

    @Test
    void costsMustBeFiniteEach() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostMatrix(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0))
                .withMessage("costs must be finite numbers but were 0.0, Infinity, -Infinity, 0.0");
        assertThat(new CostMatrix(1e308, 1e308, 0, 0).truePositive()).isEqualTo(1e308);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aThresholdMustBeFinite(double threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cutoffs.at(threshold))
                .withMessage("threshold must be a finite number but was " + threshold);
    }

    @Test
    void cutoffsMayHaveCosts() {
        CostMatrix costs = CostMatrix.ofMistakes(1, 10);

        assertThat(Cutoffs.at(0.5).costs()).isEmpty();
        assertThat(Cutoffs.at(0.5).with(costs)).isEqualTo(new Cutoffs(0.5, costs));
    }

    @Test
    void aComparisonNeedsNoNegativeNumberOfPairs() {
        Estimate estimate = Estimate.of(0.5, 10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Comparison("auc", estimate, estimate, estimate, -1))
                .withMessage("pairs must be >= 0 but was -1");
    }

    @Test
    void aReportCopiesItsMetricsInTheirOrder() {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        metrics.put("roc_auc", Estimate.of(0.9, 10));
        metrics.put("accuracy", Estimate.of(0.8, 10));
        EvaluationReport report = EvaluationReport.of("holdout", Scores.Task.BINARY, 10, metrics);
        metrics.clear();

        assertThat(report.metrics().keySet()).containsExactly("roc_auc", "accuracy");
    }

    @Test
    void aReportMayNameItsRows() {
        Digest rows = Digest.of(new byte[] {1});
        EvaluationReport report = EvaluationReport.of("holdout", Scores.Task.BINARY, 10, Map.of());

        assertThat(report.rows()).isEmpty();
        assertThat(report.withRows(rows).rows()).contains(rows);
        assertThat(report).hasToString("holdout (10 rows): {}");
    }

    @Test
    void aReportNeedsADataSetAndNoNegativeNumberOfRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationReport.of(" ", Scores.Task.BINARY, 10, Map.of()))
                .withMessage("dataset must say which rows were used but was blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluationReport.of("holdout", Scores.Task.BINARY, -1, Map.of()))
                .withMessage("rowCount must be >= 0 but was -1");
    }
}
