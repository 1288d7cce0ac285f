package org.mlops4j.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a check said, with everything that is needed to understand it later.
 *
 * @since 0.1.0
 */
public final class CheckResult {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final CheckSpec spec;
    private final String description;
    private final Measurement measurement;
    private final Decision decision;

    private CheckResult(CheckSpec spec, String description, Measurement measurement, Decision decision) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.description = Objects.requireNonNull(description, "description");
        this.measurement = Objects.requireNonNull(measurement, "measurement");
        this.decision = Objects.requireNonNull(decision, "decision");
    }

    /**
     * The result of a check.
     *
     * @param check the check
     * @param measurement what it measured
     * @param decision what its rule says
     * @return the result
     */
    public static CheckResult of(Check<?> check, Measurement measurement, Decision decision) {
        return new CheckResult(check.spec(), check.description(), measurement, decision);
    }

    /**
     * A result read back from where it was stored.
     *
     * @param spec the check as data
     * @param description its rule in one sentence
     * @param measurement what it measured
     * @param decision what its rule said
     * @return the result
     */
    public static CheckResult of(CheckSpec spec, String description, Measurement measurement, Decision decision) {
        return new CheckResult(spec, description, measurement, decision);
    }

    /**
     * The same measurement under another decision, as when a suite spends one error budget on many checks.
     *
     * @param other the new decision
     * @return a result with it
     */
    public CheckResult with(Decision other) {
        return new CheckResult(spec, description, measurement, other);
    }

    /**
     * The check as data.
     *
     * @return kind and parameters
     */
    public CheckSpec spec() {
        return spec;
    }

    /**
     * The rule in one sentence.
     *
     * @return the sentence
     */
    public String description() {
        return description;
    }

    /**
     * What was measured.
     *
     * @return the measurement
     */
    public Measurement measurement() {
        return measurement;
    }

    /**
     * The verdict with its explanation.
     *
     * @return the decision
     */
    public Decision decision() {
        return decision;
    }

    /**
     * The verdict alone.
     *
     * @return PASS, FAIL or INCONCLUSIVE
     */
    public Verdict verdict() {
        return decision.verdict();
    }

    /**
     * Whether the rule is kept.
     *
     * @return true for PASS only
     */
    public boolean isPassed() {
        return decision.verdict() == Verdict.PASS;
    }

    /**
     * A paragraph a person can act on: the rule, the verdict, the numbers, the evidence, what to do.
     *
     * @return several lines, without a line break at the end
     */
    public String explain() {
        StringBuilder text = new StringBuilder(description).append("\n  ").append(decision.verdict());
        if (decision.reason() != Reason.DECIDED) {
            text.append(" (").append(decision.reason()).append(')');
        }
        text.append(": ").append(decision.explanation());
        if (!isPassed()) {
            measurement.pValue().ifPresent(p -> text.append(String.format(Locale.ROOT, ", p = %.3g", p)));
        }
        if (!measurement.details().isEmpty()) {
            text.append(measurement.details().entrySet().stream()
                    .map(detail -> detail.getKey() + " " + shown(detail.getValue()))
                    .collect(Collectors.joining(", ", "\n  ", "")));
        }
        if (!decision.nextStep().isEmpty()) {
            text.append("\n  ").append(decision.nextStep());
        }
        return text.toString();
    }

    /** Six digits are enough for people; the exact value stays in the measurement. */
    private static String shown(Object value) {
        if (value instanceof Double number) {
            return new BigDecimal(number).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }

    /**
     * One line for messages.
     *
     * @return verdict and description
     */
    @Override
    public String toString() {
        return decision.verdict() + " " + description;
    }
}
