package org.mlops4j.identity;

/**
 * What was done before, as the audit log tells it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActionHistory {

    /**
     * Whether somebody did something to a thing. Actors are compared by kind and id, things by kind and id; takes time
     * linear in the length of the log.
     *
     * @param actor who
     * @param action what, as in the audit log, for example {@code version.register}
     * @param subject to which thing
     * @return true if the log has such an entry
     * @throws IntegrityException if the log is damaged
     */
    boolean hasDone(Actor actor, String action, Ref subject);
}
