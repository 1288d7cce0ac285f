package org.mlops4j.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.identity.Digest;

/**
 * Where a version comes from. Every part may be unknown; a compliance control says so then.
 *
 * @since 0.1.0
 */
public final class Provenance {

    private static final Provenance UNKNOWN = builder().build();

    private final @Nullable DataFingerprint trainingData;
    private final @Nullable String codeRevision;
    private final List<Digest> parents;

    private Provenance(Builder builder) {
        this.trainingData = builder.trainingData;
        this.codeRevision = builder.codeRevision;
        this.parents = List.copyOf(builder.parents);
    }

    /**
     * Nothing is known.
     *
     * @return an empty provenance
     */
    public static Provenance unknown() {
        return UNKNOWN;
    }

    /**
     * Starts a provenance in which nothing is known yet.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The data the model was trained on.
     *
     * @return its fingerprint, or empty if unknown
     */
    public Optional<DataFingerprint> trainingData() {
        return Optional.ofNullable(trainingData);
    }

    /**
     * The revision of the training code.
     *
     * @return for example a git commit, or empty if unknown
     */
    public Optional<String> codeRevision() {
        return Optional.ofNullable(codeRevision);
    }

    /**
     * Digests of the versions this one was made from.
     *
     * @return an unmodifiable list, empty if there are none
     */
    public List<Digest> parents() {
        return parents;
    }

    /** Builds a {@link Provenance}. Not thread-safe. */
    public static final class Builder {

        private @Nullable DataFingerprint trainingData;
        private @Nullable String codeRevision;
        private List<Digest> parents = List.of();

        private Builder() {}

        /**
         * Names the data the model was trained on.
         *
         * @param fingerprint its fingerprint
         * @return this builder
         */
        public Builder trainingData(DataFingerprint fingerprint) {
            trainingData = Objects.requireNonNull(fingerprint, "fingerprint");
            return this;
        }

        /**
         * Names the training code.
         *
         * @param revision for example a git commit; not blank
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder codeRevision(String revision) {
            if (revision.isBlank()) {
                throw new IllegalArgumentException("code revision must not be blank; leave it out if it is unknown");
            }
            codeRevision = revision;
            return this;
        }

        /**
         * Names the versions this one was made from.
         *
         * @param digests their digests
         * @return this builder
         */
        public Builder parents(List<Digest> digests) {
            parents = List.copyOf(digests);
            return this;
        }

        /**
         * The provenance.
         *
         * @return an immutable provenance
         */
        public Provenance build() {
            return new Provenance(this);
        }
    }
}
