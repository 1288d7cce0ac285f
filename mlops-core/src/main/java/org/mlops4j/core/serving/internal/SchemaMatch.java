package org.mlops4j.core.serving.internal;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;

/** Whether an application's features and scores are those a version was registered with. */
final class SchemaMatch {

    private SchemaMatch() {}

    /** Complains about every field that differs in name or type at once. */
    static void require(ModelVersion version, Schema given) {
        Schema registered = version.manifest().schema().orElse(given);
        List<String> differences = new ArrayList<>();
        for (Field field : registered.fields()) {
            if (!given.has(field.name())) {
                differences.add("'" + field.name() + "' is not given");
            } else if (!given.field(field.name()).type().equals(field.type())) {
                differences.add("'" + field.name() + "' is "
                        + given.field(field.name()).type() + " but was registered as " + field.type());
            }
        }
        for (Field field : given.fields()) {
            if (!registered.has(field.name())) {
                differences.add("'" + field.name() + "' is not in the registered schema");
            }
        }
        if (!differences.isEmpty()) {
            throw new MlopsException(
                    "features do not fit the schema of " + version.id() + ": " + String.join("; ", differences)
                            + "; use the mapping that " + version.id() + " was registered with");
        }
    }

    /** Classes in another order would swap good and bad in everything that reads the log. */
    static void require(ModelVersion version, Scores<?> given) {
        ModelManifest manifest = version.manifest();
        Scores.Task registered = manifest.task().orElse(null);
        if (registered != null
                && (registered != given.task() || !manifest.classes().equals(given.classes()))) {
            throw new MlopsException("scores do not fit " + version.id() + ": they are " + given.task() + " "
                    + given.classes() + " but were registered as " + registered + " " + manifest.classes()
                    + "; use the mapping that " + version.id() + " was registered with");
        }
    }
}
