package org.mlops4j.drift;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.mlops4j.check.Verdict;
import org.mlops4j.data.Field;

/**
 * What all tests say of one column.
 *
 * @param field the column
 * @param tests one result a test, in the order of the tests
 * @since 0.1.0
 */
public record ColumnDrift(Field field, List<DriftTestResult> tests) {

    /**
     * Copies the list.
     *
     * @param field the column
     * @param tests one result a test
     */
    public ColumnDrift {
        Objects.requireNonNull(field, "field");
        tests = List.copyOf(tests);
    }

    /**
     * The verdict on the column.
     *
     * @return the worst of its tests; INCONCLUSIVE if there are none
     */
    public Verdict verdict() {
        return Verdict.worst(tests.stream().map(DriftTestResult::verdict).toList());
    }

    /**
     * How many times its threshold the worst statistic is.
     *
     * @return a number from 0
     */
    public double severity() {
        return tests.stream().mapToDouble(DriftTestResult::severity).max().orElse(0);
    }

    /**
     * The result that weighs most.
     *
     * @return the one of the highest severity among those of the column's verdict
     * @throws java.util.NoSuchElementException if there are no tests
     */
    public DriftTestResult strongest() {
        return tests.stream()
                .filter(test -> test.verdict() == verdict())
                .max(Comparator.comparingDouble(DriftTestResult::severity))
                .orElseThrow();
    }
}
