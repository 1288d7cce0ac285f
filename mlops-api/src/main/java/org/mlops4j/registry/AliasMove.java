package org.mlops4j.registry;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.mlops4j.identity.Actor;

/**
 * One move of an alias, read from the audit log.
 *
 * @param model name of the model
 * @param alias name of the alias
 * @param from number of the version it pointed at before, or empty if it was new
 * @param to number of the version it points at since
 * @param revision how often it had been set then, from 1
 * @param at when
 * @param actor by whom
 * @param reason why
 * @since 0.1.0
 */
public record AliasMove(
        String model, String alias, OptionalInt from, int to, long revision, Instant at, Actor actor, String reason) {

    /**
     * Checks the parts.
     *
     * @param model name of the model
     * @param alias name of the alias
     * @param from number of the version it pointed at before
     * @param to number of the version it points at since
     * @param revision how often it had been set then
     * @param at when
     * @param actor by whom
     * @param reason why
     * @throws IllegalArgumentException if a version or the revision is below 1
     */
    public AliasMove {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        if (from.orElse(1) < 1 || to < 1 || revision < 1) {
            throw new IllegalArgumentException(
                    "versions and revision must be >= 1 but were " + from + ", " + to + " and " + revision);
        }
    }
}
