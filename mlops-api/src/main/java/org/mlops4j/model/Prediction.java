package org.mlops4j.model;

import java.util.Objects;
import org.mlops4j.identity.Digest;

/**
 * An answer, and where it came from.
 *
 * @param <O> the model's answer
 * @param id under which the prediction was logged and its outcome is to be reported
 * @param answer what the model said, unchanged
 * @param model name of the model
 * @param version number of the version that answered
 * @param digest digest of the version that answered
 * @param arm which arm of a rollout answered; {@code champion} where there is none
 * @param reason why this version answered
 * @since 0.1.0
 */
public record Prediction<O>(
        PredictionId id, O answer, String model, int version, Digest digest, String arm, Reason reason) {

    /** Name of the arm that serves when no rollout is running. */
    public static final String CHAMPION = "champion";

    /** Why a version answered. More reasons may be added: a {@code switch} needs a default. */
    public enum Reason {
        /** The alias named it. */
        ALIAS,
        /** The service was opened on this version. */
        PINNED
    }

    /**
     * Checks the parts.
     *
     * @param id under which the prediction was logged
     * @param answer what the model said
     * @param model name of the model
     * @param version number of the version that answered
     * @param digest digest of the version that answered
     * @param arm which arm of a rollout answered
     * @param reason why this version answered
     */
    public Prediction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(reason, "reason");
    }
}
