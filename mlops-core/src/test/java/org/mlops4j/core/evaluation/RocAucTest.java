package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.core.evaluation.Golden.CLOSED_FORM;
import static org.mlops4j.core.evaluation.Golden.QUANTILE;
import static org.mlops4j.core.evaluation.Golden.assertClose;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Reason;

/** Expected values: scikit-learn 1.2.1 and DeLong's formulas checked by brute force, in expected.json. */
class RocAucTest {

    private static final Metric AUC = Metrics.rocAuc();

    private static double auc(Evaluation evaluation) {
        return evaluation.estimate(AUC).value();
    }

    private static Interval interval(Estimate estimate) {
        return estimate.interval().orElseThrow();
    }

    @Nested
    class Value {

        @ParameterizedTest
        @CsvSource({"auc_A, pA", "auc_ties, pA_1dp"})
        void equalsThatOfScikitLearn(String id, String scores) {
            assertClose(auc(Golden.breastCancer(scores)), Golden.number(id), CLOSED_FORM);
        }

        @ParameterizedTest
        @CsvSource({"auc_w_A, pA", "auc_w_B, pB"})
        void equalsThatOfScikitLearnWithWeights(String id, String scores) {
            Evaluation weighted = Golden.breastCancer(scores).withWeights(Golden.breastCancerWeights());

            assertClose(auc(weighted), Golden.number(id), CLOSED_FORM);
        }

        @ParameterizedTest
        @CsvSource({"wine_auc_ovr_macro, multi_wine.csv", "iris_auc_ovr_macro, multi_iris.csv"})
        void isTheMeanOfEachClassAgainstTheRest(String id, String file) {
            assertClose(auc(Golden.multiclass(file)), Golden.number(id), CLOSED_FORM);
        }

        @ParameterizedTest
        @ValueSource(strings = {"e_auc_all_tied", "e_auc_signed_zero", "e_auc_near_tie", "e_auc_subnormal"})
        void tellsScoresApartAsNumbersNotAsBits(String id) {
            assertThat(auc(Golden.inline(id))).isEqualTo(Golden.number(id));
        }

