package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Decision;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Measurement;
import org.mlops4j.check.Reason;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.Control;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.compliance.PolicyPack;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.testing.junit.MlopsTest;

@MlopsTest
class ComplianceReportAssertTest {

    private static final Decision MET = Decision.pass("missing 0 against at most 0");
    private static final Decision NOT_MET = Decision.fail("missing 1 against at most 0", "let a person approve it");
    private static final Decision OPEN =
            Decision.inconclusive(Reason.MISSING_SUBJECT, "no calls are logged", "log some calls");

    private ModelVersion version;

    @BeforeEach
    void register(Mlops mlops, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.bin"), "weights");
        version = mlops.registry()
                .register(Registration.of("credit").file("model.bin", file).build(), Actor.human("ada"), "trained");
    }

    @Test
    void everyControlPasses() {
        assertThat(report(MET, MET)).passesEveryControl().hasStatus("control-2", ControlStatus.PASS);
    }

    @Test
    void aControlThatFailsIsNamedWithItsEvidence() {
        assertThat(Failure.of(
                        () -> assertThat(report(MET, NOT_MET)).as("release").passesEveryControl()))
                .isEqualTo("""
                        [release] every control of pack house must pass but 2 controls of pack house (2026-11-23) evaluated for credit:1: 1 pass, 1 fail, 0 unknown
                        FAIL control-2 (rule 2): something must be there
                          FAIL: missing 1 against at most 0
                          let a person approve it""");
    }

    @Test
    void aControlThatIsUnknownDoesNotPass() {
        assertThat(Failure.of(() -> assertThat(report(OPEN, MET)).passesEveryControl()))
                .contains("1 pass, 0 fail, 1 unknown")
                .contains(
                        "UNKNOWN control-1 (rule 1): something must be there\n  INCONCLUSIVE (MISSING_SUBJECT): no calls"
                                + " are logged\n  log some calls");
    }

    @Test
    void aControlThatWasNotEvaluatedDoesNotPass() {
        ComplianceReport whole = report(MET, MET);
        ComplianceReport half = new ComplianceReport(
                whole.pack(), whole.version(), whole.at(), whole.results().subList(0, 1));
        assertThat(Failure.of(() -> assertThat(half).passesEveryControl()))
                .startsWith("every control of pack house must pass but 1 controls");
    }

    @Test
    void comparesTheStatusOfOneControl() {
        assertThat(report(MET, NOT_MET, OPEN))
                .hasStatus("control-2", ControlStatus.FAIL)
                .hasStatus("control-3", ControlStatus.UNKNOWN);
        assertThat(Failure.of(() -> assertThat(report(MET, NOT_MET)).hasStatus("control-2", ControlStatus.PASS)))
                .isEqualTo("control 'control-2' must be PASS but is FAIL: something must be there\n"
                        + "  FAIL: missing 1 against at most 0\n  let a person approve it");
    }

    @Test
    void namesTheControlsThereAre() {
        assertThat(Failure.of(() -> assertThat(report(MET, MET)).hasStatus("control-9", ControlStatus.FAIL)))
                .isEqualTo("pack house must have a control 'control-9' but has [control-1, control-2]");
    }

    @Test
    void nothingIsNoReport() {
        ComplianceReport none = null;
        assertThat(Failure.of(() -> assertThat(none).passesEveryControl())).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasStatus("a", ControlStatus.PASS)))
                .contains("not to be null");
    }

    /** One control a decision, in order. */
    private ComplianceReport report(Decision... decisions) {
        List<ControlResult> results = new ArrayList<>();
        for (int i = 1; i <= decisions.length; i++) {
            CheckSpec spec = CheckSpec.of("fact");
            Measurement measurement = Measurement.of("missing", Estimate.of(0, 1));
            results.add(new ControlResult(
                    new Control("control-" + i, "something must be there", "rule " + i, spec),
                    CheckResult.of(spec, "something must be there", measurement, decisions[i - 1])));
        }
        PolicyPack pack = new PolicyPack(
                "house",
                LocalDate.of(2026, 11, 23),
                results.stream().map(ControlResult::control).toList());
        return new ComplianceReport(pack, version, Instant.EPOCH, results);
    }
}
