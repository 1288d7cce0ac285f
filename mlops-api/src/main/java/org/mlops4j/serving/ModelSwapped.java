package org.mlops4j.serving;

import java.time.Instant;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.ModelVersion;

/**
 * A service answers with another version.
 *
 * @param time since when
 * @param actor the service
 * @param from the version that answered before
 * @param to the version that answers now
 * @since 0.1.0
 */
public record ModelSwapped(Instant time, Actor actor, ModelVersion from, ModelVersion to) implements MlopsEvent {

    @Override
    public Ref subject() {
        return to.ref();
    }
}
