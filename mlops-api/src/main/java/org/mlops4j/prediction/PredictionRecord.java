package org.mlops4j.prediction;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;

/**
 * One call of a model: what went in, which version answered, what it said or why it failed, and how long it took.
 *
 * @since 0.1.0
 */
public final class PredictionRecord {

    private final PredictionId id;
    private final Instant time;
    private final String model;
    private final int version;
    private final Digest digest;
    private final String arm;
    private final @Nullable Row features;
    private final double[] scores;
    private final @Nullable String decision;
    private final Duration latency;
    private final @Nullable String error;
    private final Map<String, String> slices;

    private PredictionRecord(Builder builder) {
        this.id = builder.id;
        this.time = builder.time;
        this.model = builder.model;
        this.version = builder.version;
        this.digest = builder.digest;
        this.arm = builder.arm;
        this.features = builder.features;
        this.scores = builder.scores.clone();
        this.decision = builder.decision;
        this.latency = builder.latency;
        this.error = builder.error;
        this.slices = Collections.unmodifiableMap(new TreeMap<>(builder.slices));
    }

    /**
     * Starts a record.
     *
     * @param id names the prediction
     * @param time when the call was made
     * @param model name of the model
     * @param version number of the version that answered
     * @param digest digest of the version that answered
     * @return a builder
     * @throws IllegalArgumentException if the version is below 1
     */
    public static Builder builder(PredictionId id, Instant time, String model, int version, Digest digest) {
        return new Builder(id, time, model, version, digest);
    }

    /**
     * Names the prediction.
     *
     * @return the id
     */
    public PredictionId id() {
        return id;
    }

    /**
     * When the call was made.
     *
     * @return the time, to the microsecond once it is stored
     */
    public Instant time() {
        return time;
    }

    /**
     * Name of the model.
     *
     * @return the name
     */
    public String model() {
        return model;
    }

    /**
     * Number of the version that answered.
     *
     * @return the number
     */
    public int version() {
        return version;
    }

    /**
     * Digest of the version that answered.
     *
     * @return the digest
     */
    public Digest digest() {
        return digest;
    }

    /**
     * Which arm of a rollout answered.
     *
     * @return its name
     */
    public String arm() {
        return arm;
    }

    /**
     * What went in. As read from a log: a dropped value is missing, a bucketed number is the lower edge of its bin, a
     * bucketed word is the label of its bin, and a pseudonym stands for the text.
     *
     * @return the values, or empty if they were not given
     */
    public Optional<Row> features() {
        return Optional.ofNullable(features);
    }

    /**
     * What the model said, as numbers.
     *
     * @return a copy of the scores; empty if the call failed
     */
    public double[] scores() {
        return scores.clone();
    }

    /**
     * The first score.
     *
     * @return the score of the positive class, or the predicted number; empty if the call failed
     */
    public OptionalDouble score() {
        return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(scores[0]);
    }

    /**
     * What was decided, as the name of a class.
     *
     * @return the class, or empty if the call failed or nothing is decided
     */
    public Optional<String> decision() {
        return Optional.ofNullable(decision);
    }

    /**
     * How long the model took.
     *
     * @return the time between the call and the answer
     */
    public Duration latency() {
        return latency;
    }

    /**
     * Why the call failed.
     *
     * @return class of the exception, never its message, or empty if there was an answer
     */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * Further subgroups the call belongs to.
     *
     * @return an unmodifiable sorted map, for example {@code tenant} to {@code acme}
     */
    public Map<String, String> slices() {
        return slices;
    }

    /**
     * One line for messages; no values.
     *
     * @return id, version and whether it failed
     */
    @Override
    public String toString() {
        return id + " " + model + ":" + version + (error == null ? "" : " failed with " + error);
    }

    /** Builds a {@link PredictionRecord}. Not thread-safe. */
    public static final class Builder {

        private final PredictionId id;
        private final Instant time;
        private final String model;
        private final int version;
        private final Digest digest;
        private String arm = Prediction.CHAMPION;
        private @Nullable Row features;
        private double[] scores = {};
        private @Nullable String decision;
        private Duration latency = Duration.ZERO;
        private @Nullable String error;
        private Map<String, String> slices = Map.of();

        private Builder(PredictionId id, Instant time, String model, int version, Digest digest) {
            this.id = Objects.requireNonNull(id, "id");
            this.time = Objects.requireNonNull(time, "time");
            this.model = Objects.requireNonNull(model, "model");
            this.digest = Objects.requireNonNull(digest, "digest");
            this.version = version;
            if (version < 1) {
                throw new IllegalArgumentException("version must be >= 1 but was " + version);
            }
        }

        /**
         * Sets which arm answered.
         *
         * @param name its name
         * @return this builder
         */
        public Builder arm(String name) {
            arm = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets what went in.
         *
         * @param values the values
         * @return this builder
         */
        public Builder features(Row values) {
            features = Objects.requireNonNull(values, "values");
            return this;
        }

        /**
         * Sets what the model said.
         *
         * @param values its scores; copied
         * @return this builder
         */
        public Builder scores(double... values) {
            scores = values.clone();
            return this;
        }

        /**
         * Sets what was decided.
         *
         * @param className name of a class
         * @return this builder
         */
        public Builder decision(String className) {
            decision = Objects.requireNonNull(className, "className");
            return this;
        }

        /**
         * Sets how long the model took.
         *
         * @param taken the time between the call and the answer
         * @return this builder
         */
        public Builder latency(Duration taken) {
            latency = Objects.requireNonNull(taken, "taken");
            return this;
        }

        /**
         * Says that the call failed.
         *
         * @param exceptionClass class of the exception, without its message
         * @return this builder
         */
        public Builder error(String exceptionClass) {
            error = Objects.requireNonNull(exceptionClass, "exceptionClass");
            return this;
        }

        /**
         * Sets further subgroups.
         *
         * @param all names and values
         * @return this builder
         */
        public Builder slices(Map<String, String> all) {
            slices = all;
            return this;
        }

        /**
         * The record.
         *
         * @return an immutable record
         */
        public PredictionRecord build() {
            return new PredictionRecord(this);
        }
    }
}
