package org.mlops4j.check;

import java.util.Optional;

/**
 * Measures a subject and decides. Implementations are immutable configuration, safe for use by many threads, and
 * deterministic: the same subject gives the same bits.
 *
 * @param <S> what is measured, for example an evaluation, a pair of profiles, or the facts about a version
 * @since 0.1.0
 */
public interface Check<S> {

    /**
     * The check as data.
     *
     * @return kind and parameters, from which a {@link CheckCatalog} builds an equal check
     */
    CheckSpec spec();

    /**
     * The rule in one sentence.
     *
     * @return for example {@code roc_auc must be at least 0.8 (demonstrated)}
     */
    String description();

    /**
     * What is measured.
     *
     * @return the class under which {@link Evidence} is asked for the subject
     */
    Class<S> subjectType();

    /**
     * How the measurement is decided.
     *
     * @return the rule
     */
    DecisionRule rule();

    /**
     * Measures a subject.
     *
     * @param subject what to measure
     * @return the measurement; what has no value is an undefined estimate, not an exception
     */
    Measurement measure(S subject);

    /**
     * Measures a subject and decides. An exception of {@link #measure} is INCONCLUSIVE, never thrown.
     *
     * @param subject what to measure
     * @return the result
     */
    default CheckResult run(S subject) {
        try {
            Measurement measurement = measure(subject);
            return CheckResult.of(this, measurement, rule().decide(measurement));
        } catch (RuntimeException e) {
            return unmeasured(Reason.ERROR, "the check failed: " + e, "mend the check or its subject");
        }
    }

    /**
     * Finds the subject, measures it and decides. A missing subject is INCONCLUSIVE and named; an exception of the
     * evidence is INCONCLUSIVE, never thrown.
     *
     * @param evidence where to look for the subject
     * @return the result
     */
    default CheckResult run(Evidence evidence) {
        String wanted = subjectType().getSimpleName();
        Optional<S> subject;
        try {
            subject = evidence.find(subjectType());
        } catch (RuntimeException e) {
            return unmeasured(Reason.ERROR, "the " + wanted + " cannot be read: " + e, "mend where it is kept");
        }
        return subject.map(this::run)
                .orElseGet(() -> unmeasured(
                        Reason.MISSING_SUBJECT, "no " + wanted + " was given", "give the check a " + wanted));
    }

    private CheckResult unmeasured(Reason reason, String explanation, String nextStep) {
        return CheckResult.of(
                this,
                Measurement.of(spec().kind(), Estimate.undefined(reason, explanation, 0)),
                Decision.inconclusive(reason, explanation, nextStep));
    }
}
