package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Measurement;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metric;
import org.mlops4j.core.evaluation.Metrics;

/**
 * Shares and their intervals are those of Wilson (1927) and, for paired rows, of Newcombe (1998), method 10, at 90 %
 * two-sided, computed by a separate program from the formulas in the papers.
 */
class EvaluationAssertTest {

    private static final Metric ACCURACY = Metrics.accuracy();

    /** 226 of 285 rows right: 0.7930 [0.7508, 0.8296]. */
    private static final Evaluation MODEL = decided(285, 226);

    @Test
    void aBoundBelowTheIntervalHoldsUnderEveryPolicy() {
        assertThat(MODEL)
                .metric(ACCURACY)
                .isAtLeast(0.75)
                .metric(ACCURACY)
                .demonstrated()
                .isAtLeast(0.75)
                .metric(ACCURACY)
                .byPoint()
                .isAtLeast(0.79)
                .metric(ACCURACY)
                .isAtMost(0.84);
    }

    @Test
    void aBoundWithinTheIntervalIsNotRefutedAndNotDemonstrated() {
        assertThat(MODEL).metric(ACCURACY).isAtLeast(0.80);
        assertThat(Failure.of(
                        () -> assertThat(MODEL).metric(ACCURACY).demonstrated().isAtLeast(0.78)))
                .isEqualTo("accuracy must be at least 0.78 (demonstrated)\n"
                        + "  INCONCLUSIVE (UNRESOLVED): accuracy 0.7930 [0.7508, 0.8296] (n=285) against at least 0.78"
                        + " (demonstrated): not demonstrated, not refuted, p = 0.702\n"
                        + "  rows 285, interval wilson, two_sided_confidence 0.9, one_sided_confidence 0.95\n"
                        + "  at this value about 3004 rows would demonstrate it");
    }

    @Test
    void aRefutedBoundFailsWithValueRuleIntervalAndAdvice() {
        assertThat(Failure.of(() -> assertThat(MODEL).metric(ACCURACY).isAtLeast(0.90)))
                .isEqualTo("accuracy must be at least 0.9 (unless refuted)\n"
                        + "  FAIL: accuracy 0.7930 [0.7508, 0.8296] (n=285) against at least 0.9 (unless refuted),"
                        + " p = 8.60e-10\n"
                        + "  rows 285, interval wilson, two_sided_confidence 0.9, one_sided_confidence 0.95\n"
                        + "  accuracy must be at least 0.9 (unless refuted): look into the rows behind it before"
                        + " changing the bound");
    }

    @Test
    void tenRowsNeverPass() {
        Evaluation few = decided(10, 10);
        assertThat(Failure.of(() -> assertThat(few).metric(ACCURACY).isAtLeast(0.80)))
                .isEqualTo("accuracy must be at least 0.8 (unless refuted)\n"
                        + "  INCONCLUSIVE (TOO_FEW_ROWS): accuracy 1.0000 [0.7871, 1.0000] (n=10) against at least 0.8"
                        + " (unless refuted): half-width 0.106471 is above the resolution 0.05, p = 0.943\n"
                        + "  rows 10, interval wilson, two_sided_confidence 0.9, one_sided_confidence 0.95\n"
                        + "  about 46 rows would resolve it");
        assertThat(few).metric(ACCURACY).withResolution(0.11).isAtLeast(0.80);
        assertThat(few).metric(ACCURACY).byPoint().isAtLeast(0.80);
    }

    @Test
    void aTooHighValueFailsAnUpperBound() {
        assertThat(Failure.of(() -> assertThat(MODEL).metric(ACCURACY).isAtMost(0.70)))
                .startsWith("accuracy must be at most 0.7 (unless refuted)\n  FAIL: accuracy 0.7930");
    }

    @Test
    void anUndefinedMetricFailsWithItsReason() {
        Evaluation oneClass = Evaluation.binary(new boolean[50], new double[50]);
        assertThat(Failure.of(() ->
                        assertThat(oneClass).metric(Metrics.rocAuc()).byPoint().isAtLeast(0)))
                .startsWith("roc_auc must be at least 0 (point)\n  INCONCLUSIVE (ONE_CLASS): roc_auc is undefined: ")
                .endsWith("give the check rows on which roc_auc is defined");
    }

    @Test
    void aCheckThatBreaksFailsWithItsException() {
        assertThat(Failure.of(() -> assertThat(MODEL).satisfies(new BrokenCheck())))
                .isEqualTo("must not break\n"
                        + "  INCONCLUSIVE (ERROR): the check failed: java.lang.IllegalStateException: no file\n"
                        + "  mend the check or its subject");
    }

    @Test
    void aCheckOfOnesOwnPassesAndGoesOn() {
        assertThat(MODEL)
                .satisfies(EvaluationChecks.metric(ACCURACY, DecisionRule.atLeast(0.7)))
                .metric(ACCURACY)
                .isAtLeast(0.7);
    }

    @Test
    void theDescriptionStandsBeforeTheMessage() {
        assertThat(Failure.of(() -> assertThat(MODEL)
                        .as("credit %s on %s", "v14", "100 %s")
                        .metric(ACCURACY)
                        .isAtLeast(0.95)))
                .startsWith("[credit v14 on 100 %s] accuracy must be at least 0.95");
    }

    @Test
    void theStackBeginsInTheTest() {
        Throwable error =
                catchThrowable(() -> assertThat(MODEL).metric(ACCURACY).isAtLeast(0.95));
        assertThat(error.getStackTrace()[0].getClassName()).isEqualTo(EvaluationAssertTest.class.getName());
    }

