package org.mlops4j.check;

import java.util.function.Function;

/** A check of a number that measures whatever the test wants. */
record FixedCheck(String kind, DecisionRule rule, Function<Integer, Measurement> measure) implements Check<Integer> {

    static FixedCheck of(String kind, DecisionRule rule, Measurement measurement) {
        return new FixedCheck(kind, rule, subject -> measurement);
    }

    @Override
    public CheckSpec spec() {
        return CheckSpec.of(kind).with(rule.toParameters());
    }

    @Override
    public String description() {
        return kind + " must be " + rule;
    }

    @Override
    public Class<Integer> subjectType() {
        return Integer.class;
    }

    @Override
    public Measurement measure(Integer subject) {
        return measure.apply(subject);
    }
}
