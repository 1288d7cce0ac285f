package org.mlops4j.core.registry.internal;

import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/** A version that a caller hands in may be of another registry, where its number means something else. */
public final class KnownVersion {

    private KnownVersion() {}

    /**
     * The version as it is registered here.
     *
     * @throws ModelNotFoundException if there is none of its number, or another
     */
    public static ModelVersion require(ModelRegistry registry, ModelVersion version) {
        ModelVersion here = registry.resolve(version.id());
        if (!here.digest().equals(version.digest())) {
            throw new ModelNotFoundException(version + " is not of this registry, where " + here.id() + " has digest "
                    + here.digest().shortHex());
        }
        return here;
    }
}
