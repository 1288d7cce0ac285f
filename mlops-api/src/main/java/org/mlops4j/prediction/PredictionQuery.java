package org.mlops4j.prediction;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;

/**
 * Which records to read.
 *
 * @since 0.1.0
 */
public final class PredictionQuery {

    private static final PredictionQuery ALL = new Builder(null).build();

    private final @Nullable String model;
    private final @Nullable Digest digest;
    private final @Nullable Instant from;
    private final @Nullable Instant to;

    private PredictionQuery(Builder builder) {
        this.model = builder.model;
        this.digest = builder.digest;
        this.from = builder.from;
        this.to = builder.to;
    }

    /**
     * Every record.
     *
     * @return a query without conditions
     */
    public static PredictionQuery all() {
        return ALL;
    }

    /**
     * Records of one model.
     *
     * @param name name of the model
     * @return a builder for further conditions
     */
    public static Builder model(String name) {
        return new Builder(Objects.requireNonNull(name, "name"));
    }

    /**
     * Name of the model.
     *
     * @return the name, or empty for any
     */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /**
     * Digest of the version that answered.
     *
     * @return the digest, or empty for any
     */
    public Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    /**
     * Earliest time of a call, inclusive.
     *
     * @return the time, or empty for any
     */
    public Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    /**
     * Latest time of a call, exclusive.
     *
     * @return the time, or empty for any
     */
    public Optional<Instant> to() {
        return Optional.ofNullable(to);
    }

    /**
     * Whether a record is wanted.
     *
     * @param record the record
     * @return true if it meets every condition
     */
    public boolean matches(PredictionRecord record) {
        return (model == null || model.equals(record.model()))
                && (digest == null || digest.equals(record.digest()))
                && (from == null || !record.time().isBefore(from))
                && (to == null || record.time().isBefore(to));
    }

    /** Builds a {@link PredictionQuery}. Not thread-safe. */
    public static final class Builder {

        private final @Nullable String model;
        private @Nullable Digest digest;
        private @Nullable Instant from;
        private @Nullable Instant to;

        private Builder(@Nullable String model) {
            this.model = model;
        }

        /**
         * Only calls that this version answered.
         *
         * @param version digest of the version
         * @return this builder
         */
        public Builder digest(Digest version) {
            digest = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Only calls from this time on.
         *
         * @param earliest the time, inclusive
         * @return this builder
         */
        public Builder from(Instant earliest) {
            from = Objects.requireNonNull(earliest, "earliest");
            return this;
        }

        /**
         * Only calls before this time.
         *
         * @param latest the time, exclusive
         * @return this builder
         */
        public Builder to(Instant latest) {
            to = Objects.requireNonNull(latest, "latest");
            return this;
        }

        /**
         * The query.
         *
         * @return an immutable query
         */
        public PredictionQuery build() {
            return new PredictionQuery(this);
        }
    }
}
