package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.ProfilePair;

class DriftChecksTest {

    private static final CheckCatalog CATALOG = CheckCatalog.of(DriftChecks.kinds());
    private static final Profile REFERENCE =
            Samples.reference(Samples.numbers(2000, new SplittableRandom(1), SplittableRandom::nextDouble));

    private static ProfilePair pair(int rows, double shift) {
        return new ProfilePair(
                REFERENCE,
                Samples.against(
                        REFERENCE,
                        Samples.numbers(rows, new SplittableRandom(2), random -> random.nextDouble() + shift)));
    }

    @Test
    void unmovedDataPasses() {
        CheckResult result = DriftChecks.noDrift().run(pair(1000, 0));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.measurement().estimate().value()).isZero();
    }

    @Test
    void movedDataFailsAndSaysWhat() {
        CheckResult result = DriftChecks.noDrift().run(pair(1000, 0.5));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.measurement().estimate().value()).isEqualTo(1);
        assertThat(result.measurement().details().get("drifted"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("column", "x")
                .containsKeys("test", "statistic", "threshold", "explanation");
    }

    @Test
    void pValueIsSmallExactlyWhenItFails() {
        assertThat(DriftChecks.noDrift()
                        .run(pair(1000, 0.5))
                        .measurement()
                        .pValue()
                        .orElseThrow())
                .isLessThan(Drift.DEFAULT_ALPHA);
        assertThat(DriftChecks.noDrift()
                        .run(pair(1000, 0))
                        .measurement()
                        .pValue()
                        .orElseThrow())
                .isGreaterThan(Drift.DEFAULT_ALPHA);
    }

    @Test
    void tooFewRowsAreInconclusive() {
        CheckResult result = DriftChecks.noDrift().run(pair(30, 0));
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.decision().reason()).isEqualTo(Reason.TOO_FEW_ROWS);
        assertThat(result.decision().explanation()).contains("1 of 1 columns cannot be told, first 'x'");
    }

    @Test
    void missingColumnIsInconclusive() {
        CheckResult result = DriftChecks.noDrift().run(new ProfilePair(REFERENCE, Profile.of(1000, List.of())));
        assertThat(result.decision().reason()).isEqualTo(Reason.MISSING_SUBJECT);
        assertThat(result.measurement().details().get("notes").toString()).contains("'x' is missing");
    }

    @Test
    void nothingToCompareIsInconclusive() {
        Profile none = Profile.of(100, List.of());
        CheckResult result = DriftChecks.noDrift().run(new ProfilePair(none, none));
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void specNamesEverySetting() {
        CheckSpec spec = DriftChecks.noDrift(Drift.ofDefaults()
                        .tests(DriftTests.chiSquare().tolerance(0.25))
                        .alpha(0.02)
                        .columns("x"))
                .spec();
        assertThat(spec)
                .isEqualTo(CheckSpec.of("no-drift")
                        .with("tests", List.of(Map.of("id", "chi_square", "tolerance", 0.25)))
                        .with("alpha", 0.02)
                        .with("columns", List.of("x")));
    }

    @Test
    void catalogBuildsTheCheckFromItsSpec() {
        Check<?> check = DriftChecks.noDrift(Drift.ofDefaults()
                .tests(DriftTests.jensenShannonDistance().tolerance(0), DriftTests.kolmogorovSmirnov()));
        assertThat(CATALOG.create(check.spec()).spec()).isEqualTo(check.spec());
    }

    @Test
    void specSurvivesJson() {
        CheckSpec spec = DriftChecks.noDrift().spec();
        Map<?, ?> parameters = (Map<?, ?>) Json.parse(Json.write(spec.parameters()));
        CheckSpec read = CheckSpec.of(spec.kind());
        for (Map.Entry<?, ?> parameter : parameters.entrySet()) {
            read = read.with((String) parameter.getKey(), parameter.getValue());
        }
        assertThat(CATALOG.create(read).spec()).isEqualTo(spec);
    }

    @Test
    void unknownParameterIsRefused() {
        assertThatThrownBy(() -> CATALOG.create(DriftChecks.noDrift().spec().with("alhpa", 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'alhpa'");
    }

    @Test
    void missingParameterIsRefused() {
        assertThatThrownBy(() -> CATALOG.create(CheckSpec.of("no-drift")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tests'");
    }

    @Test
    void unknownTestIsRefused() {
        CheckSpec spec = DriftChecks.noDrift().spec().with("tests", List.of(Map.of("id", "tarot", "tolerance", 1)));
        assertThatThrownBy(() -> CATALOG.create(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown drift test 'tarot'; known are [psi, jensen_shannon, ks, chi_square");
    }

    @Test
    void toleranceIsPartOfATest() {
        CheckSpec spec = DriftChecks.noDrift().spec().with("tests", List.of(Map.of("id", "psi")));
        assertThatThrownBy(() -> CATALOG.create(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tolerance");
    }

    @Test
    void foreignTestIsNamedByItsId() {
        CheckSpec spec = DriftChecks.noDrift().spec().with("tests", List.of(Map.of("id", "missing_share")));
        assertThat(CATALOG.create(spec).spec()).isEqualTo(spec);
    }

    @Test
    void descriptionNamesTestsAndAlpha() {
        assertThat(DriftChecks.noDrift().description())
                .isEqualTo("no column may have drifted from the reference by [psi, ks] at alpha 0.01");
    }
}
