package org.mlops4j.registry;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Digest;

/**
 * Everything that is fixed when a version is registered. The version's digest is the SHA-256 of its canonical JSON (RFC
 * 8785).
 *
 * @since 0.1.0
 */
public final class ModelManifest {

    private final String model;
    private final List<ModelFile> files;
    private final @Nullable Schema schema;
    private final @Nullable String featureMapping;
    private final Scores.@Nullable Task task;
    private final List<String> classes;
    private final @Nullable Cutoffs cutoffs;
    private final Map<String, String> parameters;
    private final @Nullable Digest profile;
    private final Provenance provenance;

    private ModelManifest(Builder builder) {
        this.model = builder.model;
        this.files = List.copyOf(builder.files);
        this.schema = builder.schema;
        this.featureMapping = builder.featureMapping;
        this.task = builder.task;
        this.classes = List.copyOf(builder.classes);
        this.cutoffs = builder.cutoffs;
        this.parameters = Collections.unmodifiableMap(new TreeMap<>(builder.parameters));
        this.profile = builder.profile;
        this.provenance = builder.provenance;
    }

    /**
     * Starts a manifest.
     *
     * @param model name of the model
     * @return a builder
     */
    public static Builder builder(String model) {
        return new Builder(model);
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
     * The files, sorted by name.
     *
     * @return an unmodifiable list
     */
    public List<ModelFile> files() {
        return files;
    }

    /**
     * What the model's input means.
     *
     * @return the schema, or empty if none was registered
     */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /**
     * Name of the mapping from the application's type to the schema.
     *
     * @return the name, or empty if none was registered
     */
    public Optional<String> featureMapping() {
        return Optional.ofNullable(featureMapping);
    }

    /**
     * What the model predicts.
     *
     * @return the task, or empty if it was not registered
     */
    public Optional<Scores.Task> task() {
        return Optional.ofNullable(task);
    }

    /**
     * Names of the classes, in the order of the scores.
     *
     * @return an unmodifiable list, empty for regression or if not registered
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Where a score becomes a decision.
     *
     * @return the cut-offs, or empty if none were registered
     */
    public Optional<Cutoffs> cutoffs() {
        return Optional.ofNullable(cutoffs);
    }

    /**
     * Parameters of the training, sorted by name.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * Digest of the reference profile.
     *
     * @return the digest, or empty if none was registered
     */
    public Optional<Digest> profile() {
        return Optional.ofNullable(profile);
    }

    /**
     * Where the version comes from.
     *
     * @return the provenance
     */
    public Provenance provenance() {
        return provenance;
    }

    /** Builds a {@link ModelManifest}; for implementers of a registry. Not thread-safe. */
    public static final class Builder {

        private final String model;
        private List<ModelFile> files = List.of();
        private @Nullable Schema schema;
        private @Nullable String featureMapping;
        private Scores.@Nullable Task task;
        private List<String> classes = List.of();
        private @Nullable Cutoffs cutoffs;
        private Map<String, String> parameters = Map.of();
        private @Nullable Digest profile;
        private Provenance provenance = Provenance.unknown();

        private Builder(String model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /**
         * Sets the files.
         *
         * @param all the files, in any order
         * @return this builder
         */
        public Builder files(List<ModelFile> all) {
            files = all.stream().sorted(Comparator.comparing(ModelFile::name)).toList();
            return this;
        }

        /**
         * Sets what the input means.
         *
         * @param known the schema, or null
         * @return this builder
         */
        public Builder schema(@Nullable Schema known) {
            schema = known;
            return this;
        }

        /**
         * Sets the name of the feature mapping.
         *
         * @param name the name, or null
         * @return this builder
         */
        public Builder featureMapping(@Nullable String name) {
            featureMapping = name;
            return this;
        }

        /**
         * Sets what the model predicts.
         *
         * @param known the task, or null
         * @param names names of its classes
         * @return this builder
         */
        public Builder task(Scores.@Nullable Task known, List<String> names) {
            task = known;
            classes = names;
            return this;
        }

        /**
         * Sets where a score becomes a decision.
         *
         * @param known the cut-offs, or null
         * @return this builder
         */
        public Builder cutoffs(@Nullable Cutoffs known) {
            cutoffs = known;
            return this;
        }

        /**
         * Sets the parameters.
         *
         * @param all values by name
         * @return this builder
         */
        public Builder parameters(Map<String, String> all) {
            parameters = all;
            return this;
        }

        /**
         * Sets the digest of the reference profile.
         *
         * @param known the digest, or null
         * @return this builder
         */
        public Builder profile(@Nullable Digest known) {
            profile = known;
            return this;
        }

        /**
         * Sets where the version comes from.
         *
         * @param known the provenance
         * @return this builder
         */
        public Builder provenance(Provenance known) {
            provenance = Objects.requireNonNull(known, "known");
            return this;
        }

        /**
         * The manifest.
         *
         * @return an immutable manifest
         */
        public ModelManifest build() {
            return new ModelManifest(this);
        }
    }
}
