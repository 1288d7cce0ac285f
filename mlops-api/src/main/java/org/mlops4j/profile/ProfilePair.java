package org.mlops4j.profile;

import java.util.Objects;

/**
 * Two profiles to be compared: how it was, and how it is.
 *
 * @param reference how it was, for example at training
 * @param current how it is, counted against the reference
 * @since 0.1.0
 */
public record ProfilePair(Profile reference, Profile current) {

    /**
     * Checks the parts.
     *
     * @param reference how it was
     * @param current how it is
     */
    public ProfilePair {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
    }
}
