package org.mlops4j.testing.assertj;

import org.jspecify.annotations.Nullable;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;

/**
 * Assertions on a compliance report.
 *
 * @since 0.1.0
 */
public class ComplianceReportAssert extends AbstractCheckedAssert<ComplianceReportAssert, ComplianceReport> {

    /**
     * Assertions on a compliance report.
     *
     * @param actual the report
     */
    public ComplianceReportAssert(@Nullable ComplianceReport actual) {
        super(actual, ComplianceReportAssert.class);
    }

    /**
     * Passes if every control of the pack passes.
     *
     * @return these assertions
     */
    public ComplianceReportAssert passesEveryControl() {
        isNotNull();
        if (actual.with(ControlStatus.PASS).size() != actual.pack().controls().size()) {
            fails("every control of pack " + actual.pack().id() + " must pass but " + actual.explain());
        }
        return this;
    }

    /**
     * Passes if a control has this status.
     *
     * @param control its id
     * @param status the status
     * @return these assertions
     */
    public ComplianceReportAssert hasStatus(String control, ControlStatus status) {
        isNotNull();
        ControlResult result = actual.control(control).orElse(null);
        if (result == null) {
            fails("pack " + actual.pack().id() + " must have a control '" + control + "' but has "
                    + actual.results().stream().map(each -> each.control().id()).toList());
        } else if (result.status() != status) {
            fails("control '" + control + "' must be " + status + " but is " + result.status() + ": "
                    + result.result().explain());
        }
        return this;
    }
}
