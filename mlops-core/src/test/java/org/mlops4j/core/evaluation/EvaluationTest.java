package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.check.Estimate;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.evaluation.EvaluationReport;

class EvaluationTest {

    private static final boolean[] LABELS = {true, false, true, false};
    private static final double[] SCORES = {0.9, 0.2, 0.6, 0.7};

    private static final Evaluation BINARY = Evaluation.binary(LABELS, SCORES);

    @Nested
    class Input {

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void refusesScoresThatAreNotFiniteAndNamesTheRows(double bad) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.binary(LABELS, new double[] {0.1, bad, 0.3, bad}))
                    .withMessage("scores must be finite numbers, which 2 of 4 rows break: rows [1, 3] (from 0)");
        }

        @Test
        void namesOnlyTheFirstFewRows() {
            double[] scores = new double[100];
            Arrays.fill(scores, 10, 30, Double.NaN);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.binary(new boolean[100], scores))
                    .withMessageContaining("20 of 100 rows break: rows [10, 11, 12, 13, 14] and 15 more");
        }

        @Test
        void refusesAnotherNumberOfScoresThanLabels() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.binary(LABELS, new double[3]))
                    .withMessage("scores must have one value a row, 4 as the labels, but has 3");
        }

        @Test
        void refusesAnotherNumberOfDecisionsThanLabels() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.decisions(LABELS, new boolean[3]))
                    .withMessageContaining("decisions must have one value a row");
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 3})
        void refusesLabelsOutsideTheClasses(int bad) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Evaluation.decisions(new int[] {0, 1, bad}, new int[] {0, 1, 2}, List.of("a", "b", "c")))
                    .withMessageContaining("labels must be positions in the classes [a, b, c]")
                    .withMessageContaining("[2]");
        }

        @Test
        void refusesProbabilitiesThatDoNotSumToOne() {
            double[][] scores = {{0.5, 0.5}, {0.5, 0.5 + 2e-6}};

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.multiclass(new int[] {0, 1}, scores, List.of("a", "b")))
                    .withMessageContaining("sum to 1 within 1e-6")
                    .withMessageContaining("[1]");
        }

        @Test
        void allowsProbabilitiesThatSumToOneButForRounding() {
            double[][] scores = {{0.5, 0.5}, {0.5, 0.5 + 5e-7}};

            assertThat(Evaluation.multiclass(new int[] {0, 1}, scores, List.of("a", "b"))
                            .rowCount())
                    .isEqualTo(2);
        }

        @Test
        void refusesProbabilitiesOutsideTheUnitInterval() {
            double[][] scores = {{-0.5, 1.5}};

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.multiclass(new int[] {0}, scores, List.of("a", "b")))
                    .withMessageContaining("lie in [0, 1]");
        }

        @Test
        void refusesARowWithoutAProbabilityAClass() {
            double[][] scores = {{0.5, 0.5}, {1}};

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.multiclass(new int[] {0, 1}, scores, List.of("a", "b")))
                    .withMessageContaining("one probability a class, 2");
        }

        @Test
        void refusesClassesThatAreNotDistinct() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Evaluation.decisions(new int[0], new int[0], List.of("a", "a")))
                    .withMessage("classes must be at least two distinct names but were [a, a]");
        }

        @ParameterizedTest
        @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
        void refusesBadWeightsAndNamesTheRows(double bad) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withWeights(1, 1, bad, 1))
                    .withMessageContaining("weights must be finite numbers of at least 0")
                    .withMessageContaining("[2]");
        }

        @Test
        void refusesWeightsThatAreAllZero() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withWeights(0, 0, 0, 0))
                    .withMessageContaining("sum above 0");
        }

        @Test
        void refusesWeightsWhoseSumIsInfinite() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withWeights(Double.MAX_VALUE, Double.MAX_VALUE, 0, 0))
                    .withMessageContaining("finite sum");
        }

        @Test
        void refusesBlankIds() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withIds("a", " ", "c", "d"))
                    .withMessageContaining("ids must not be blank");
        }

        @Test
        void refusesASliceWithoutTheRole() {
            CategoryColumn region =
                    CategoryColumn.of(Field.of("region", DataType.CATEGORY), "north", "north", "south", "south");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withSlices(region))
                    .withMessage("slice 'region' must have role SLICE or PROTECTED but has [FEATURE]");
        }

        @Test
        void refusesASliceWithAReservedName() {
            Field field =
                    Field.builder("label", DataType.CATEGORY).roles(Role.SLICE).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.withSlices(CategoryColumn.of(field, "a", "b", "c", "d")))
                    .withMessageContaining("'label' is not; rename it");
        }

        @Test
        void doesNotSeeLaterChangesOfTheArrays() {
            double[] scores = SCORES.clone();
            Evaluation evaluation = Evaluation.binary(LABELS, scores);
            scores[0] = -5;

            assertThat(evaluation.score(0, 1)).isEqualTo(0.9);
        }
    }

    @Nested
    class Decisions {

        @Test
        void ofProbabilitiesAreMadeAtOneHalf() {
            assertThat(BINARY.threshold()).hasValue(0.5);
        }

        @Test
        void ofOtherScoresNeedAThreshold() {
            Evaluation margins = Evaluation.binary(LABELS, new double[] {3, -1, 2, 0});

            assertThat(margins.hasDecisions()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(() -> margins.decision(0))
                    .withMessageContaining("withCutoffs");
        }

        @Test
        void followTheCutoffs() {
            Evaluation strict = BINARY.withCutoffs(Cutoffs.at(0.65));

            assertThat(new int[] {strict.decision(0), strict.decision(1), strict.decision(2), strict.decision(3)})
                    .containsExactly(1, 0, 0, 1);
        }

        @Test
        void haveNoScores() {
            Evaluation decided = Evaluation.decisions(LABELS, LABELS);

            assertThat(decided.hasScores()).isFalse();
            assertThatThrownBy(() -> decided.score(0, 1)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void betweenThreeClassesAreMulticlass() {
            assertThat(Evaluation.decisions(new int[] {2}, new int[] {0}, List.of("a", "b", "c"))
                            .task())
                    .isEqualTo(Scores.Task.MULTICLASS);
        }
    }

    @Nested
    class Estimates {

        @Test
        void have95PercentIntervals() {
            assertThat(BINARY.estimate(Metrics.accuracy())
                            .interval()
                            .orElseThrow()
                            .confidence())
                    .isEqualTo(0.95);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 1, Double.NaN})
        void refuseAConfidenceOutsideZeroToOne(double bad) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.estimate(Metrics.rocAuc(), bad))
                    .withMessageContaining("confidence must be in (0, 1)");
        }

        @Test
        void areReportedInOrder() {
            EvaluationReport report = BINARY.report("holdout", Metrics.rocAuc(), Metrics.accuracy());

            assertThat(report.metrics().keySet()).containsExactly("roc_auc", "accuracy");
            assertThat(report.rowCount()).isEqualTo(4);
            assertThat(report.task()).isEqualTo(Scores.Task.BINARY);
            assertThat(report.rows()).isEmpty();
        }

        @Test
        void areNotReportedTwiceUnderOneName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BINARY.report(
                            "holdout",
                            Metrics.expectedCost(CostMatrix.ofMistakes(1, 1)),
                            Metrics.expectedCost(CostMatrix.ofMistakes(1, 2))))
                    .withMessageContaining("'expected_cost' occurs twice");
        }

        @Test
        void ofAnEvaluationWithoutRowsAreAllUndefined() {
            EvaluationReport report = Evaluation.binary(new boolean[0], new double[0])
                    .report(
                            "nothing",
                            Metrics.rocAuc(),
                            Metrics.accuracy(),
                            Metrics.expectedCost(CostMatrix.ofMistakes(1, 1)));

            assertThat(report.metrics().values()).noneMatch(Estimate::isDefined);
        }

        @Test
        void ofSeveralClassesWithoutRowsAreUndefined() {
            Evaluation none = Evaluation.multiclass(new int[0], new double[0][], List.of("a", "b", "c"));

            assertThat(none.estimate(Metrics.rocAuc()).isDefined()).isFalse();
        }

        /** Whoever comes first sorts; what all see is the same. */
        @Test
        void areTheSameForManyThreads() throws Exception {
            Evaluation evaluation = Golden.breastCancer("pA");
            Estimate expected = Golden.breastCancer("pA").estimate(Metrics.rocAuc());
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                Callable<Estimate> estimate = () -> evaluation.estimate(Metrics.rocAuc());
                for (Future<Estimate> done : threads.invokeAll(Collections.nCopies(64, estimate))) {
                    assertThat(done.get()).isEqualTo(expected);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void cannotRenameMoreThanTwoClasses() {
        Evaluation three = Evaluation.decisions(new int[0], new int[0], List.of("a", "b", "c"));

        assertThatIllegalStateException().isThrownBy(() -> three.withClasses("x", "y"));
    }

    @Test
    void showsNoValuesInMessages() {
        assertThat(BINARY.withIds("anna", "ben", "carla", "dan")).hasToString("4 rows, BINARY [false, true]");
    }
}
