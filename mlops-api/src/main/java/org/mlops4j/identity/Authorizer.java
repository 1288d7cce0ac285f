package org.mlops4j.identity;

/**
 * May refuse a change before anything is written. Implementations are called by any thread, outside locks, before each
 * mutation; they should answer at once. {@code org.mlops4j.core.identity.AccessRules} is one that needs no code.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Authorizer {

    /**
     * Returns normally if the actor may do this.
     *
     * @param actor who wants the change, as sure as the library is of them
     * @param action what it is, as in the audit log, for example {@code alias.move}
     * @param subject what it is done to
     * @throws UnauthorizedException if the actor may not
     */
    void authorize(Actor actor, String action, Ref subject);

    /**
     * As {@link #authorize(Actor, String, Ref)}, for those who must know what was done before: a second pair of eyes,
     * for example. The library calls this one; it leaves the history out unless overridden.
     *
     * @param actor who wants the change, as sure as the library is of them
     * @param action what it is
     * @param subject what it is done to
     * @param history what was done before
     * @throws UnauthorizedException if the actor may not
     */
    default void authorize(Actor actor, String action, Ref subject, ActionHistory history) {
        authorize(actor, action, subject);
    }

    /**
     * Lets everyone do everything; the default of an embedded set-up, where the application has done its own checks.
     *
     * @return an authorizer that never refuses
     */
    static Authorizer allowAll() {
        return (actor, action, subject) -> {};
    }
}
