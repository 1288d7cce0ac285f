package org.mlops4j.testing.assertj;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Verdict;
import org.mlops4j.drift.ColumnDrift;
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
        refusal(actual).ifPresent(this::fails);
        return this;
    }

    /**
     * Passes if all of these columns have drifted, whatever the others did.
     *
     * @param columns names of columns, at least one
     * @return these assertions
     * @throws IllegalArgumentException if there is no name
     */
    public DriftReportAssert hasDriftIn(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("columns must be at least one; for none there is hasNoDrift()");
        }
        isNotNull();
        Set<String> calm = new TreeSet<>(List.of(columns));
        calm.removeAll(names(Verdict.FAIL));
        if (!calm.isEmpty()) {
            fails("columns " + calm + " must have drifted but have not, of "
                    + actual.columns().stream()
                            .map(column -> column.field().name())
                            .toList() + ": " + actual.explain());
        }
        return this;
    }

    /**
     * Passes if exactly these columns have drifted and every other can be told.
     *
     * @param columns names of columns
     * @return these assertions
     */
    public DriftReportAssert hasDriftOnlyIn(String... columns) {
        isNotNull();
        Set<String> wanted = new TreeSet<>(List.of(columns));
        Set<String> drifted = new TreeSet<>(names(Verdict.FAIL));
        List<String> open = names(Verdict.INCONCLUSIVE);
        if (!drifted.equals(wanted)) {
            fails("exactly " + wanted + " must have drifted but " + drifted + " have: " + actual.explain());
        } else if (!open.isEmpty() || actual.columns().isEmpty()) {
            fails("exactly " + wanted + " must have drifted but " + open + " cannot be told: " + actual.explain());
        }
        return this;
    }

    /** Why a report does not show that nothing has drifted, and what to do; empty if it does. */
    static Optional<String> refusal(DriftReport report) {
        if (report.verdict() == Verdict.PASS) {
            return Optional.empty();
        }
        String next = report.ranked().stream()
                .filter(column ->
                        column.verdict() != Verdict.PASS && !column.tests().isEmpty())
                .map(column -> column.strongest().decision().nextStep())
                .findFirst()
                .orElse("give both sides the same columns");
        return Optional.of("no column may have drifted at alpha " + report.alpha() + ", and each must be told, but "
                + report.explain() + "\n  " + next);
    }

    private List<String> names(Verdict verdict) {
        return actual.ranked().stream()
                .filter(column -> column.verdict() == verdict)
                .map(ColumnDrift::field)
                .map(field -> field.name())
                .toList();
    }
}
