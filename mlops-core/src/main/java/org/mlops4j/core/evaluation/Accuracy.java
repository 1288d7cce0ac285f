package org.mlops4j.core.evaluation;

import org.mlops4j.check.Estimate;
import org.mlops4j.core.evaluation.internal.Intervals;
import org.mlops4j.core.stats.internal.Sum;

/** The share of rows that were decided right. */
record Accuracy() implements InferringMetric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public double low() {
        return 0;
    }

    @Override
    public double high() {
        return 1;
    }

    @Override
    public Inference infer(Evaluation evaluation) {
        return evaluation.whyNoDecisions().map(Inference::of).orElseGet(() -> {
            RowMean right = RowMean.of(evaluation, row -> evaluation.isRight(row) ? 1 : 0);
            Estimate share = Estimate.of(right.mean(), right.rows());
            return confidence -> share.with(Intervals.wilson(right.mean(), right.effectiveRows(), confidence));
        });
    }

    @Override
    public Inference inferDifference(Evaluation champion, Evaluation challenger) {
        return champion.whyNoDecisions()
                .or(challenger::whyNoDecisions)
                .map(Inference::of)
                .orElseGet(() -> difference(champion, challenger));
    }

    private static Inference difference(Evaluation champion, Evaluation challenger) {
        // Cells of the paired table, by (challenger right, champion right).
        Sum[] cells = {new Sum(), new Sum(), new Sum(), new Sum()};
        for (int i = 0; i < champion.rowCount(); i++) {
            int cell = (challenger.isRight(i) ? 2 : 0) + (champion.isRight(i) ? 1 : 0);
            cells[cell].add(champion.weight(i));
        }
        RowMean rows = RowMean.of(champion, row -> 1);
        double total = Sum.of(cells[0].value(), cells[1].value(), cells[2].value(), cells[3].value());
        double scale = rows.effectiveRows() / total;
        double onlyChallenger = cells[2].value();
        double onlyChampion = cells[1].value();
        Estimate difference = Estimate.of((onlyChallenger - onlyChampion) / total, rows.rows());
        return confidence -> difference.with(Intervals.pairedShares(
                cells[3].value() * scale,
                onlyChallenger * scale,
                onlyChampion * scale,
                cells[0].value() * scale,
                confidence));
    }

    @Override
    public String toString() {
        return name();
    }
}
