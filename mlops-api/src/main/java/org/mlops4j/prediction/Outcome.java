package org.mlops4j.prediction;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.model.PredictionId;

/**
 * What turned out to be true of a prediction, or that nothing is known any more. Of several outcomes of one prediction
 * the one of the highest revision counts, then the latest time, then the last to arrive.
 *
 * @param prediction the prediction
 * @param valueOrNull name of the class, or the number as text; null retracts what was reported before
 * @param time when it became true
 * @param revision rises with each correction, from 0
 * @param source who reports it
 * @since 0.1.0
 */
public record Outcome(
        PredictionId prediction, @Nullable String valueOrNull, Instant time, int revision, String source) {

    private static final int MAX_LENGTH = 255;

    /**
     * Checks the parts.
     *
     * @param prediction the prediction
     * @param valueOrNull name of the class, or the number as text
     * @param time when it became true
     * @param revision rises with each correction
     * @param source who reports it
     * @throws IllegalArgumentException if the revision is negative, or value or source is longer than 255 characters
     */
    public Outcome {
        Objects.requireNonNull(prediction, "prediction");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(source, "source");
        if (revision < 0) {
            throw new IllegalArgumentException("revision must be >= 0 but was " + revision);
        }
        if (source.length() > MAX_LENGTH || valueOrNull != null && valueOrNull.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("value and source must have at most " + MAX_LENGTH + " characters");
        }
    }

    /**
     * What turned out to be true, as the name of a class.
     *
     * @param prediction the prediction
     * @param value name of the class
     * @param time when it became true
     * @return the outcome
     */
    public static Outcome of(PredictionId prediction, String value, Instant time) {
        return new Outcome(prediction, Objects.requireNonNull(value, "value"), time, 0, "");
    }

    /**
     * What turned out to be true, as a number.
     *
     * @param prediction the prediction
     * @param value the number
     * @param time when it became true
     * @return the outcome
     */
    public static Outcome of(PredictionId prediction, double value, Instant time) {
        return of(prediction, Double.toString(value), time);
    }

    /**
     * Takes back what was reported before.
     *
     * @param prediction the prediction
     * @param time when it was found to be wrong
     * @param revision above that of the outcome taken back
     * @return the retraction
     */
    public static Outcome retraction(PredictionId prediction, Instant time, int revision) {
        return new Outcome(prediction, null, time, revision, "");
    }

    /**
     * What turned out to be true.
     *
     * @return the value, or empty for a retraction
     */
    public Optional<String> value() {
        return Optional.ofNullable(valueOrNull);
    }
}
