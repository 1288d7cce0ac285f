package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.core.evaluation.Golden.CLOSED_FORM;
import static org.mlops4j.core.evaluation.Golden.QUANTILE;
import static org.mlops4j.core.evaluation.Golden.assertClose;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.core.evaluation.internal.Intervals;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;

/** Expected values: formulas and SciPy 1.10.1, in expected.json. */
class ExpectedCostTest {

    private static final Metric COST = Metrics.expectedCost(CostMatrix.ofMistakes(1, 10));

    private static Interval interval(Estimate estimate) {
        return estimate.interval().orElseThrow();
    }

    @Test
    void isTheMeanCostOfTheDecisions() {
        assertClose(Golden.breastCancer("pA").estimate(COST).value(), Golden.number("expected_cost_t05"), CLOSED_FORM);
    }

    /** The threshold is given, never sought on these rows; the golden one is the best of all on them. */
    @Test
    void dependsOnTheThreshold() {
        double[] best = Golden.numbers("best_threshold");
        Evaluation evaluation = Golden.breastCancer("pA").withCutoffs(Cutoffs.at(best[0]));

        assertClose(evaluation.estimate(COST).value(), best[1], CLOSED_FORM);
    }

    @Test
    void countsGainsAsNegativeCosts() {
        Metric profit = Metrics.expectedCost(new CostMatrix(-5, 1, 0, 0));
        Evaluation evaluation = Evaluation.decisions(new boolean[] {true, false}, new boolean[] {true, true});

        assertThat(evaluation.estimate(profit).value()).isEqualTo(-2);
    }

    /** Costs 0, 0, 1, 10: mean 2.75, s² = 23.583…, t(0.975, 3) = 3.182446305284263, as tables have it. */
    @Test
    void hasTheIntervalOfStudent() {
        Evaluation evaluation = Evaluation.decisions(
                new boolean[] {true, false, false, true}, new boolean[] {true, false, true, false});
        double standardError = Math.sqrt((2 * 2.75 * 2.75 + 1.75 * 1.75 + 7.25 * 7.25) / 3 / 4);

        assertClose(
                interval(evaluation.estimate(COST)),
                new double[] {2.75 - 3.182446305284263 * standardError, 2.75 + 3.182446305284263 * standardError},
                1e-8);
    }

    @Test
    void meansOfRowsHaveTheIntervalOfSciPy() {
        String file = "regression_diabetes.csv";
        double[] y = Golden.column(file, "y");
        double[] predicted = Golden.column(file, "lin");
        RowMean mean = meanOver(y.length, i -> Math.abs(y[i] - predicted[i]));

        assertClose(
                Intervals.student(mean.mean(), mean.standardError(), mean.effectiveRows() - 1, 0.95, "student-t"),
                Golden.numbers("mae_t_ci"),
                1e-7);
    }

    /** The paired t test of SciPy on the log loss of each row. */
    @Test
    void meansOfDifferencesHaveTheStandardErrorOfThePairedTTest() {
        double[] expected = Golden.numbers("paired_t_logloss");
        RowMean difference = logLossDifference();

        assertClose(difference.mean(), expected[0], 1e-11);
        assertClose(difference.mean() / difference.standardError(), expected[1], 1e-11);
    }

    /** The golden p is of "worse by the margin or more", ours of "the bound holds": they sum to 1. */
    @Test
    void pValueIsThatOfTheOneSidedTTest() {
        RowMean mean = logLossDifference();
        Estimate estimate = Estimate.of(mean.mean(), mean.rows());
        Inference inference = confidence -> estimate.with(Intervals.student(
                mean.mean(), mean.standardError(), mean.effectiveRows() - 1, confidence, "paired-student-t"));

        double p = inference.pValue(DecisionRule.atMost(0.05)).orElseThrow();

        assertClose(1 - p, Golden.numbers("paired_t_noninf_logloss")[1], 1e-8);
    }

    /** 40 equal rows: others are at most 1 - 0.025^(1/40) of all, and cost 10 at most. */
    @Test
    void ofRowsThatAllCostTheSameIsNotTakenForCertain() {
        Estimate free = Evaluation.decisions(new boolean[40], new boolean[40]).estimate(COST);

        assertThat(free.value()).isZero();
        assertClose(interval(free), new double[] {0, 10 * (1 - Math.pow(0.025, 1 / 40.0))}, QUANTILE);
    }

    @Test
    void differenceIsTheMeanOfDifferencesByRow() {
        Estimate difference = PairedEvaluation.of(Golden.breastCancer("pA"), Golden.breastCancer("pB"))
                .compare(COST)
                .difference();
        double[] y = Golden.column("binary_breast_cancer.csv", "y");
        double[] a = Golden.column("binary_breast_cancer.csv", "dA");
        double[] b = Golden.column("binary_breast_cancer.csv", "dB");
        double[] differences = new double[y.length];
        double mean = 0;
        for (int i = 0; i < y.length; i++) {
            differences[i] = (y[i] > b[i] ? 10 : b[i] - y[i]) - (y[i] > a[i] ? 10 : a[i] - y[i]);
            mean += differences[i] / y.length;
        }
        double squares = 0;
        for (double d : differences) {
            squares += (d - mean) * (d - mean);
        }
        // The t quantile of 0.975 at 284 degrees of freedom, by Simpson's rule on the density.
        double reach = 1.96835215836 * Math.sqrt(squares / (y.length - 1) / y.length);

        assertClose(difference.value(), mean, CLOSED_FORM * 10);
        assertClose(interval(difference), new double[] {mean - reach, mean + reach}, 1e-8);
        assertThat(interval(difference).method()).isEqualTo("paired-student-t");
    }

    @Test
    void isUndefinedForMoreThanTwoClasses() {
        assertThat(Golden.multiclass("multi_wine.csv").estimate(COST).explanation())
                .isEqualTo("a cost matrix has two classes but the evaluation has 3");
    }

    private static RowMean logLossDifference() {
        Evaluation a = Golden.breastCancer("pA");
        Evaluation b = Golden.breastCancer("pB");
        return RowMean.of(a, i -> logLoss(b, i) - logLoss(a, i));
    }

    /** Clipped as scikit-learn does for doubles. */
    private static double logLoss(Evaluation evaluation, int row) {
        double eps = Math.ulp(1.0);
        double p = Math.min(1 - eps, Math.max(eps, evaluation.score(row, 1)));
        return evaluation.label(row) == 1 ? -Math.log(p) : -Math.log(1 - p);
    }

    private static RowMean meanOver(int rows, IntToDoubleFunction number) {
        return RowMean.of(Evaluation.decisions(new boolean[rows], new boolean[rows]), number);
    }
}
