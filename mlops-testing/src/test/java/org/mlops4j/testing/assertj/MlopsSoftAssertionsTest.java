package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.registry.ModelVersion;

class MlopsSoftAssertionsTest {

    private final MlopsSoftAssertions softly = new MlopsSoftAssertions();

    @Test
    void triesAllAndFailsWithEveryFailureInOrder() {
        softly.assertThat(table()).as("holdout").hasRowCount(3).hasColumns("age");
        softly.assertThat(evaluation())
                .as("v14")
                .metric(Metrics.accuracy())
                .isAtLeast(0.9)
                .metric(Metrics.accuracy())
                .demonstrated()
                .isAtMost(0.1)
                .isBetterThan(evaluation(), Metrics.accuracy());
        softly.assertThat(1).isEqualTo(1);
        softly.assertThat(DriftReport.of(List.of(), List.of(), 0.01, 0, 0)).hasNoDrift();
        softly.assertThat("a").isEqualTo("b");
        assertThat(softly.errorsCollected())
                .extracting(error -> error.getMessage().replaceAll("\\nat .*", ""))
                .satisfiesExactly(
                        rows -> assertThat(rows).isEqualTo("[holdout] table must have 3 rows but has 0"),
                        columns -> assertThat(columns).startsWith("[holdout] table must have the columns [age]"),
                        low -> assertThat(low).startsWith("[v14] accuracy must be at least 0.9 (unless refuted)"),
                        high -> assertThat(high).startsWith("[v14] accuracy must be at most 0.1 (demonstrated)"),
                        better -> assertThat(better)
                                .startsWith("[v14] accuracy of the challenger")
                                .contains("UNPAIRED"),
                        drift -> assertThat(drift).startsWith("no column may have drifted"),
                        text -> assertThat(text).contains("\"b\""));
        assertThat(Failure.of(softly::assertAll)).contains("(7 failures)").contains("[v14] accuracy");
    }

    @Test
    void saysInWhichLineOfTheTestItFailed() {
        softly.assertThat(evaluation()).metric(Metrics.accuracy()).isAtLeast(0.9);
        assertThat(softly.errorsCollected().get(0))
                .hasMessageContaining("at MlopsSoftAssertionsTest.saysInWhichLineOfTheTestItFailed(");
    }

    @Test
    void nothingIsCollectedAsAFailureToo() {
        softly.assertThat((Table) null).hasRowCount(0);
        softly.assertThat((Evaluation) null)
                .metric(Metrics.rocAuc())
                .byPoint()
                .isAtLeast(0.5)
                .isBetterThan(evaluation(), Metrics.accuracy());
        softly.assertThat((DriftReport) null).hasNoDrift().hasDriftOnlyIn();
        softly.assertThat((ModelVersion) null).hasFile("model").hasProvenance();
        softly.assertThat((ComplianceReport) null).passesEveryControl().hasStatus("a", ControlStatus.PASS);
        assertThat(softly.errorsCollected())
                .hasSize(9)
                .allSatisfy(error -> assertThat(error).hasMessageContaining("not to be null"));
    }

    @Test
    void passesWithoutAFailure() {
        SoftAssertionsProvider.assertSoftly(
                MlopsSoftAssertions.class,
                all -> all.assertThat(table()).hasRowCount(0).hasColumns().hasNoMissingValues());
    }

    /** As AssertJ's own extension injects it. */
    @Nested
    @ExtendWith(SoftAssertionsExtension.class)
    class Injected {

        @InjectSoftAssertions
        private MlopsSoftAssertions injected;

        @Test
        void isOurs() {
            injected.assertThat(table()).hasRowCount(0);
            assertThat(injected.wasSuccess()).isTrue();
        }
    }

    private static Table table() {
        return new TableBuilder(Schema.of()).build();
    }

    private static Evaluation evaluation() {
        boolean[] labels = new boolean[1_000];
        Arrays.fill(labels, true);
        boolean[] decisions = new boolean[1_000];
        Arrays.fill(decisions, 0, 500, true);
        return Evaluation.decisions(labels, decisions);
    }
}
