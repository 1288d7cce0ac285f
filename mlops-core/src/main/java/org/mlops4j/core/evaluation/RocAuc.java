package org.mlops4j.core.evaluation;

import org.mlops4j.check.Estimate;
import org.mlops4j.core.evaluation.internal.Intervals;

/** The area under the receiver operating characteristic. */
record RocAuc() implements InferringMetric {

    /** A variance of the difference below this part of the two variances is what rounding leaves of 0. */
    private static final double ROUNDING = 1e-26;

    @Override
    public String name() {
        return "roc_auc";
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
        return RocAreas.whyUndefined(evaluation).map(Inference::of).orElseGet(() -> infer(RocAreas.of(evaluation)));
    }

    private static Inference infer(RocAreas areas) {
        Estimate estimate = Estimate.of(areas.value(), areas.rows());
        if (areas.isDegenerate()) {
            return confidence ->
                    estimate.with(Intervals.ofEqualRows(areas.value(), 0, 1, areas.effectiveRows(), confidence));
        }
        double standardError = Math.sqrt(areas.variance());
        return confidence -> estimate.with(Intervals.logit(areas.value(), standardError, confidence, "delong-logit"));
    }

    @Override
    public Inference inferDifference(Evaluation champion, Evaluation challenger) {
        return RocAreas.whyUndefined(champion)
                .or(() -> RocAreas.whyUndefined(challenger))
                .map(Inference::of)
                .orElseGet(() -> inferDifference(RocAreas.of(champion), RocAreas.of(challenger)));
    }

    private static Inference inferDifference(RocAreas champion, RocAreas challenger) {
        double difference = challenger.value() - champion.value();
        Estimate estimate = Estimate.of(difference, champion.rows());
        if (champion.isDegenerate() || challenger.isDegenerate()) {
            Inference first = infer(challenger);
            Inference second = infer(champion);
            return confidence -> estimate.with(Intervals.difference(
                    challenger.value(),
                    first.at(confidence).interval().orElseThrow(),
                    champion.value(),
                    second.at(confidence).interval().orElseThrow()));
        }
        double variance = challenger.varianceOfDifference(champion);
        if (variance <= ROUNDING * (champion.variance() + challenger.variance())) {
            return confidence ->
                    estimate.with(Intervals.ofEqualRows(difference, -1, 1, champion.effectiveRows(), confidence));
        }
        double standardError = Math.sqrt(variance);
        return confidence ->
                estimate.with(Intervals.normal(difference, standardError, -1, 1, confidence, "delong-paired"));
    }

    @Override
    public String toString() {
        return name();
    }
}
