package org.mlops4j.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The results of checks that were run together.
 *
 * @param name what the suite is called
 * @param results one result a check, in order
 * @since 0.1.0
 */
public record SuiteResult(String name, List<CheckResult> results) {

    /**
     * Copies the list.
     *
     * @param name what the suite is called
     * @param results one result a check, in order
     */
    public SuiteResult {
        Objects.requireNonNull(name, "name");
        results = List.copyOf(results);
    }

    /**
     * The verdict on the whole.
     *
     * @return the worst of the parts; INCONCLUSIVE if there are none
     */
    public Verdict verdict() {
        return Verdict.worst(results.stream().map(CheckResult::verdict).toList());
    }

    /**
     * The results of one verdict.
     *
     * @param verdict the verdict
     * @return those results, in order
     */
    public List<CheckResult> with(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).toList();
    }

    /**
     * Every result, explained.
     *
     * @return several lines, without a line break at the end
     */
    public String explain() {
        return name + ": " + verdict()
                + results.stream().map(result -> "\n" + result.explain()).collect(Collectors.joining());
    }
}
