package org.mlops4j.registry;

import java.time.Instant;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * An alias points at another version.
 *
 * @param move what was moved where
 * @since 0.1.0
 */
public record AliasMoved(AliasMove move) implements MlopsEvent {

    @Override
    public Instant time() {
        return move.at();
    }

    @Override
    public Actor actor() {
        return move.actor();
    }

    @Override
    public Ref subject() {
        return Ref.of(Alias.REF_KIND, move.model() + "@" + move.alias());
    }
}
