package org.mlops4j.registry;

import java.util.Objects;
import org.mlops4j.identity.Digest;

/**
 * A name that points at a version, as it stands now.
 *
 * @param model name of the model
 * @param name name of the alias, for example {@code champion}
 * @param version number of the version it points at
 * @param digest digest of that version
 * @param revision how often it has been set, from 1
 * @since 0.1.0
 */
public record Alias(String model, String name, int version, Digest digest, long revision) {

    /** The kind of {@link org.mlops4j.identity.Ref} that names an alias. */
    public static final String REF_KIND = "alias";

    /**
     * Checks the parts.
     *
     * @param model name of the model
     * @param name name of the alias
     * @param version number of the version it points at
     * @param digest digest of that version
     * @param revision how often it has been set
     * @throws IllegalArgumentException if version or revision is below 1
     */
    public Alias {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
        if (version < 1 || revision < 1) {
            throw new IllegalArgumentException(
                    "version and revision must be >= 1 but were " + version + " and " + revision);
        }
    }

    /**
     * Model and alias.
     *
     * @return for example {@code credit@champion}
     */
    public String id() {
        return model + "@" + name;
    }
}
