package org.mlops4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Verdict;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;

/** What must hold for whatever rows, with many ties among the scores. */
class EvaluationProperties {

    private static final Metric COST = Metrics.expectedCost(new CostMatrix(-2, 1, 7, 0.25));
    private static final List<Metric> METRICS = List.of(Metrics.rocAuc(), Metrics.accuracy(), COST);

    /** One row: its label, the scores of two models, and a whole weight. */
    record RowOf(boolean label, double score, double otherScore, int weight) {}

    @Provide
    Arbitrary<List<RowOf>> rows() {
        Arbitrary<Double> score = Arbitraries.integers().between(-4, 4).map(i -> i / 2.0);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        score,
                        score,
                        Arbitraries.integers().between(0, 3))
                .as(RowOf::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(30);
    }

    private static Evaluation evaluation(List<RowOf> rows, DoubleUnaryOperator transform) {
        boolean[] labels = new boolean[rows.size()];
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = rows.get(i).label();
            scores[i] = transform.applyAsDouble(rows.get(i).score());
        }
        return Evaluation.binary(labels, scores).withCutoffs(Cutoffs.at(transform.applyAsDouble(0.5)));
    }

    private static Evaluation evaluation(List<RowOf> rows) {
        return evaluation(rows, x -> x);
    }

    private static Evaluation weighted(List<RowOf> rows) {
        double[] weights = rows.stream().mapToDouble(RowOf::weight).toArray();
        weights[0] = Math.max(1, weights[0]);
        return evaluation(rows).withWeights(weights);
    }

    private static PairedEvaluation pair(List<RowOf> rows, boolean turned) {
        String[] ids = new String[rows.size()];
        List<RowOf> others = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            RowOf row = rows.get(i);
            ids[i] = "row-" + i;
            others.add(new RowOf(row.label(), row.otherScore(), row.score(), row.weight()));
        }
        Evaluation one = evaluation(rows).withIds(ids);
        Evaluation other = evaluation(others).withIds(ids);
        return turned ? PairedEvaluation.of(other, one) : PairedEvaluation.of(one, other);
    }

    private static void assertSame(Estimate actual, Estimate expected) {
        assertThat(actual.isDefined()).isEqualTo(expected.isDefined());
        if (expected.isDefined()) {
            assertThat(actual.value()).isCloseTo(expected.value(), within(1e-12));
            Interval interval = expected.interval().orElseThrow();
            assertThat(actual.interval().orElseThrow().low()).isCloseTo(interval.low(), within(1e-9));
            assertThat(actual.interval().orElseThrow().high()).isCloseTo(interval.high(), within(1e-9));
        }
    }

    /** Placement of each row by comparing it with every row of the other class. */
    private static double[] placements(Evaluation rows) {
        double[] placements = new double[rows.rowCount()];
        for (int i = 0; i < placements.length; i++) {
            double better = 0;
            double all = 0;
            for (int j = 0; j < placements.length; j++) {
                if (rows.label(j) != rows.label(i)) {
                    double above = rows.score(i, 1) > rows.score(j, 1) ? 1 : 0;
                    double win = rows.score(i, 1) == rows.score(j, 1) ? 0.5 : above;
                    better += rows.weight(j) * (rows.label(i) == 1 ? win : 1 - win);
                    all += rows.weight(j);
                }
            }
            placements[i] = better / all;
        }
        return placements;
    }

    @Property(tries = 200)
    void aucAndItsVarianceAreThoseOfAllPairs(@ForAll("rows") List<RowOf> rows) {
        Evaluation evaluation = weighted(rows);
        Estimate estimate = evaluation.estimate(Metrics.rocAuc());
        if (!estimate.isDefined()) {
            return;
        }
        double[] placements = placements(evaluation);
        double[] weights = new double[2];
        double[] squares = new double[2];
        double area = 0;
        for (int i = 0; i < placements.length; i++) {
            weights[evaluation.label(i)] += evaluation.weight(i);
            squares[evaluation.label(i)] += evaluation.weight(i) * evaluation.weight(i);
            area += evaluation.label(i) * evaluation.weight(i) * placements[i];
        }
        area /= weights[1];
        assertThat(estimate.value()).isCloseTo(area, within(1e-12));

        double variance = 0;
        for (int i = 0; i < placements.length; i++) {
            int side = evaluation.label(i);
            double factor = 1 / (1 - squares[side] / (weights[side] * weights[side]));
            double influence = evaluation.weight(i) * (placements[i] - area) / weights[side];
            variance += influence * influence * factor;
        }
        if (Double.isFinite(variance)) {
            assertThat(RocAreas.of(evaluation).variance()).isCloseTo(variance, within(1e-12));
        }
    }

    @Property(tries = 100)
    void aucDoesNotChangeUnderIncreasingTransforms(@ForAll("rows") List<RowOf> rows) {
        Estimate expected = evaluation(rows).estimate(Metrics.rocAuc());

        assertThat(evaluation(rows, Math::exp).estimate(Metrics.rocAuc())).isEqualTo(expected);
        assertThat(evaluation(rows, x -> x * x * x).estimate(Metrics.rocAuc())).isEqualTo(expected);
        assertThat(evaluation(rows, x -> 1e9 + 4 * x).estimate(Metrics.rocAuc()))
                .isEqualTo(expected);
    }

    @Property(tries = 100)
    void noMetricDependsOnTheOrderOfRows(@ForAll("rows") List<RowOf> rows, @ForAll Random random) {
        List<RowOf> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);

        for (Metric metric : METRICS) {
            assertSame(evaluation(shuffled).estimate(metric), evaluation(rows).estimate(metric));
        }
    }

    @Property(tries = 100)
    void aucOfTheOppositeLabelsIsTheRest(@ForAll("rows") List<RowOf> rows) {
        List<RowOf> opposite = rows.stream()
                .map(row -> new RowOf(!row.label(), row.score(), row.otherScore(), row.weight()))
                .toList();
        Estimate auc = evaluation(rows).estimate(Metrics.rocAuc());
        Estimate rest = evaluation(opposite).estimate(Metrics.rocAuc());

        assertThat(rest.isDefined()).isEqualTo(auc.isDefined());
        if (auc.isDefined()) {
            assertThat(rest.value()).isCloseTo(1 - auc.value(), within(1e-12));
            assertThat(rest.interval().orElseThrow().low())
                    .isCloseTo(1 - auc.interval().orElseThrow().high(), within(1e-9));
        }
    }

    @Property(tries = 100)
    void wholeWeightsHaveTheValueOfAsManyCopies(@ForAll("rows") List<RowOf> rows) {
        Evaluation weighted = weighted(rows);
        List<RowOf> copies = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int copy = 0; copy < weighted.weight(i); copy++) {
                copies.add(rows.get(i));
            }
        }

        for (Metric metric : METRICS) {
            Estimate once = weighted.estimate(metric);
            Estimate many = evaluation(copies).estimate(metric);
            assertThat(once.isDefined()).as(metric.name()).isEqualTo(many.isDefined());
            if (once.isDefined()) {
                assertThat(once.value()).as(metric.name()).isCloseTo(many.value(), within(1e-12));
            }
        }
    }

    @Property(tries = 100)
    void onlyTheRatioOfWeightsCounts(@ForAll("rows") List<RowOf> rows) {
        PairedEvaluation plain = pair(rows, false);
        double[] same = new double[rows.size()];
        Arrays.fill(same, 12.5);
        PairedEvaluation scaled = PairedEvaluation.of(
                plain.champion().withWeights(same), plain.challenger().withWeights(same));

        for (Metric metric : METRICS) {
            assertSame(scaled.compare(metric).champion(), plain.compare(metric).champion());
            assertSame(
                    scaled.compare(metric).difference(), plain.compare(metric).difference());
        }
    }

    @Property(tries = 100)
    void intervalsHoldTheEstimateAndGrowWithTheConfidence(
            @ForAll("rows") List<RowOf> rows, @ForAll @DoubleRange(min = 0.01, max = 0.98) double confidence) {
        Evaluation evaluation = weighted(rows);
        PairedEvaluation pair = pair(rows, false);

        for (Metric metric : METRICS) {
            for (Inference inference :
                    List.of(Inference.of(metric, evaluation), Inference.ofDifference(metric, pair))) {
                Optional<Interval> narrow = inference.at(confidence).interval();
                Optional<Interval> wide = inference.at(confidence + 0.01).interval();
                narrow.ifPresent(interval -> {
                    assertThat(interval.contains(inference.at(confidence).value()))
                            .as(metric.name())
                            .isTrue();
                    assertThat(wide.orElseThrow().low()).isLessThanOrEqualTo(interval.low());
                    assertThat(wide.orElseThrow().high()).isGreaterThanOrEqualTo(interval.high());
                });
            }
        }
    }

    @Property(tries = 100)
    void differencesChangeTheirSignWithTheSides(@ForAll("rows") List<RowOf> rows) {
        for (Metric metric : METRICS) {
            Estimate there = pair(rows, false).compare(metric).difference();
            Estimate back = pair(rows, true).compare(metric).difference();

            assertThat(back.isDefined()).isEqualTo(there.isDefined());
            if (there.isDefined()) {
                assertThat(back.value()).isCloseTo(-there.value(), within(1e-12));
                assertThat(back.interval().orElseThrow().low())
                        .isCloseTo(-there.interval().orElseThrow().high(), within(1e-9));
            }
        }
    }

    @Property(tries = 100)
    void aCheckFailsExactlyWhereItsPValueIsBelow5Percent(
            @ForAll("rows") List<RowOf> rows, @ForAll @DoubleRange(min = 0.01, max = 0.99) double bound) {
        for (Metric metric : List.of(Metrics.rocAuc(), Metrics.accuracy())) {
            DecisionRule rule = DecisionRule.atLeast(bound).demonstrated();
            Measurement measurement = EvaluationChecks.metric(metric, rule).measure(evaluation(rows));
            measurement.pValue().ifPresent(p -> {
                Verdict verdict = rule.decide(measurement).verdict();
                assertThat(verdict == Verdict.FAIL).isEqualTo(p < 0.05);
                assertThat(verdict == Verdict.PASS).isEqualTo(p >= 0.95);
            });
        }
    }
}
