package org.mlops4j.registry;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

/**
 * One registered version of a model.
 *
 * @param number its number within the model, from 1; never used again
 * @param digest its identity: SHA-256 over the canonical form of the manifest
 * @param manifest everything that was fixed at registration
 * @param registeredAt when it was registered
 * @param registeredBy by whom
 * @param reason why, in their words
 * @since 0.1.0
 */
public record ModelVersion(
        int number, Digest digest, ModelManifest manifest, Instant registeredAt, Actor registeredBy, String reason) {

    /** The kind of {@link Ref} that names a version. */
    public static final String REF_KIND = "model-version";

    /**
     * Checks the parts.
     *
     * @param number its number within the model
     * @param digest its identity
     * @param manifest everything that was fixed at registration
     * @param registeredAt when it was registered
     * @param registeredBy by whom
     * @param reason why
     * @throws IllegalArgumentException if the number is below 1
     */
    public ModelVersion {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(registeredAt, "registeredAt");
        Objects.requireNonNull(registeredBy, "registeredBy");
        Objects.requireNonNull(reason, "reason");
        if (number < 1) {
            throw new IllegalArgumentException("version number must be >= 1 but was " + number);
        }
    }

    /**
     * Name of the model.
     *
     * @return the name
     */
    public String model() {
        return manifest.model();
    }

    /**
     * Model and number.
     *
     * @return for example {@code credit:3}
     */
    public String id() {
        return model() + ":" + number;
    }

    /**
     * The version as the subject of an event or an audit entry.
     *
     * @return model, number and digest
     */
    public Ref ref() {
        return Ref.of(REF_KIND, id(), digest);
    }

    /**
     * Two versions are equal if model, number and digest are.
     *
     * @param other what to compare with
     * @return true for the same version
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelVersion that
                && number == that.number
                && digest.equals(that.digest)
                && model().equals(that.model());
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of number and digest
     */
    @Override
    public int hashCode() {
        return 31 * number + digest.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return model, number and the beginning of the digest
     */
    @Override
    public String toString() {
        return id() + " (" + digest.shortHex() + ")";
    }
}
