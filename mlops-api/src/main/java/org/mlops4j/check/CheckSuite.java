package org.mlops4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Checks that are run together and share one error budget.
 *
 * @since 0.1.0
 */
public final class CheckSuite {

    private final String name;
    private final List<Check<?>> checks;
    private final ErrorBudget budget;

    private CheckSuite(String name, List<? extends Check<?>> checks, ErrorBudget budget) {
        this.name = Objects.requireNonNull(name, "name");
        this.checks = List.copyOf(checks);
        this.budget = Objects.requireNonNull(budget, "budget");
    }

    /**
     * A suite in which each check decides alone.
     *
     * @param name what the suite is called in reports
     * @param checks the checks, in order
     * @return the suite
     */
    public static CheckSuite of(String name, Check<?>... checks) {
        return new CheckSuite(name, Arrays.asList(checks), ErrorBudget.none());
    }

    /**
     * A suite in which each check decides alone.
     *
     * @param name what the suite is called in reports
     * @param checks the checks, in order
     * @return the suite
     */
    public static CheckSuite of(String name, List<? extends Check<?>> checks) {
        return new CheckSuite(name, checks, ErrorBudget.none());
    }

    /**
     * The same checks under one error budget: a check that fails on its own, but not after the adjustment of its
     * p-value, is INCONCLUSIVE. A check without a p-value keeps its own decision.
     *
     * @param shared the budget
     * @return a suite with it
     */
    public CheckSuite with(ErrorBudget shared) {
        return new CheckSuite(name, checks, shared);
    }

    /**
     * What the suite is called.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * The checks in order.
     *
     * @return an unmodifiable list
     */
    public List<Check<?>> checks() {
        return checks;
    }

    /**
     * Runs all checks; never stops at the first failure.
     *
     * @param evidence where the checks find their subjects
     * @return one result a check, and the verdict on the whole
     */
    public SuiteResult run(Evidence evidence) {
        return new SuiteResult(name, decideTogether(evidence.run(checks)));
    }

    private List<CheckResult> decideTogether(List<CheckResult> alone) {
        if (budget.method() == ErrorBudget.Method.NONE) {
            return alone;
        }
        List<CheckResult> withP = alone.stream()
                .filter(result -> result.measurement().pValue().isPresent())
                .toList();
        double[] adjusted = budget.adjust(withP.stream()
                .mapToDouble(result -> result.measurement().pValue().getAsDouble())
                .toArray());
        List<CheckResult> together = new ArrayList<>(alone);
        for (int i = 0; i < adjusted.length; i++) {
            CheckResult result = withP.get(i);
            if (result.verdict() == Verdict.FAIL && adjusted[i] > budget.level()) {
                String why = String.format(
                        Locale.ROOT,
                        "%s; adjusted p %.3g (%s over %d checks) is above %.3g",
                        result.decision().explanation(),
                        adjusted[i],
                        budget.method(),
                        adjusted.length,
                        budget.level());
                together.set(
                        alone.indexOf(result),
                        result.with(Decision.inconclusive(Reason.UNRESOLVED, why, "gather more rows")));
            }
        }
        return together;
    }
}
