package org.mlops4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultTest {

    private static final Measurement AUC =
            Measurement.of("auc", Estimate.of(0.75, 100).with(new Interval(0.5, 0.875, 0.95, "delong")));

    @Test
    void explainHoldsRuleVerdictNumbersEvidenceAndNextStep() {
        Measurement measured =
                AUC.withPValue(0.03125).withDetail("positives", 40).withDetail("slices", List.of("a", "b"));

        assertThat(result(measured, DecisionRule.atLeast(0.625).demonstrated()).explain())
                .isEqualTo("""
                        auc must be at least 0.625 (demonstrated)
                          INCONCLUSIVE (UNRESOLVED): auc 0.7500 [0.5000, 0.8750] (n=100) against at least 0.625 (demonstrated): not demonstrated, not refuted, p = 0.0313
                          positives 40, slices [a, b]
                          at this value about 400 rows would demonstrate it""");
    }

    @Test
    void explainOfAPassIsTwoLines() {
        assertThat(result(AUC, DecisionRule.atLeast(0.5).point()).explain()).isEqualTo("""
                        auc must be at least 0.5 (point)
                          PASS: auc 0.7500 [0.5000, 0.8750] (n=100) against at least 0.5 (point)""");
    }

    @Test
    void explainOfAnUndefinedValueSaysWhatIsMissing() {
        Measurement none = Measurement.of("auc", Estimate.undefined(Reason.EMPTY, "there are no rows", 0));

        assertThat(result(none, DecisionRule.atLeast(0.5)).explain()).isEqualTo("""
                        auc must be at least 0.5 (unless refuted)
                          INCONCLUSIVE (EMPTY): auc is undefined: there are no rows
                          give the check rows on which auc is defined""");
    }

    @Test
    void toStringIsOneLine() {
        assertThat(result(AUC, DecisionRule.atMost(0.5).point())).hasToString("FAIL auc must be at most 0.5 (point)");
    }

    @Test
    void onlyAPassIsPassed() {
        assertThat(result(AUC, DecisionRule.atLeast(0.5).point()).isPassed()).isTrue();
        assertThat(result(AUC, DecisionRule.atLeast(0.9).point()).isPassed()).isFalse();
        assertThat(result(AUC, DecisionRule.atLeast(0.5)).isPassed()).isFalse();
    }

    @Test
    void withKeepsTheMeasurementUnderAnotherDecision() {
        CheckResult result = result(AUC, DecisionRule.atLeast(0.9).point());
        CheckResult open = result.with(Decision.inconclusive(Reason.STALE, "too old", "measure again"));

        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.measurement()).isSameAs(AUC);
        assertThat(open.spec()).isEqualTo(result.spec());
    }

    @Test
    void aDecisionMustSayWhyItIsOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decision.inconclusive(Reason.DECIDED, "why", ""))
                .withMessage(
                        "reason must be DECIDED for PASS and FAIL and say what is missing for INCONCLUSIVE but was "
                                + "DECIDED for INCONCLUSIVE");
        assertThatIllegalArgumentException().isThrownBy(() -> new Decision(Verdict.PASS, Reason.EMPTY, "why", ""));
    }

    @Test
    void aDecisionMustHaveAllItsParts() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Decision(null, Reason.DECIDED, "", ""))
                .withMessage("verdict");
        assertThatNullPointerException()
                .isThrownBy(() -> new Decision(Verdict.INCONCLUSIVE, null, "", ""))
                .withMessage("reason");
    }

    private static CheckResult result(Measurement measurement, DecisionRule rule) {
        return FixedCheck.of("auc", rule, measurement).run(1);
    }
}
