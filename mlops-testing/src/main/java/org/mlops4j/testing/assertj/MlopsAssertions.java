package org.mlops4j.testing.assertj;

import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.registry.ModelVersion;

/**
 * Entry points of the assertions. Overloads stand on types of this library only, so that this and AssertJ's own {@code
 * Assertions.assertThat} can be imported together.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class MlopsAssertions {

    private MlopsAssertions() {}

    /**
     * Assertions on a table.
     *
     * @param actual the table
     * @return its assertions
     */
    public static TableAssert assertThat(@Nullable Table actual) {
        return new TableAssert(actual);
    }

    /**
     * Assertions on an evaluation.
     *
     * @param actual the evaluation
     * @return its assertions
     */
    public static EvaluationAssert assertThat(@Nullable Evaluation actual) {
        return new EvaluationAssert(actual);
    }

    /**
     * Assertions on a drift report.
     *
     * @param actual the report
     * @return its assertions
     */
    public static DriftReportAssert assertThat(@Nullable DriftReport actual) {
        return new DriftReportAssert(actual);
    }

    /**
     * Assertions on a version.
     *
     * @param actual the version
     * @return its assertions
     */
    public static ModelVersionAssert assertThat(@Nullable ModelVersion actual) {
        return new ModelVersionAssert(actual);
    }

    /**
     * Assertions on a compliance report.
     *
     * @param actual the report
     * @return its assertions
     */
    public static ComplianceReportAssert assertThat(@Nullable ComplianceReport actual) {
        return new ComplianceReportAssert(actual);
    }
}
