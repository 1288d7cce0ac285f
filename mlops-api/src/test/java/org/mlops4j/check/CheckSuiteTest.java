package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckSuiteTest {

    private static final Evidence EVIDENCE = Evidence.of(1);

    @Test
    void runsEveryCheckInOrderWhateverTheOthersSay() {
        Check<Integer> broken = new FixedCheck("broken", DecisionRule.atLeast(0), subject -> {
            throw new IllegalStateException();
        });
        SuiteResult result =
                CheckSuite.of("release", failing(0.01), broken, passing(0.5)).run(EVIDENCE);

        assertThat(result.results())
                .extracting(CheckResult::verdict)
                .containsExactly(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS);
    }

    @Test
    void oneFailFailsTheWhole() {
        assertThat(CheckSuite.of("s", passing(0.5), failing(0.01)).run(EVIDENCE).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void oneOpenCheckLeavesTheWholeOpen() {
        assertThat(CheckSuite.of("s", passing(0.5)).run(Evidence.of()).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void noChecksAreNoPass() {
        assertThat(CheckSuite.of("empty").run(EVIDENCE).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** Five p-values of 0.02: Holm adjusts each to 5 x 0.02 = 0.1, Benjamini and Hochberg to 0.02. */
    @Test
    void holmLeavesOpenWhatFailsOnlyAlone() {
        CheckSuite suite = CheckSuite.of(
                "s", IntStream.range(0, 5).mapToObj(i -> failing(0.02)).toList());

        assertThat(verdicts(suite)).containsOnly(Verdict.FAIL);
        assertThat(verdicts(suite.with(ErrorBudget.holm(0.05)))).hasSize(5).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(verdicts(suite.with(ErrorBudget.benjaminiHochberg(0.05)))).containsOnly(Verdict.FAIL);
    }

    @Test
    void whatFailsAfterAdjustmentStaysAFail() {
        CheckSuite suite =
                CheckSuite.of("s", failing(0.001), failing(0.04), passing(0.9)).with(ErrorBudget.holm(0.05));

        assertThat(verdicts(suite)).containsExactly(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS);
    }

    @Test
    void anAdjustedDecisionSaysWhy() {
        CheckSuite suite = CheckSuite.of("s", failing(0.03), failing(0.04)).with(ErrorBudget.holm(0.05));
        Decision decision = suite.run(EVIDENCE).results().get(0).decision();

        assertThat(decision.reason()).isEqualTo(Reason.UNRESOLVED);
        assertThat(decision.explanation()).endsWith("; adjusted p 0.0600 (HOLM over 2 checks) is above 0.0500");
        assertThat(decision.nextStep()).isEqualTo("gather more rows");
    }

    @Test
    void passingChecksCountForTheBudget() {
        CheckSuite suite =
                CheckSuite.of("s", failing(0.03), passing(0.5), passing(0.6)).with(ErrorBudget.holm(0.05));

        assertThat(verdicts(suite)).containsExactly(Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.PASS);
    }

    @Test
    void aCheckWithoutPValueKeepsItsDecisionAndDoesNotCount() {
        Check<Integer> withoutP =
                FixedCheck.of("rows", DecisionRule.atLeast(10).point(), Measurement.of("rows", Estimate.of(3, 3)));
        CheckSuite suite = CheckSuite.of("s", failing(0.03), withoutP).with(ErrorBudget.holm(0.05));

        assertThat(verdicts(suite)).containsExactly(Verdict.FAIL, Verdict.FAIL);
    }

    @Test
    void adjustmentNeverMakesAFailOfAPass() {
        CheckSuite suite = CheckSuite.of("s", passing(0.001)).with(ErrorBudget.holm(0.05));

        assertThat(verdicts(suite)).containsExactly(Verdict.PASS);
    }

    @Test
    void nameAndChecksStayUnderABudget() {
        Check<Integer> check = passing(0.5);
        CheckSuite suite = CheckSuite.of("release", check).with(ErrorBudget.holm(0.05));

        assertThat(suite.name()).isEqualTo("release");
        assertThat(suite.checks()).isEqualTo(List.of(check));
    }

    @Test
    void checksCannotBeChanged() {
        assertThatThrownBy(() -> CheckSuite.of("s").checks().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void explainShowsTheVerdictAndEveryResult() {
        SuiteResult result =
                CheckSuite.of("release", passing(0.5), failing(0.01)).run(EVIDENCE);

        assertThat(result.explain())
                .startsWith("release: FAIL\nshare must be at least 0.8 (point)\n  PASS: ")
                .contains("\n  FAIL: share 0.5000 (n=100) against at least 0.8 (point), p = 0.0100\n");
    }

    @Test
    void resultsAreFoundByVerdict() {
        SuiteResult result = CheckSuite.of("release", passing(0.5), failing(0.01), passing(0.6))
                .run(EVIDENCE);

        assertThat(result.with(Verdict.PASS))
                .containsExactly(result.results().get(0), result.results().get(2));
        assertThat(result.with(Verdict.INCONCLUSIVE)).isEmpty();
    }

    @Test
    void worstVerdictIsTheWholes() {
        assertThat(Verdict.worst(List.of(Verdict.PASS, Verdict.INCONCLUSIVE))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.worst(List.of(Verdict.FAIL, Verdict.INCONCLUSIVE))).isEqualTo(Verdict.FAIL);
        assertThat(Verdict.worst(List.of(Verdict.PASS))).isEqualTo(Verdict.PASS);
    }

    private static Stream<Verdict> verdicts(CheckSuite suite) {
        return suite.run(EVIDENCE).results().stream().map(CheckResult::verdict);
    }

    private static Check<Integer> failing(double p) {
        return withP(0.5, p);
    }

    private static Check<Integer> passing(double p) {
        return withP(0.9, p);
    }

    private static Check<Integer> withP(double value, double p) {
        return FixedCheck.of(
                "share",
                DecisionRule.atLeast(0.8).point(),
                Measurement.of("share", Estimate.of(value, 100)).withPValue(p));
    }
}
