package org.mlops4j.registry;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Features;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.profile.Profile;

/**
 * What is to be registered as a version.
 *
 * @since 0.1.0
 */
public final class Registration {

    private final String model;
    private final Map<String, Path> files;
    private final @Nullable Schema schema;
    private final @Nullable String featureMapping;
    private final Scores.@Nullable Task task;
    private final List<String> classes;
    private final @Nullable Cutoffs cutoffs;
    private final Map<String, String> parameters;
    private final @Nullable Profile profile;
    private final Provenance provenance;

    private Registration(Builder builder) {
        this.model = builder.model;
        this.files = Collections.unmodifiableMap(new TreeMap<>(builder.files));
        this.schema = builder.schema;
        this.featureMapping = builder.featureMapping;
        this.task = builder.task;
        this.classes = builder.classes;
        this.cutoffs = builder.cutoffs;
        this.parameters = Collections.unmodifiableMap(new TreeMap<>(builder.parameters));
        this.profile = builder.profile;
        this.provenance = builder.provenance;
    }

    /**
     * Starts a registration.
     *
     * @param model name of the model: 1 to 80 letters, digits, dots, dashes and underscores, beginning with a letter
     *     or digit
     * @return a builder
     * @throws IllegalArgumentException if the name is not of this form
     */
    public static Builder of(String model) {
        return new Builder(Names.requireModel(model));
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
     * The files to copy in, by name.
     *
     * @return an unmodifiable sorted map
     */
    public Map<String, Path> files() {
        return files;
    }

    /**
     * What the model's input means.
     *
     * @return the schema, or empty
     */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /**
     * Name of the mapping from the application's type to the schema.
     *
     * @return the name, or empty
     */
    public Optional<String> featureMapping() {
        return Optional.ofNullable(featureMapping);
    }

    /**
     * What the model predicts.
     *
     * @return the task, or empty
     */
    public Optional<Scores.Task> task() {
        return Optional.ofNullable(task);
    }

    /**
     * Names of the classes, in the order of the scores.
     *
     * @return an unmodifiable list
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Where a score becomes a decision.
     *
     * @return the cut-offs, or empty
     */
    public Optional<Cutoffs> cutoffs() {
        return Optional.ofNullable(cutoffs);
    }

    /**
     * Parameters of the training.
     *
     * @return an unmodifiable sorted map
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * The reference profile.
     *
     * @return the profile, or empty
     */
    public Optional<Profile> profile() {
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

    /** Builds a {@link Registration}. Not thread-safe. */
    public static final class Builder {

        private final String model;
        private final Map<String, Path> files = new TreeMap<>();
        private @Nullable Schema schema;
        private @Nullable String featureMapping;
        private Scores.@Nullable Task task;
        private List<String> classes = List.of();
        private @Nullable Cutoffs cutoffs;
        private final Map<String, String> parameters = new TreeMap<>();
        private @Nullable Profile profile;
        private Provenance provenance = Provenance.unknown();

        private Builder(String model) {
            this.model = model;
        }

        /**
         * Adds a file under a name of its own.
         *
         * @param name relative name with {@code /} between parts; letters, digits, dots, dashes and underscores
         * @param source where it is now; copied in
         * @return this builder
         * @throws IllegalArgumentException if the name is not of this form, has a part that begins with a dot or a dash
         *     or ends with a dot, differs from another only in case, or is a folder of another
         */
        public Builder file(String name, Path source) {
            Names.requireFile(name);
            Objects.requireNonNull(source, "source");
            for (String known : files.keySet()) {
                if (Names.collide(known, name)) {
                    throw new IllegalArgumentException(
                            "file '" + name + "' collides with '" + known + "': no directory can hold both");
                }
            }
            files.put(name, source);
            return this;
        }

        /**
         * Says what the input means and which mapping fills it.
         *
         * @param features the mapping
         * @return this builder
         * @throws IllegalArgumentException if the mapping leaves a field unread
         */
        public Builder features(Features<?> features) {
            features.requireComplete();
            schema = features.schema();
            featureMapping = features.name();
            return this;
        }

        /**
         * Says what the input means, where there is no mapping from an application's type; takes the place of an
         * earlier mapping.
         *
         * @param input the schema
         * @return this builder
         */
        public Builder schema(Schema input) {
            schema = Objects.requireNonNull(input, "input");
            featureMapping = null;
            return this;
        }

        /**
         * Says what the model predicts.
         *
         * @param scores the mapping of its answer
         * @return this builder
         */
        public Builder scores(Scores<?> scores) {
            task = scores.task();
            classes = scores.classes();
            return this;
        }

        /**
         * Says where a score becomes a decision.
         *
         * @param chosen the cut-offs
         * @return this builder
         */
        public Builder cutoffs(Cutoffs chosen) {
            cutoffs = Objects.requireNonNull(chosen, "chosen");
            return this;
        }

        /**
         * Adds a parameter of the training.
         *
         * @param name its name; not blank
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder parameter(String name, String value) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name of a parameter must not be blank");
            }
            parameters.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds the profile that later data is compared with.
         *
         * @param reference the profile of the training data
         * @return this builder
         */
        public Builder profile(Profile reference) {
            profile = Objects.requireNonNull(reference, "reference");
            return this;
        }

        /**
         * Says where the version comes from.
         *
         * @param known the provenance
         * @return this builder
         */
        public Builder provenance(Provenance known) {
            provenance = Objects.requireNonNull(known, "known");
            return this;
        }

        /**
         * The registration.
         *
         * @return an immutable registration
         */
        public Registration build() {
            return new Registration(this);
        }
    }
}
