package org.mlops4j.core.evaluation;

import java.util.List;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.DecisionRule;

/**
 * Checks on evaluations: is a model good enough, and is it no worse or better than another.
 *
 * <p>They decide by two-sided intervals of {@value #DECISION_CONFIDENCE} confidence, whose ends are one-sided bounds of 95
 * %: a PASS of {@link DecisionRule#demonstrated()}, and a FAIL that rests on the interval, are each wrong with
 * probability at most 5 %, as far as the method of the interval keeps its coverage. Reports show 95 % intervals, which
 * are wider.
 *
 * <p>Every measurement carries its evidence as details, and the p-value of its bound: the probability of a value this bad
 * or worse if the bound just holds, found from the interval itself, so that it is below 0.05 exactly where the interval
 * refutes the bound.
 *
 * <pre>{@code
 * Check<Evaluation> good = EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.80).demonstrated());
 * Check<PairedEvaluation> safe = EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02);
 * CheckResult result = safe.run(PairedEvaluation.of(champion, challenger));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class EvaluationChecks {

    /** Two-sided confidence of the intervals that decide: one-sided 95 %. */
    public static final double DECISION_CONFIDENCE = 0.90;

    private EvaluationChecks() {}

    /**
     * A metric keeps a bound. The kind is {@code metric}.
     *
     * @param metric what to measure; to be stored as data it must be one that {@link Metrics#byName} knows
     * @param rule the bound, and how sure one must be
     * @return the check
     * @throws IllegalArgumentException if the bound lies outside the metric's range
     */
    public static Check<Evaluation> metric(Metric metric, DecisionRule rule) {
        return new MetricCheck(metric, rule);
    }

    /**
     * The challenger is not worse than the champion by more than a margin (non-inferiority): the whole interval of
     * challenger minus champion lies on the good side of the margin. A difference that is merely not shown does not pass.
     * The kind is {@code not-worse}.
     *
     * @param metric what to measure; to be stored as data it must be one that {@link Metrics#byName} knows
     * @param margin the largest loss that would be accepted, in units of the metric; at least 0
     * @return the check
     * @throws IllegalArgumentException if the margin is negative, NaN, or not smaller than the metric's range
     */
    public static Check<PairedEvaluation> notWorse(Metric metric, double margin) {
        return PairedCheck.notWorse(metric, margin);
    }

    /**
     * The challenger is better than the champion (superiority): the whole interval of challenger minus champion lies on
     * the good side of 0. The kind is {@code better}.
     *
     * @param metric what to measure; to be stored as data it must be one that {@link Metrics#byName} knows
     * @return the check
     */
    public static Check<PairedEvaluation> better(Metric metric) {
        return PairedCheck.better(metric);
    }

    /**
     * Builders of these checks from their data.
     *
     * @return the kinds {@code metric}, {@code not-worse} and {@code better}
     */
    public static List<CheckKind> kinds() {
        return List.of(
                new EvaluationCheckKind(MetricCheck.KIND, MetricCheck::read),
                new EvaluationCheckKind(PairedCheck.NOT_WORSE, PairedCheck::readNotWorse),
                new EvaluationCheckKind(PairedCheck.BETTER, PairedCheck::readBetter));
    }
}
