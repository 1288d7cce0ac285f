package org.mlops4j.testing.assertj;

import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metric;
import org.mlops4j.core.evaluation.PairedEvaluation;

/**
 * Assertions on an evaluation.
 *
 * @since 0.1.0
 */
public class EvaluationAssert extends AbstractCheckedAssert<EvaluationAssert, Evaluation> {

    /**
     * Assertions on an evaluation.
     *
     * @param actual the evaluation
     */
    public EvaluationAssert(@Nullable Evaluation actual) {
        super(actual, EvaluationAssert.class);
    }

    /**
     * Turns to one metric.
     *
     * @param metric the metric
     * @return assertions on its value
     */
    @CheckReturnValue
    public MetricAssert metric(Metric metric) {
        isNotNull();
        return new MetricAssert(this, metric);
    }

    /**
     * Passes if it is shown, at one-sided 95 % confidence and on the same rows, that this model is not worse than
     * another by more than a margin.
     *
     * @param champion the other model's evaluation, with the same row ids
     * @param metric what is compared
     * @param margin how much worse is tolerated, above 0
     * @return these assertions
     */
    public EvaluationAssert isNotWorseThan(Evaluation champion, Metric metric, double margin) {
        isNotNull();
        return passes(EvaluationChecks.notWorse(metric, margin).run(PairedEvaluation.of(champion, actual)));
    }

    /**
     * Passes if it is shown, at one-sided 95 % confidence and on the same rows, that this model is better than another.
     *
     * @param champion the other model's evaluation, with the same row ids
     * @param metric what is compared
     * @return these assertions
     */
    public EvaluationAssert isBetterThan(Evaluation champion, Metric metric) {
        isNotNull();
        return passes(EvaluationChecks.better(metric).run(PairedEvaluation.of(champion, actual)));
    }
}
