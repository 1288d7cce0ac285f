package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.core.evaluation.Golden.CLOSED_FORM;
import static org.mlops4j.core.evaluation.Golden.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Reason;
import org.mlops4j.evaluation.Cutoffs;

/** Expected values: scikit-learn 1.2.1 and statsmodels 0.13.5, in expected.json. */
class AccuracyTest {

    private static final Metric ACCURACY = Metrics.accuracy();

    private static Interval interval(Estimate estimate) {
        return estimate.interval().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"accuracy_A, pA", "accuracy_B, pB"})
    void decidesProbabilitiesAtOneHalf(String id, String scores) {
        assertClose(Golden.breastCancer(scores).estimate(ACCURACY).value(), Golden.number(id), CLOSED_FORM);
    }

    @ParameterizedTest
    @CsvSource({"wine_accuracy, multi_wine.csv", "iris_accuracy, multi_iris.csv"})
    void decidesTheClassOfTheLargestScore(String id, String file) {
        assertClose(Golden.multiclass(file).estimate(ACCURACY).value(), Golden.number(id), CLOSED_FORM);
    }

    @ParameterizedTest
    @CsvSource({"multi_wine.csv", "multi_iris.csv"})
    void decidesAsNumPyArgmaxDoes(String file) {
        Evaluation evaluation = Golden.multiclass(file);
        double[] expected = Golden.column(file, "pred");

        for (int i = 0; i < expected.length; i++) {
            assertThat(evaluation.decision(i)).as("row %s", i).isEqualTo((int) expected[i]);
        }
    }

    /**
     * Of tied classes the first wins, as in NumPy's argmax and scikit-learn's predict. Its top_k_accuracy lets the last
     * one win (2/3 here), so that there the value depends on the order of columns in another way than predict does.
     */
    @Test
    void ofTiedClassesTakesTheFirst() {
        double[][] scores = {{0.4, 0.4, 0.2}, {0.4, 0.4, 0.2}, {0.2, 0.4, 0.4}};
        Evaluation evaluation = Evaluation.multiclass(new int[] {0, 1, 2}, scores, List.of("a", "b", "c"));

        assertThat(Golden.number("e_topk_tie")).isGreaterThan(0.6);
        assertClose(evaluation.estimate(ACCURACY).value(), 1.0 / 3, CLOSED_FORM);
    }

    /** scikit-learn returns NaN with a warning; ours has no number and says why. */
    @Test
    void isUndefinedWithoutRows() {
        Estimate none = Evaluation.decisions(new boolean[0], new boolean[0]).estimate(ACCURACY);

        assertThat(Golden.entry("e_acc_empty").text("expected")).isEqualTo("NaN");
        assertThat(none.reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void isUndefinedForScoresThatAreNoProbabilitiesUntilThereIsAThreshold() {
        Evaluation margins = Evaluation.binary(new boolean[] {true, false}, new double[] {1.5, -0.5});

        assertThat(margins.estimate(ACCURACY).explanation()).contains("withCutoffs");
        assertThat(margins.withCutoffs(Cutoffs.at(0)).estimate(ACCURACY).value())
                .isEqualTo(1);
    }

    @Test
    void decidesPositiveAtTheThresholdItself() {
        Evaluation evaluation =
                Evaluation.binary(new boolean[] {true}, new double[] {0.3}).withCutoffs(Cutoffs.at(0.3));

        assertThat(evaluation.decision(0)).isEqualTo(1);
    }

    @Test
    void hasTheIntervalOfWilson() {
        assertClose(
                interval(Golden.breastCancer("pA").estimate(ACCURACY)), Golden.numbers("wilson_226_285"), CLOSED_FORM);
    }

    /** Rows of weight 0 count as nothing: 95 of 100 are left. */
    @Test
    void leavesOutRowsOfWeightZero() {
        boolean[] labels = new boolean[120];
        boolean[] decided = new boolean[120];
        double[] weights = new double[120];
        for (int i = 0; i < 100; i++) {
            decided[i] = i < 5;
            weights[i] = 2.5;
        }
        Estimate estimate =
                Evaluation.decisions(labels, decided).withWeights(weights).estimate(ACCURACY);

        assertThat(estimate.n()).isEqualTo(100);
        assertClose(interval(estimate), Golden.numbers("wilson_95_100"), CLOSED_FORM);
    }

    /** Kish: weights 1 and 3 in equal parts are worth (1+3)² / (2 (1+9)) = 0.8 of the rows. */
    @Test
    void usesKishsEffectiveNumberOfRows() {
        int n = 250;
        boolean[] labels = new boolean[n];
        boolean[] decided = new boolean[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = i % 2 == 0 ? 1 : 3;
            decided[i] = i < 50;
        }
        Estimate estimate =
                Evaluation.decisions(labels, decided).withWeights(weights).estimate(ACCURACY);

        // 200 effective rows at 0.8: statsmodels' formula on 160 of 200, written out.
        double z = 1.959963984540054;
        double middle = (0.8 + z * z / 400) / (1 + z * z / 200);
        double reach = z * Math.sqrt(0.8 * 0.2 / 200 + z * z / 160000) / (1 + z * z / 200);
        assertClose(interval(estimate), new double[] {middle - reach, middle + reach}, CLOSED_FORM);
    }

    @Test
    void differenceHasTheIntervalOfNewcombe() {
        Estimate difference = PairedEvaluation.of(Golden.breastCancer("pB"), Golden.breastCancer("pA"))
                .compare(ACCURACY)
                .difference();
        double[] expected = Golden.numbers("paired_acc_diff_newcombe10");

        assertClose(difference.value(), expected[0], CLOSED_FORM);
        assertClose(interval(difference), new double[] {expected[1], expected[2]}, CLOSED_FORM);
        assertThat(interval(difference).method()).isEqualTo("newcombe-10");
    }

    @Test
    void differenceTurnsItsSignWithTheSides() {
        Estimate difference = PairedEvaluation.of(Golden.breastCancer("pA"), Golden.breastCancer("pB"))
                .compare(ACCURACY)
                .difference();
        double[] expected = Golden.numbers("paired_acc_diff_newcombe10");

        assertClose(interval(difference), new double[] {-expected[2], -expected[1]}, CLOSED_FORM);
    }

    @Test
    void differenceOfWeightedRowsIsThatOfTheirCopies() {
        boolean[] labels = {true, true, false, false, true};
        Evaluation champion = Evaluation.decisions(labels, new boolean[] {true, false, false, true, true})
                .withWeights(1, 2, 3, 4, 5)
                .withIds("a", "b", "c", "d", "e");
        Evaluation challenger = Evaluation.decisions(labels, new boolean[] {true, true, false, false, false})
                .withWeights(1, 2, 3, 4, 5)
                .withIds("a", "b", "c", "d", "e");

        // The challenger alone is right on b and d (6 of 15), the champion alone on e (5 of 15).
        assertClose(
                PairedEvaluation.of(champion, challenger)
                        .compare(ACCURACY)
                        .difference()
                        .value(),
                1.0 / 15,
                CLOSED_FORM);
    }
}
