package org.mlops4j.core.evaluation;

import org.mlops4j.check.Estimate;

/** A built-in metric: it looks at the rows once and then knows its estimate at any confidence. */
interface InferringMetric extends Metric {

    Inference infer(Evaluation evaluation);

    Inference inferDifference(Evaluation champion, Evaluation challenger);

    @Override
    default Estimate estimate(Evaluation evaluation, double confidence) {
        return infer(evaluation).at(requireConfidence(confidence));
    }

    @Override
    default Estimate difference(Evaluation champion, Evaluation challenger, double confidence) {
        return inferDifference(champion, challenger).at(requireConfidence(confidence));
    }

    private static double requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1) but was " + confidence);
        }
        return confidence;
    }
}
