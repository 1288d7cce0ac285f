package org.mlops4j.core.evaluation;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Reason;
import org.mlops4j.core.evaluation.internal.Intervals;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.CostMatrix;

/** What the decisions cost, per row. */
record ExpectedCost(CostMatrix costs) implements InferringMetric {

    ExpectedCost {
        Objects.requireNonNull(costs, "costs");
    }

    @Override
    public String name() {
        return "expected_cost";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public double low() {
        return Math.min(
                Math.min(costs.truePositive(), costs.falsePositive()),
                Math.min(costs.falseNegative(), costs.trueNegative()));
    }

    @Override
    public double high() {
        return Math.max(
                Math.max(costs.truePositive(), costs.falsePositive()),
                Math.max(costs.falseNegative(), costs.trueNegative()));
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of(
                "true_positive", costs.truePositive(),
                "false_positive", costs.falsePositive(),
                "false_negative", costs.falseNegative(),
                "true_negative", costs.trueNegative());
    }

    @Override
    public Inference infer(Evaluation evaluation) {
        return undefined(evaluation)
                .orElseGet(() -> mean(evaluation, row -> cost(evaluation, row), low(), high(), "student-t"));
    }

    @Override
    public Inference inferDifference(Evaluation champion, Evaluation challenger) {
        double widest = high() - low();
        return undefined(champion)
                .or(() -> undefined(challenger))
                .orElseGet(() -> mean(
                        champion,
                        row -> cost(challenger, row) - cost(champion, row),
                        -widest,
                        widest,
                        "paired-student-t"));
    }

    private static Optional<Inference> undefined(Evaluation evaluation) {
        if (evaluation.task() != Scores.Task.BINARY) {
            return Optional.of(Inference.of(Estimate.undefined(
                    Reason.UNDEFINED,
                    "a cost matrix has two classes but the evaluation has "
                            + evaluation.classes().size(),
                    evaluation.rowCount())));
        }
        return evaluation.whyNoDecisions().map(Inference::of);
    }

    private double cost(Evaluation evaluation, int row) {
        return costs.of(evaluation.label(row) == 1, evaluation.decision(row) == 1);
    }

    private static Inference mean(
            Evaluation evaluation, IntToDoubleFunction number, double low, double high, String method) {
        RowMean mean = RowMean.of(evaluation, number);
        Estimate estimate = Estimate.of(mean.mean(), mean.rows());
        if (mean.allEqual()) {
            return confidence ->
                    estimate.with(Intervals.ofEqualRows(mean.mean(), low, high, mean.effectiveRows(), confidence));
        }
        return confidence -> estimate.with(
                Intervals.student(mean.mean(), mean.standardError(), mean.effectiveRows() - 1, confidence, method));
    }

    @Override
    public String toString() {
        return name() + " " + costs;
    }
}
