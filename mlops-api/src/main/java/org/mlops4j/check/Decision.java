package org.mlops4j.check;

import java.util.Objects;

/**
 * A verdict, why, and what to do about it.
 *
 * @param verdict what the rule says
 * @param reason why; {@link Reason#DECIDED} for PASS and FAIL
 * @param explanation one sentence with the numbers that decided
 * @param nextStep what to do now; empty if nothing
 * @since 0.1.0
 */
public record Decision(Verdict verdict, Reason reason, String explanation, String nextStep) {

    /**
     * Checks that an open verdict says why.
     *
     * @param verdict what the rule says
     * @param reason why
     * @param explanation one sentence with the numbers that decided
     * @param nextStep what to do now; empty if nothing
     * @throws IllegalArgumentException if an INCONCLUSIVE verdict has the reason DECIDED, or another has not
     */
    public Decision {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(nextStep, "nextStep");
        if ((verdict == Verdict.INCONCLUSIVE) == (reason == Reason.DECIDED)) {
            throw new IllegalArgumentException("reason must be DECIDED for PASS and FAIL and say what is missing for "
                    + "INCONCLUSIVE but was " + reason + " for " + verdict);
        }
    }

    /**
     * The rule is kept.
     *
     * @param explanation one sentence with the numbers that decided
     * @return a PASS
     */
    public static Decision pass(String explanation) {
        return new Decision(Verdict.PASS, Reason.DECIDED, explanation, "");
    }

    /**
     * The rule is broken.
     *
     * @param explanation one sentence with the numbers that decided
     * @param nextStep what to do now
     * @return a FAIL
     */
    public static Decision fail(String explanation, String nextStep) {
        return new Decision(Verdict.FAIL, Reason.DECIDED, explanation, nextStep);
    }

    /**
     * The evidence does not decide.
     *
     * @param reason what is missing
     * @param explanation the same in words
     * @param nextStep what to do now
     * @return an INCONCLUSIVE
     */
    public static Decision inconclusive(Reason reason, String explanation, String nextStep) {
        return new Decision(Verdict.INCONCLUSIVE, reason, explanation, nextStep);
    }
}
