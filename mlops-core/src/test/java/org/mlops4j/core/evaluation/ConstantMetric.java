package org.mlops4j.core.evaluation;

import org.mlops4j.check.Estimate;
import org.mlops4j.check.Interval;

/** A metric from outside this library; its interval has no width, whatever the confidence. */
record ConstantMetric(Estimate estimate) implements Metric {

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public double low() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double high() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Estimate estimate(Evaluation evaluation, double confidence) {
        return estimate;
    }

    /** The same metric, which finds no difference and is certain of it. */
    static Metric withoutDifference() {
        return new Metric() {
            @Override
            public String name() {
                return "certain";
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
            public Estimate estimate(Evaluation evaluation, double confidence) {
                return Estimate.of(0.5, 1);
            }

            @Override
            public Estimate difference(Evaluation champion, Evaluation challenger, double confidence) {
                return Estimate.of(0, 1).with(new Interval(0, 0, confidence, "none"));
            }
        };
    }
}
