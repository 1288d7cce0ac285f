package org.mlops4j.core.evaluation;

import java.util.OptionalDouble;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;

/** What the rows say of one number: an estimate at any confidence, without looking at the rows again. */
@FunctionalInterface
interface Inference {

    /** Tails below this are not told apart. */
    double SMALLEST_TAIL = 1e-15;

    /** Halvings of the logarithm of the tail: 35 / 2^50 is below what a double resolves. */
    int HALVINGS = 50;

    Estimate at(double confidence);

    /** A number without an interval, or an undefined one. */
    static Inference of(Estimate estimate) {
        return confidence -> estimate;
    }

    /** What a metric knows of one evaluation. */
    static Inference of(Metric metric, Evaluation evaluation) {
        return metric instanceof InferringMetric own
                ? own.infer(evaluation)
                : confidence -> metric.estimate(evaluation, confidence);
    }

    /** What a metric knows of challenger minus champion. */
    static Inference ofDifference(Metric metric, PairedEvaluation pair) {
        return metric instanceof InferringMetric own
                ? own.inferDifference(pair.champion(), pair.challenger())
                : confidence -> metric.difference(pair.champion(), pair.challenger(), confidence);
    }

    /**
     * The probability of a value this bad or worse if the rule's bound just holds: the tail that an end of the interval
     * must leave out to reach the bound. So the p-value and the decision never part, whatever the method of the interval.
     * Empty without an interval; not below {@value #SMALLEST_TAIL}.
     */
    default OptionalDouble pValue(DecisionRule rule) {
        Estimate estimate = at(0.5);
        if (!estimate.isDefined() || estimate.interval().isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = estimate.value();
        boolean belowBound = value < rule.bound();
        double tail = value == rule.bound() ? 0.5 : tailUpTo(rule.bound(), belowBound);
        return OptionalDouble.of(belowBound == (rule.direction() == DecisionRule.Direction.AT_LEAST) ? tail : 1 - tail);
    }

    private double tailUpTo(double bound, boolean upwards) {
        double low = Math.log(SMALLEST_TAIL);
        double high = Math.log(0.5);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            Interval interval = at(1 - 2 * Math.exp(middle)).interval().orElseThrow();
            boolean reached = upwards ? interval.high() >= bound : interval.low() <= bound;
            if (reached) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(low);
    }
}
