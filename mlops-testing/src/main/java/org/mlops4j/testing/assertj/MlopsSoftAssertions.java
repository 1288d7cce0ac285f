package org.mlops4j.testing.assertj;

import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.registry.ModelVersion;

/**
 * AssertJ's soft assertions with ours: all are tried, and {@code assertAll()} fails with every failure. AssertJ's {@code
 * SoftAssertionsExtension} injects it like its own.
 *
 * <pre>{@code
 * SoftAssertionsProvider.assertSoftly(MlopsSoftAssertions.class, softly -> {
 *     softly.assertThat(evaluation).metric(Metrics.rocAuc()).isAtLeast(0.80);
 *     softly.assertThat(table).conformsTo(schema);
 * });
 * }</pre>
 *
 * @since 0.1.0
 */
@CheckReturnValue
public class MlopsSoftAssertions extends SoftAssertions {

    /** Assertions that have not failed yet. */
    public MlopsSoftAssertions() {}

    /**
     * Assertions on a table.
     *
     * @param actual the table
     * @return its assertions
     */
    public TableAssert assertThat(@Nullable Table actual) {
        return proxy(TableAssert.class, Table.class, actual);
    }

    /**
     * Assertions on an evaluation.
     *
     * @param actual the evaluation
     * @return its assertions
     */
    public EvaluationAssert assertThat(@Nullable Evaluation actual) {
        return proxy(EvaluationAssert.class, Evaluation.class, actual);
    }

    /**
     * Assertions on a drift report.
     *
     * @param actual the report
     * @return its assertions
     */
    public DriftReportAssert assertThat(@Nullable DriftReport actual) {
        return proxy(DriftReportAssert.class, DriftReport.class, actual);
    }

    /**
     * Assertions on a version.
     *
     * @param actual the version
     * @return its assertions
     */
    public ModelVersionAssert assertThat(@Nullable ModelVersion actual) {
        return proxy(ModelVersionAssert.class, ModelVersion.class, actual);
    }

    /**
     * Assertions on a compliance report.
     *
     * @param actual the report
     * @return its assertions
     */
    public ComplianceReportAssert assertThat(@Nullable ComplianceReport actual) {
        return proxy(ComplianceReportAssert.class, ComplianceReport.class, actual);
    }
}
