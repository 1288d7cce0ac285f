package org.mlops4j.core.identity.internal;

import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.ActionHistory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.ActorProvider;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

/** What every change passes first: is it them, and may they? */
public final class AccessControl {

    /** Whom the library records for what it does by itself, in whosever thread. */
    private static final Actor LIBRARY = Actor.service("mlops");

    private final @Nullable ActorProvider provider;
    private final Authorizer authorizer;
    private final ActionHistory history;

    /** Without a provider, the caller's word on an actor is taken. */
    public AccessControl(@Nullable ActorProvider provider, Authorizer authorizer, ActionHistory history) {
        this.provider = provider;
        this.authorizer = authorizer;
        this.history = history;
    }

    /**
     * The actor as they are to be recorded; see {@link ActorProvider}.
     *
     * @throws UnauthorizedException if the caller is known to be somebody else
     */
    public Actor identify(Actor claimed) {
        if (provider == null) {
            return claimed;
        }
        Actor known = provider.current().orElse(null);
        if (known == null || known.kind() != claimed.kind()) {
            return new Actor(claimed.kind(), claimed.id(), Actor.Assurance.CLAIMED);
        }
        if (!known.id().equals(claimed.id())) {
            if (claimed.kind() == LIBRARY.kind() && claimed.id().equals(LIBRARY.id())) {
                return LIBRARY;
            }
            throw new UnauthorizedException(
                    "the caller is " + known + " but claims to be " + claimed + "; act in your own name");
        }
        return claimed.authenticated();
    }

    /**
     * The actor as they are to be recorded, if they may do this.
     *
     * @throws UnauthorizedException if they may not, or the caller is known to be somebody else
     */
    public Actor admit(Actor claimed, String action, Ref subject) {
        Actor actor = identify(claimed);
        authorizer.authorize(actor, action, subject, history);
        return actor;
    }
}
