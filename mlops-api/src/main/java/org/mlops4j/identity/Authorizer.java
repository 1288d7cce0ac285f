package org.mlops4j.identity;

/**
 * May refuse a change before anything is written. Implementations are called by any thread, outside locks, before each
 * mutation; they should answer at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Authorizer {

    /**
     * Returns normally if the actor may do this.
     *
     * @param actor who wants the change
     * @param action what it is, as in the audit log, for example {@code alias.move}
     * @param subject what it is done to
     * @throws UnauthorizedException if the actor may not
     */
    void authorize(Actor actor, String action, Ref subject);

    /**
     * Lets everyone do everything; the default of an embedded set-up, where the application has done its own checks.
     *
     * @return an authorizer that never refuses
     */
    static Authorizer allowAll() {
        return (actor, action, subject) -> {};
    }
}
