package org.mlops4j.testing.assertj;

import java.util.function.UnaryOperator;
import org.assertj.core.annotation.CheckReturnValue;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metric;

/**
 * Assertions on one metric of an evaluation. By default a bound holds unless the interval refutes it, given that the
 * interval is narrow enough to have been able to; {@link #demonstrated()} asks for proof, {@link #byPoint()} for the
 * value alone.
 *
 * @since 0.1.0
 */
public final class MetricAssert {

    private final EvaluationAssert evaluation;
    private final Metric metric;
    private final UnaryOperator<DecisionRule> policy;

    MetricAssert(EvaluationAssert evaluation, Metric metric) {
        this(evaluation, metric, UnaryOperator.identity());
    }

    private MetricAssert(EvaluationAssert evaluation, Metric metric, UnaryOperator<DecisionRule> policy) {
        this.evaluation = evaluation;
        this.metric = metric;
        this.policy = policy;
    }

    /**
     * Asks that the whole interval lies on the good side.
     *
     * @return assertions under this policy
     */
    @CheckReturnValue
    public MetricAssert demonstrated() {
        return new MetricAssert(evaluation, metric, DecisionRule::demonstrated);
    }

    /**
     * Looks at the value alone: for a frozen data set and a deterministic model.
     *
     * @return assertions under this policy
     */
    @CheckReturnValue
    public MetricAssert byPoint() {
        return new MetricAssert(evaluation, metric, DecisionRule::point);
    }

    /**
     * Accepts an interval of this half-width as informative, in place of {@value DecisionRule#DEFAULT_RESOLUTION}.
     *
     * @param halfWidth in units of the metric, finite and above 0
     * @return assertions under this policy
     * @throws IllegalArgumentException if it is not
     */
    @CheckReturnValue
    public MetricAssert withResolution(double halfWidth) {
        if (!(halfWidth > 0 && halfWidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("halfWidth must be finite and above 0 but was " + halfWidth);
        }
        return new MetricAssert(evaluation, metric, rule -> rule.unlessRefuted(halfWidth));
    }

    /**
     * Passes if the metric is not below a bound.
     *
     * @param bound the bound, in the metric's range
     * @return assertions on the evaluation
     * @throws IllegalArgumentException if the bound lies outside the metric's range
     */
    public EvaluationAssert isAtLeast(double bound) {
        return evaluation.satisfies(EvaluationChecks.metric(metric, policy.apply(DecisionRule.atLeast(bound))));
    }

    /**
     * Passes if the metric is not above a bound.
     *
     * @param bound the bound, in the metric's range
     * @return assertions on the evaluation
     * @throws IllegalArgumentException if the bound lies outside the metric's range
     */
    public EvaluationAssert isAtMost(double bound) {
        return evaluation.satisfies(EvaluationChecks.metric(metric, policy.apply(DecisionRule.atMost(bound))));
    }
}
