package org.mlops4j.testing.assertj;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Verdict;
import org.mlops4j.drift.DriftReport;

/**
 * Assertions on a drift report.
 *
 * @since 0.1.0
 */
public class DriftReportAssert extends AbstractCheckedAssert<DriftReportAssert, DriftReport> {

    /**
     * Assertions on a drift report.
     *
     * @param actual the report
     */
    public DriftReportAssert(@Nullable DriftReport actual) {
        super(actual, DriftReportAssert.class);
    }

    /**
     * Passes if no column has drifted and every column can be told.
     *
     * @return these assertions
     */
    public DriftReportAssert hasNoDrift() {
        isNotNull();
        if (actual.verdict() != Verdict.PASS) {
            fails(actual.explain());
        }
        return this;
    }

    /**
     * Passes if all of these columns have drifted, whatever the others did.
     *
     * @param columns names of columns
     * @return these assertions
     */
    public DriftReportAssert hasDriftIn(String... columns) {
        isNotNull();
        Set<String> missing = new TreeSet<>(List.of(columns));
        missing.removeAll(drifted());
        if (!missing.isEmpty()) {
            fails("columns " + missing + " must have drifted but have not: " + actual.explain());
        }
        return this;
    }

    /**
     * Passes if exactly these columns have drifted.
     *
     * @param columns names of columns
     * @return these assertions
     */
    public DriftReportAssert hasDriftOnlyIn(String... columns) {
        isNotNull();
        if (!Set.copyOf(drifted()).equals(Set.of(columns))) {
            fails("exactly " + List.of(columns) + " must have drifted but " + drifted() + " have: " + actual.explain());
        }
        return this;
    }

    private List<String> drifted() {
        return actual.drifted().stream().map(column -> column.field().name()).toList();
    }
}
