package org.mlops4j.testing.assertj;

import java.util.Objects;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metric;
import org.mlops4j.core.evaluation.PairedEvaluation;
import org.mlops4j.core.evaluation.UnpairedException;

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
        return new MetricAssert(this, Objects.requireNonNull(metric, "metric"));
    }

    /**
     * Passes if it is shown, at one-sided 95 % confidence and on the same rows, that this model is not worse than
     * another by more than a margin. Rows that cannot be paired show nothing.
     *
     * @param champion the other model's evaluation, with the same row ids
     * @param metric what is compared
     * @param margin how much worse is tolerated, in units of the metric, at least 0
     * @return these assertions
     * @throws IllegalArgumentException if the margin is negative, NaN, or not smaller than the metric's range
     */
    public EvaluationAssert isNotWorseThan(Evaluation champion, Metric metric, double margin) {
        return passes(EvaluationChecks.notWorse(metric, margin), champion);
    }

    /**
     * Passes if it is shown, at one-sided 95 % confidence and on the same rows, that this model is better than another.
     * Rows that cannot be paired show nothing.
     *
     * @param champion the other model's evaluation, with the same row ids
     * @param metric what is compared
     * @return these assertions
     */
    public EvaluationAssert isBetterThan(Evaluation champion, Metric metric) {
        return passes(EvaluationChecks.better(metric), champion);
    }

    private EvaluationAssert passes(Check<PairedEvaluation> check, Evaluation champion) {
        Objects.requireNonNull(champion, "champion");
        isNotNull();
        try {
            return passes(check.run(PairedEvaluation.of(champion, actual)));
        } catch (UnpairedException e) {
            return passes(unpaired(check, e));
        }
    }

    private static CheckResult unpaired(Check<PairedEvaluation> check, UnpairedException problem) {
        String why = String.valueOf(problem.getMessage());
        Estimate unknown = Estimate.undefined(Reason.UNPAIRED, why, problem.count());
        return CheckResult.of(
                check,
                Measurement.of(check.spec().kind(), unknown),
                Decision.inconclusive(Reason.UNPAIRED, why, "give both evaluations the same rows, by id"));
    }
}
