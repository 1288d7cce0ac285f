package org.mlops4j.identity;

import java.util.Optional;

/**
 * Knows on whose behalf the calling thread works, because a login, a token or a signature was checked before. With one,
 * the word of the caller no longer decides how sure the library is of an actor: before each change and each audit entry
 * it compares the actor it is given with {@link #current()}.
 *
 * <ul>
 *   <li>The same kind and id: recorded as {@link Actor.Assurance#AUTHENTICATED}, whatever the caller said.
 *   <li>The same kind and another id: the change is refused with {@link UnauthorizedException}.
 *   <li>Another kind, or nobody known: recorded as {@link Actor.Assurance#CLAIMED}. An automatic rule, a {@link
 *       Actor.Kind#SERVICE}, may well run in the thread of a person's request.
 *   <li>{@code service:mlops}, whom the library records for what it does by itself: a claim, in whosever thread.
 * </ul>
 *
 * <pre>{@code
 * ActorProvider logins = () -> Optional.ofNullable(request.user()).map(Actor::human);
 * Mlops mlops = Mlops.builder().home(path).actorProvider(logins).open();
 * }</pre>
 *
 * <p>Implementations are called by any thread, often, and sometimes under a lock: they answer at once from what is
 * known, and call nothing of this library.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActorProvider {

    /**
     * The one on whose behalf the calling thread works; their {@link Actor#assurance()} is not looked at.
     *
     * @return the actor whose identity was checked, or empty if nobody's was
     */
    Optional<Actor> current();
}