    @Test
    void nothingIsNoEvaluation() {
        Evaluation none = null;
        assertThat(Failure.of(() -> assertThat(none).metric(ACCURACY).isAtLeast(0.5)))
                .contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).isBetterThan(MODEL, ACCURACY)))
                .contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).satisfies(new BrokenCheck())))
                .contains("not to be null");
    }

    @Test
    void refusesABoundThatCanNotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(MODEL).metric(ACCURACY).isAtLeast(80))
                .withMessage("bound of accuracy must be in [0.0, 1.0] but was 80.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(MODEL).metric(ACCURACY).withResolution(0))
                .withMessage("halfWidth must be finite and above 0 but was 0.0");
    }

    @Test
    void aModelThatIsShownToBeAsGoodIsNotWorse() {
        // Of 285 rows only one model is right on 10, only the other on 10: 0 [-0.0277, 0.0277].
        Evaluation champion = paired(264, 10, 10, true);
        Evaluation challenger = paired(264, 10, 10, false);
        assertThat(challenger).isNotWorseThan(champion, ACCURACY, 0.03);
        assertThat(Failure.of(() -> assertThat(challenger).isNotWorseThan(champion, ACCURACY, 0.02)))
                .isEqualTo("accuracy of the challenger must not be worse than that of the champion by more than 0.02,"
                        + " on the same rows\n"
                        + "  INCONCLUSIVE (UNRESOLVED): accuracy_difference 0.0000 [-0.0277, 0.0277] (n=285) against at"
                        + " least -0.02 (demonstrated): not demonstrated, not refuted, p = 0.887\n"
                        + "  champion 0.961404, challenger 0.961404, difference 0, pairs 285, margin 0.02,"
                        + " p_worse_by_margin 0.112819, rows_only_champion_right 10, rows_only_challenger_right 10,"
                        + " interval newcombe-10, two_sided_confidence 0.9, one_sided_confidence 0.95\n"
                        + "  at this value about 548 rows would demonstrate it");
    }

    @Test
    void aWorseModelFailsAndABetterOnePasses() {
        // Only the champion is right on 60 rows, only the challenger on 5: -0.1930 [-0.2366, -0.1503].
        Evaluation champion = paired(200, 60, 5, true);
        Evaluation challenger = paired(200, 60, 5, false);
        assertThat(Failure.of(() -> assertThat(challenger).isNotWorseThan(champion, ACCURACY, 0.02)))
                .contains("\n  FAIL: accuracy_difference -0.1930 [-0.2366, -0.1503] (n=285) against at least -0.02");
        assertThat(Failure.of(() -> assertThat(challenger).isBetterThan(champion, ACCURACY)))
                .startsWith("accuracy of the challenger must be better than that of the champion, on the same rows\n"
                        + "  FAIL: accuracy_difference -0.1930 [-0.2366, -0.1503] (n=285)");
        assertThat(champion).isBetterThan(challenger, ACCURACY).isNotWorseThan(challenger, ACCURACY, 0);
    }

    @Test
    void theSameModelIsNotBetter() {
        assertThat(Failure.of(() -> assertThat(MODEL).isBetterThan(MODEL, ACCURACY)))
                .contains("INCONCLUSIVE (UNRESOLVED)");
    }

    @Test
    void otherRowsShowNothing() {
        Evaluation elsewhere = decided(284, 284);
        assertThat(Failure.of(() -> assertThat(elsewhere).as("v15").isNotWorseThan(MODEL, ACCURACY, 0.02)))
                .isEqualTo("[v15] accuracy of the challenger must not be worse than that of the champion by more than"
                        + " 0.02, on the same rows\n"
                        + "  INCONCLUSIVE (UNPAIRED): champion and challenger must answer the same rows but the"
                        + " challenger lacks 1 of 285: [row-284], and the champion lacks 0 of 284; evaluate both on one"
                        + " set of rows\n"
                        + "  give both evaluations the same rows, by id");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(MODEL).isBetterThan(null, ACCURACY))
                .withMessage("champion");
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(MODEL).metric(null))
                .withMessage("metric");
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(MODEL).satisfies((Check<Evaluation>) null))
                .withMessage("check");
    }

    /** Every row is positive; the first ones are decided so. */
    private static Evaluation decided(int rows, int right) {
        boolean[] decisions = new boolean[rows];
        Arrays.fill(decisions, 0, right, true);
        return of(decisions);
    }

    /** 285 rows: first those both get right, then those only the champion does, then those only the challenger does. */
    private static Evaluation paired(int both, int onlyChampion, int onlyChallenger, boolean champion) {
        boolean[] decisions = new boolean[285];
        Arrays.fill(decisions, 0, both, true);
        Arrays.fill(decisions, both, both + onlyChampion, champion);
        Arrays.fill(decisions, both + onlyChampion, both + onlyChampion + onlyChallenger, !champion);
        return of(decisions);
    }

    private static Evaluation of(boolean[] decisions) {
        boolean[] labels = new boolean[decisions.length];
        Arrays.fill(labels, true);
        return Evaluation.decisions(labels, decisions)
                .withIds(IntStream.range(0, labels.length)
                        .mapToObj(i -> "row-" + i)
                        .toArray(String[]::new));
    }

    /** Cannot measure anything. */
    private static final class BrokenCheck implements Check<Evaluation> {

        @Override
        public CheckSpec spec() {
            return CheckSpec.of("broken");
        }

        @Override
        public String description() {
            return "must not break";
        }

        @Override
        public Class<Evaluation> subjectType() {
            return Evaluation.class;
        }

        @Override
        public DecisionRule rule() {
            return DecisionRule.atMost(0).point();
        }

        @Override
        public Measurement measure(Evaluation subject) {
            throw new IllegalStateException("no file");
        }
    }
}
