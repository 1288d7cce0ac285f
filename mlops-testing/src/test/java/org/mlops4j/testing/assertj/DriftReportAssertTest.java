package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTestResult;

class DriftReportAssertTest {

    private static final ColumnDrift MOVED =
            column("age", 0.3, Decision.fail("psi 0.3 > 0.1", "look at the source of 'age'"));
    private static final ColumnDrift CALM = column("income", 0.01, Decision.pass("psi 0.01 <= 0.1"));
    private static final ColumnDrift OPEN = column(
            "home",
            0.05,
            Decision.inconclusive(Reason.TOO_FEW_ROWS, "psi 0.05 <= 0.1, but 9 rows", "90 rows would do"));

    @Test
    void calmColumnsHaveNoDrift() {
        assertThat(report(CALM)).hasNoDrift().hasDriftOnlyIn();
    }

    @Test
    void driftFailsWithItsColumnItsSizeAndWhatToDo() {
        assertThat(Failure.of(() -> assertThat(report(CALM, MOVED)).as("may").hasNoDrift()))
                .isEqualTo("""
                        [may] no column may have drifted at alpha 0.01, and each must be told, but drift FAIL: 1 of 2 columns have moved (reference 500 rows, current 100 rows)
                          age: psi 0.3 > 0.1
                          look at the source of 'age'""");
    }

    @Test
    void whatCanNotBeToldFailsWithItsReasonAndWhatIsMissing() {
        assertThat(Failure.of(() -> assertThat(report(CALM, OPEN)).hasNoDrift()))
                .isEqualTo("""
                        no column may have drifted at alpha 0.01, and each must be told, but drift INCONCLUSIVE: 0 of 2 columns have moved (reference 500 rows, current 100 rows)
                          home: psi 0.05 <= 0.1, but 9 rows
                          90 rows would do""");
    }

    @Test
    void noColumnAtAllShowsNothing() {
        assertThat(Failure.of(() -> assertThat(report()).hasNoDrift()))
                .startsWith("no column may have drifted at alpha 0.01, and each must be told, but drift INCONCLUSIVE: 0"
                        + " of 0 columns have moved")
                .endsWith("give both sides the same columns");
        assertThat(Failure.of(() -> assertThat(report()).hasDriftOnlyIn())).contains("[] cannot be told");
    }

    @Test
    void expectedDriftPassesWhateverTheOthersDid() {
        assertThat(report(CALM, OPEN, MOVED)).hasDriftIn("age");
        assertThat(Failure.of(() -> assertThat(report(CALM, OPEN, MOVED)).hasDriftIn("income", "age", "home")))
                .startsWith("columns [home, income] must have drifted but have not, of [income, home, age]: drift FAIL:"
                        + " 1 of 3 columns have moved");
    }

    @Test
    void expectedDriftOfNoColumnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(report(CALM)).hasDriftIn())
                .withMessage("columns must be at least one; for none there is hasNoDrift()");
    }

    @Test
    void exactlyTheseColumnsHaveDrifted() {
        assertThat(report(CALM, MOVED)).hasDriftOnlyIn("age");
        assertThat(Failure.of(() -> assertThat(report(CALM, MOVED)).hasDriftOnlyIn("income")))
                .startsWith("exactly [income] must have drifted but [age] have: drift FAIL");
        assertThat(Failure.of(() -> assertThat(report(CALM, MOVED)).hasDriftOnlyIn()))
                .startsWith("exactly [] must have drifted but [age] have: drift FAIL");
    }

    @Test
    void exactlyTheseColumnsCanNotBeSaidWhileOneIsOpen() {
        assertThat(Failure.of(() -> assertThat(report(MOVED, OPEN)).hasDriftOnlyIn("age")))
                .startsWith("exactly [age] must have drifted but [home] cannot be told: drift FAIL");
    }

    @Test
    void nothingIsNoReport() {
        DriftReport none = null;
        assertThat(Failure.of(() -> assertThat(none).hasNoDrift())).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasDriftIn("age"))).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasDriftOnlyIn())).contains("not to be null");
    }

    private static DriftReport report(ColumnDrift... columns) {
        return DriftReport.of(List.of(columns), List.of(), 0.01, 500, 100);
    }

    private static ColumnDrift column(String name, double psi, Decision decision) {
        Measurement measurement = Measurement.of("psi", Estimate.of(psi, 600));
        return new ColumnDrift(
                Field.of(name, DataType.FLOAT64),
                List.of(new DriftTestResult("psi", measurement, 0.1, 0.1, decision, 500, 100)));
    }
}