        @Test
        void refusesNaNAsScikitLearnDoesButNamesTheRow() {
            assertThat(Golden.entry("e_auc_nan").text("error")).contains("NaN");
            assertThatThrownBy(() -> Golden.inline("e_auc_nan"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scores must be finite numbers")
                    .hasMessageContaining("[1]");
        }

        @Test
        void doesNotOverflowWherePositivesTimesNegativesPassTheRangeOfInt() {
            int half = 100_000;
            boolean[] labels = new boolean[2 * half];
            double[] scores = new double[2 * half];
            for (int i = 0; i < half; i++) {
                labels[i] = true;
                scores[i] = 1;
                scores[half + i] = i < half / 4 ? 2 : 0;
            }

            // A quarter of the negative rows stands above all positive ones.
            assertThat(auc(Evaluation.binary(labels, scores))).isCloseTo(0.75, within(1e-15));
        }
    }

    @Nested
    class Undefined {

        @Test
        void withoutPositiveRows() {
            Estimate none = Evaluation.binary(new boolean[312], new double[312]).estimate(AUC);

            assertThat(none.isDefined()).isFalse();
            assertThat(none.reason()).isEqualTo(Reason.ONE_CLASS);
            assertThat(none.explanation()).isEqualTo("0 of 312 rows are positive");
        }

        @Test
        void withoutNegativeRows() {
            Estimate none = Evaluation.binary(new boolean[] {true, true}, new double[] {0.1, 0.2})
                    .estimate(AUC);

            assertThat(none.explanation()).isEqualTo("0 of 2 rows are negative");
        }

        @Test
        void ifAllRowsOfAClassHaveNoWeight() {
            Estimate none = Evaluation.binary(new boolean[] {true, false, false}, new double[] {0.1, 0.2, 0.3})
                    .withWeights(0, 1, 1)
                    .estimate(AUC);

            assertThat(none.explanation()).isEqualTo("0 of 2 rows with a weight above 0 are positive");
        }

        /** scikit-learn raises an error; later versions return NaN, which spoils averages unseen (#30079). */
        @Test
        void ifAClassIsMissingAndNamesIt() {
            double[][] scores = {{0.5, 0.3, 0.2}, {0.2, 0.7, 0.1}, {0.3, 0.4, 0.3}};
            Estimate none = Evaluation.multiclass(new int[] {0, 1, 1}, scores, List.of("a", "b", "c"))
                    .estimate(AUC);

            assertThat(Golden.entry("e_auc_multi_missing_class").text("error")).contains("ValueError");
            assertThat(none.reason()).isEqualTo(Reason.ONE_CLASS);
            assertThat(none.explanation()).isEqualTo("0 of 3 rows are of class 'c'");
        }

        @Test
        void withoutRows() {
            assertThat(Evaluation.binary(new boolean[0], new double[0])
                            .estimate(AUC)
                            .reason())
                    .isEqualTo(Reason.EMPTY);
        }

        @Test
        void withoutScores() {
            boolean[] labels = {true, false};

            assertThat(Evaluation.decisions(labels, labels).estimate(AUC).explanation())
                    .contains("needs the scores");
        }
    }

    @Nested
    class Variance {

        @ParameterizedTest
        @CsvSource({"delong_var_A, pA", "delong_var_B, pB", "delong_var_ties, pA_1dp"})
        void isThatOfDeLong(String id, String scores) {
            assertClose(RocAreas.of(Golden.breastCancer(scores)).variance(), Golden.number(id), CLOSED_FORM);
        }

        @Test
        void ofADifferenceHoldsTheCovarianceOfDeLong() {
            RocAreas a = RocAreas.of(Golden.breastCancer("pA"));
            RocAreas b = RocAreas.of(Golden.breastCancer("pB"));

            double covariance = (a.variance() + b.variance() - b.varianceOfDifference(a)) / 2;

            assertClose(covariance, Golden.number("delong_cov_AB"), CLOSED_FORM);
        }

        @Test
        void ofEqualWeightsIsThatWithoutWeights() {
            Evaluation plain = Golden.breastCancer("pA");
            double[] weights = new double[plain.rowCount()];
            Arrays.fill(weights, 3.7);

            assertClose(
                    RocAreas.of(plain.withWeights(weights)).variance(),
                    RocAreas.of(plain).variance(),
                    CLOSED_FORM);
        }

        /** Of two classes given as two columns p and 1 - p, both areas are one and so is their mean. */
        @Test
        void ofTwoClassesAgainstTheRestIsThatOfOneScore() {
            Evaluation one = Golden.breastCancer("pA_1dp");
            int n = one.rowCount();
            int[] labels = new int[n];
            double[][] scores = new double[n][2];
            for (int i = 0; i < n; i++) {
                labels[i] = one.label(i);
                double tenths = Math.rint(one.score(i, 1) * 10);
                scores[i][1] = tenths / 10;
                scores[i][0] = (10 - tenths) / 10;
            }
            Evaluation two = Evaluation.multiclass(labels, scores, List.of("a", "b"));

            assertClose(RocAreas.of(two).variance(), Golden.number("delong_var_ties"), CLOSED_FORM);
        }
    }

    @Nested
    class Confidence {

        @ParameterizedTest
        @CsvSource({"delong_ci95_logit_A, pA", "delong_ci95_logit_B, pB"})
        void isThatOfDeLongOnTheLogitScale(String id, String scores) {
            Interval interval = interval(Golden.breastCancer(scores).estimate(AUC));

            assertClose(interval, Golden.numbers(id), QUANTILE);
            assertThat(interval.method()).isEqualTo("delong-logit");
            assertThat(interval.confidence()).isEqualTo(0.95);
        }

        /** 20 positive rows, all above 30 negative ones: 20 independent pairs, all in order. */
        @Test
        void ofSeparatedClassesIsClopperPearsonOnTheSmallerSide() {
            Estimate separated = separated(20, 30).estimate(AUC);

            assertThat(separated.value()).isEqualTo(1);
            assertClose(interval(separated), Golden.numbers("clopper_pearson_20_20"), QUANTILE);
            assertThat(interval(separated).method()).isEqualTo("exact-equal-rows");
        }

        @Test
        void ofClassesSeparatedTheWrongWayIsItsMirrorImage() {
            Evaluation separated = separated(30, 20);
            int n = separated.rowCount();
            boolean[] labels = new boolean[n];
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                labels[i] = separated.label(i) == 1;
                scores[i] = -separated.score(i, 1);
            }
            Estimate wrong = Evaluation.binary(labels, scores).estimate(AUC);

            assertThat(wrong.value()).isZero();
            assertClose(interval(wrong), Golden.numbers("clopper_pearson_0_20"), QUANTILE);
        }

        /** A constant score has DeLong variance 0 too, but four rows do not show that a model is a coin. */
        @Test
        void ofConstantScoresIsWide() {
            Interval interval = interval(Golden.inline("e_auc_all_tied").estimate(AUC));

            // 1 - sqrt(0.025) of the pairs may be others, which lie anywhere between 0 and 1.
            double others = 1 - Math.sqrt(0.025);
            assertClose(interval, new double[] {0.5 - 0.5 * others, 0.5 + 0.5 * others}, CLOSED_FORM);
        }

        /** One positive row has no variance; by Markov's inequality A is at least alpha/2 times its estimate. */
        @Test
        void ofASinglePositiveRowIsAlmostEverything() {
            Estimate single = Evaluation.binary(
                            new boolean[] {false, false, true, false, false}, new double[] {1, 2, 3, 4, 5})
                    .estimate(AUC);

            assertThat(single.value()).isEqualTo(0.5);
            assertClose(interval(single), new double[] {0.0125, 0.9875}, CLOSED_FORM);
        }

        @Test
        void isExactForWeightedRowsThatAreSeparated() {
            Evaluation weighted = separated(3, 4).withWeights(0.1, 0.2, 0.3, 0.1, 0.7, 1.1, 0.3);

            Estimate estimate = weighted.estimate(AUC);

            assertThat(estimate.value()).isEqualTo(1);
            assertThat(interval(estimate).method()).isEqualTo("exact-equal-rows");
            assertThat(interval(estimate).low()).isLessThan(0.3);
        }

        private static Evaluation separated(int positive, int negative) {
            boolean[] labels = new boolean[positive + negative];
            double[] scores = new double[positive + negative];
            for (int i = 0; i < scores.length; i++) {
                labels[i] = i < positive;
                scores[i] = (labels[i] ? 1000 : 0) + i;
            }
            return Evaluation.binary(labels, scores);
        }
    }

