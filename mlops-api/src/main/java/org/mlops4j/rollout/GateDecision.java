package org.mlops4j.rollout;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.check.Verdict;
import org.mlops4j.registry.ModelVersion;

/**
 * What a gate said of a candidate, and whether it was promoted.
 *
 * @param gate name of the gate
 * @param candidate the version that wants in
 * @param championOrNull the version in use; null if there is none
 * @param required results that decide
 * @param advisory results that are shown only
 * @param promoted whether the alias now points at the candidate
 * @param at when
 * @since 0.1.0
 */
public record GateDecision(
        String gate,
        ModelVersion candidate,
        @Nullable ModelVersion championOrNull,
        SuiteResult required,
        SuiteResult advisory,
        boolean promoted,
        Instant at) {

    /**
     * Checks the parts.
     *
     * @param gate name of the gate
     * @param candidate the version that wants in
     * @param championOrNull the version in use
     * @param required results that decide
     * @param advisory results that are shown only
     * @param promoted whether the alias now points at the candidate
     * @param at when
     */
    public GateDecision {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(required, "required");
        Objects.requireNonNull(advisory, "advisory");
        Objects.requireNonNull(at, "at");
    }

    /**
     * The version in use.
     *
     * @return the version, or empty if there is none
     */
    public Optional<ModelVersion> champion() {
        return Optional.ofNullable(championOrNull);
    }

    /**
     * What the gate says.
     *
     * @return the worst of the required checks; INCONCLUSIVE if there are none
     */
    public Verdict verdict() {
        return required.verdict();
    }

    /**
     * A paragraph a person can act on.
     *
     * @return several lines, without a line break at the end
     */
    public String explain() {
        String against = championOrNull == null ? "no champion yet" : "champion " + championOrNull.id();
        String head = "gate '" + gate + "' on " + candidate.id() + " against " + against + ": " + verdict()
                + (promoted ? ", promoted" : ", not promoted");
        String advice = advisory.results().isEmpty() ? "" : "\n" + advisory.explain();
        return head + "\n" + required.explain() + advice;
    }
}
