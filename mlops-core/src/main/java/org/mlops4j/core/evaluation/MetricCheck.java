package org.mlops4j.core.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Measurement;

/** A metric keeps a bound. */
final class MetricCheck implements Check<Evaluation> {

    static final String KIND = "metric";

    private final Metric metric;
    private final DecisionRule rule;

    MetricCheck(Metric metric, DecisionRule rule) {
        this.metric = Objects.requireNonNull(metric, "metric");
        this.rule = Objects.requireNonNull(rule, "rule");
        if (!(rule.bound() >= metric.low() && rule.bound() <= metric.high())) {
            throw new IllegalArgumentException("bound of " + metric.name() + " must be in [" + metric.low() + ", "
                    + metric.high() + "] but was " + rule.bound());
        }
    }

    static Check<?> read(CheckSpec spec) {
        Metric metric = EvaluationCheckKind.metricOf(spec, "direction", "bound", "policy", "resolution");
        return new MetricCheck(metric, DecisionRule.fromParameters(spec));
    }

    @Override
    public CheckSpec spec() {
        return EvaluationCheckKind.specOf(KIND, metric).with(rule.toParameters());
    }

    @Override
    public String description() {
        return metric.name() + " must be " + rule;
    }

    @Override
    public Class<Evaluation> subjectType() {
        return Evaluation.class;
    }

    @Override
    public DecisionRule rule() {
        return rule;
    }

    @Override
    public Measurement measure(Evaluation evaluation) {
        Inference inference = Inference.of(metric, evaluation);
        Measurement measurement = Measurement.of(metric.name(), inference.at(EvaluationChecks.DECISION_CONFIDENCE));
        OptionalDouble p = inference.pValue(rule);
        if (p.isPresent()) {
            measurement = measurement.withPValue(p.getAsDouble());
        }
        if (!metric.parameters().isEmpty()) {
            measurement = measurement.withDetail("metric_parameters", metric.parameters());
        }
        return Details.ofInterval(measurement.withDetail("rows", evaluation.rowCount()));
    }

    @Override
    public String toString() {
        return description();
    }
}
