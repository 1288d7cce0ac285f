package org.mlops4j.registry;

import java.time.Instant;
import java.util.Objects;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;

/**
 * An evaluation of a version, and who recorded it when.
 *
 * @param report the evaluation
 * @param at when it was recorded
 * @param actor by whom
 * @since 0.1.0
 */
public record RecordedEvaluation(EvaluationReport report, Instant at, Actor actor) {

    /**
     * Checks the parts.
     *
     * @param report the evaluation
     * @param at when it was recorded
     * @param actor by whom
     */
    public RecordedEvaluation {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
    }
}
