package org.mlops4j.testing.assertj;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/**
 * Assertions on a version.
 *
 * @since 0.1.0
 */
public class ModelVersionAssert extends AbstractCheckedAssert<ModelVersionAssert, ModelVersion> {

    /**
     * Assertions on a version.
     *
     * @param actual the version
     */
    public ModelVersionAssert(@Nullable ModelVersion actual) {
        super(actual, ModelVersionAssert.class);
    }

    /**
     * Passes if the version has a file of this name.
     *
     * @param name the name
     * @return these assertions
     */
    public ModelVersionAssert hasFile(String name) {
        isNotNull();
        List<String> names =
                actual.manifest().files().stream().map(ModelFile::name).toList();
        if (!names.contains(name)) {
            fails(actual.id() + " must have a file '" + name + "' but has " + names);
        }
        return this;
    }

    /**
     * Passes if the version was registered with this parameter.
     *
     * @param name name of the parameter
     * @param value its value
     * @return these assertions
     */
    public ModelVersionAssert hasParameter(String name, String value) {
        isNotNull();
        if (!Objects.equals(actual.manifest().parameters().get(name), value)) {
            fails(actual.id() + " must have the parameter " + name + "=" + value + " but has "
                    + actual.manifest().parameters());
        }
        return this;
    }

    /**
     * Passes if the version says where it comes from: training data and code.
     *
     * @return these assertions
     */
    public ModelVersionAssert hasProvenance() {
        isNotNull();
        if (actual.manifest().provenance().trainingData().isEmpty()
                || actual.manifest().provenance().codeRevision().isEmpty()) {
            fails(actual.id() + " must name its training data and the revision of its code but names "
                    + actual.manifest()
                            .provenance()
                            .trainingData()
                            .map(Object::toString)
                            .orElse("no data") + " and "
                    + actual.manifest().provenance().codeRevision().orElse("no revision")
                    + "; register it with a provenance(...) of both");
        }
        return this;
    }

    /**
     * Passes if an alias points at the version now: at its number and its digest.
     *
     * @param alias name of the alias
     * @param registry the registry
     * @return these assertions
     */
    public ModelVersionAssert hasAlias(String alias, ModelRegistry registry) {
        Objects.requireNonNull(alias, "alias");
        isNotNull();
        Alias now = registry.alias(actual.model(), alias).orElse(null);
        if (now == null || now.version() != actual.number() || !now.digest().equals(actual.digest())) {
            fails(actual.model() + "@" + alias + " must point at " + actual + " but points at "
                    + (now == null
                            ? "nothing"
                            : actual.model() + ":" + now.version() + " ("
                                    + now.digest().shortHex() + ")"));
        }
        return this;
    }

    /**
     * Passes if every stored byte of the version is what was registered.
     *
     * @param registry the registry
     * @return these assertions
     */
    public ModelVersionAssert isIntactIn(ModelRegistry registry) {
        isNotNull();
        List<String> problems = registry.verify(actual);
        if (!problems.isEmpty()) {
            fails(actual.id() + " must be what was registered but " + String.join("; ", problems));
        }
        return this;
    }
}
