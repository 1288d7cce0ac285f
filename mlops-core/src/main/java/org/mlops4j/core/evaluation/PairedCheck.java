package org.mlops4j.core.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Decision;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.core.evaluation.Metric.Direction;
import org.mlops4j.evaluation.Comparison;

/** The challenger is not worse than the champion by more than a margin; or, without one, better. */
final class PairedCheck implements Check<PairedEvaluation> {

    static final String NOT_WORSE = "not-worse";
    static final String BETTER = "better";

    private final String kind;
    private final Metric metric;
    private final double margin;
    private final DecisionRule rule;

    private PairedCheck(String kind, Metric metric, double margin) {
        this.kind = kind;
        this.metric = Objects.requireNonNull(metric, "metric");
        this.margin = margin;
        if (!(margin >= 0 && margin < metric.high() - metric.low())) {
            throw new IllegalArgumentException("margin of " + metric.name() + " must be in [0, "
                    + (metric.high() - metric.low()) + ") but was " + margin);
        }
        // Adding 0.0 makes 0.0 of -0.0, so that messages and specs do not show it.
        this.rule = (metric.direction() == Direction.HIGHER_IS_BETTER
                        ? DecisionRule.atLeast(-margin + 0.0)
                        : DecisionRule.atMost(margin))
                .demonstrated();
    }

    static PairedCheck notWorse(Metric metric, double margin) {
        return new PairedCheck(NOT_WORSE, metric, margin);
    }

    static PairedCheck better(Metric metric) {
        return new PairedCheck(BETTER, metric, 0);
    }

    static Check<?> readNotWorse(CheckSpec spec) {
        return notWorse(EvaluationCheckKind.metricOf(spec, "margin"), spec.number("margin"));
    }

    static Check<?> readBetter(CheckSpec spec) {
        return better(EvaluationCheckKind.metricOf(spec));
    }

    @Override
    public CheckSpec spec() {
        CheckSpec spec = EvaluationCheckKind.specOf(kind, metric);
        return isBetter() ? spec : spec.with("margin", margin);
    }

    @Override
    public String description() {
        return isBetter()
                ? metric.name() + " of the challenger must be better than that of the champion, on the same rows"
                : metric.name() + " of the challenger must not be worse than that of the champion by more than "
                        + margin + ", on the same rows";
    }

    @Override
    public Class<PairedEvaluation> subjectType() {
        return PairedEvaluation.class;
    }

    @Override
    public DecisionRule rule() {
        return rule;
    }

    @Override
    public Measurement measure(PairedEvaluation pair) {
        Inference inference = Inference.ofDifference(metric, pair);
        double confidence = EvaluationChecks.DECISION_CONFIDENCE;
        Comparison comparison = pair.compare(metric, confidence, inference.at(confidence));
        Measurement measurement = Measurement.of(metric.name() + "_difference", comparison.difference())
                .withDetail("champion", Details.of(comparison.champion()))
                .withDetail("challenger", Details.of(comparison.challenger()))
                .withDetail("difference", Details.of(comparison.difference()))
                .withDetail("pairs", comparison.pairs());
        if (!isBetter()) {
            measurement = measurement.withDetail("margin", margin);
        }
        if (!metric.parameters().isEmpty()) {
            measurement = measurement.withDetail("metric_parameters", metric.parameters());
        }
        OptionalDouble p = inference.pValue(rule);
        if (p.isPresent()) {
            measurement = measurement
                    .withPValue(p.getAsDouble())
                    .withDetail(isBetter() ? "p_not_better" : "p_worse_by_margin", 1 - p.getAsDouble());
        }
        return Details.ofInterval(withDisagreements(measurement, pair));
    }

    /** An interval without width at 0 shows no difference, though it does not cross the bound. */
    @Override
    public CheckResult run(PairedEvaluation pair) {
        CheckResult result = Check.super.run(pair);
        boolean nothingShown = isBetter()
                && result.isPassed()
                && result.measurement().estimate().value() == 0;
        return nothingShown
                ? result.with(Decision.inconclusive(
                        Reason.UNRESOLVED,
                        result.decision().explanation() + ": there is no difference",
                        "ask for not-worse if no difference is good enough"))
                : result;
    }

    private Measurement withDisagreements(Measurement measurement, PairedEvaluation pair) {
        if (!pair.champion().hasDecisions() || !pair.challenger().hasDecisions()) {
            return measurement;
        }
        long onlyChampion = 0;
        long onlyChallenger = 0;
        for (int i = 0; i < pair.pairs(); i++) {
            boolean champion = pair.champion().isRight(i);
            boolean challenger = pair.challenger().isRight(i);
            onlyChampion += champion && !challenger ? 1 : 0;
            onlyChallenger += challenger && !champion ? 1 : 0;
        }
        return measurement
                .withDetail("rows_only_champion_right", onlyChampion)
                .withDetail("rows_only_challenger_right", onlyChallenger);
    }

    private boolean isBetter() {
        return kind.equals(BETTER);
    }

    @Override
    public String toString() {
        return description();
    }
}