    @Nested
    class Difference {

        private final PairedEvaluation pair = PairedEvaluation.of(Golden.breastCancer("pA"), Golden.breastCancer("pB"));

        @Test
        void hasTheStandardErrorOfTheFullCovariance() {
            Estimate difference = pair.compare(AUC, 0.90).difference();
            double variance =
                    Golden.number("delong_var_A") + Golden.number("delong_var_B") - 2 * Golden.number("delong_cov_AB");

            // 1.6448536269514722 is the normal quantile of 0.95 (SciPy 1.10.1).
            assertThat(interval(difference).halfWidth())
                    .isCloseTo(1.6448536269514722 * Math.sqrt(variance), within(QUANTILE));
            assertThat(interval(difference).method()).isEqualTo("delong-paired");
        }

        @Test
        void isChallengerMinusChampion() {
            assertClose(
                    pair.compare(AUC).difference().value(),
                    pair.compare(AUC).challenger().value()
                            - pair.compare(AUC).champion().value(),
                    CLOSED_FORM);
            assertThat(pair.compare(AUC).difference().value()).isNegative();
        }

        /** Equal on all of m = 106 independent pairs: others are at most 1 - 0.05^(1/106) of them. */
        @Test
        void ofAModelAndItselfIsZeroButNotWithoutWidth() {
            Evaluation model = Golden.breastCancer("pA");
            Estimate difference =
                    PairedEvaluation.of(model, model).compare(AUC, 0.90).difference();

            double others = 1 - Math.pow(0.05, 1 / 106.0);
            assertThat(difference.value()).isZero();
            assertClose(interval(difference), new double[] {-others, others}, QUANTILE);
        }

        /** Every row of the other model is placed lower by one half: the difference has no variance, and two pairs show little. */
        @Test
        void ofTheSameSizeInEveryRowIsNotTakenForCertain() {
            boolean[] labels = {true, true, false, false};
            Evaluation high =
                    Evaluation.binary(labels, new double[] {4, 2, 3, 1}).withIds("a", "b", "c", "d");
            Evaluation low =
                    Evaluation.binary(labels, new double[] {3, 1, 4, 2}).withIds("a", "b", "c", "d");

            Estimate difference =
                    PairedEvaluation.of(high, low).compare(AUC, 0.90).difference();

            double others = 1 - Math.sqrt(0.05);
            assertThat(difference.value()).isEqualTo(-0.5);
            assertClose(interval(difference), new double[] {-0.5 - 0.5 * others, -0.5 + 1.5 * others}, CLOSED_FORM);
        }

        @Test
        void fromAPerfectModelDoesNotTakeItForCertain() {
            boolean[] labels = {true, true, true, false, false, false};
            Evaluation perfect =
                    Evaluation.binary(labels, new double[] {6, 5, 4, 3, 2, 1}).withIds("a", "b", "c", "d", "e", "f");
            Evaluation other =
                    Evaluation.binary(labels, new double[] {6, 5, 2, 4, 3, 1}).withIds("a", "b", "c", "d", "e", "f");

            Interval interval = interval(
                    PairedEvaluation.of(perfect, other).compare(AUC, 0.90).difference());

            assertThat(interval.method()).isEqualTo("joined-intervals");
            // The perfect one alone may be as low as 0.05^(1/3) = 0.37.
            assertThat(interval.high()).isGreaterThan(0.3);
        }

        @Test
        void isUndefinedIfOneSideIs() {
            Evaluation decided = Evaluation.decisions(new boolean[] {true, false}, new boolean[] {true, true})
                    .withIds("a", "b");
            Evaluation scored = Evaluation.binary(new boolean[] {true, false}, new double[] {0.9, 0.2})
                    .withIds("a", "b");

            assertThat(PairedEvaluation.of(scored, decided)
                            .compare(AUC)
                            .difference()
                            .isDefined())
                    .isFalse();
        }
    }
}
