package org.mlops4j.registry;

import java.time.Instant;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * A version was registered.
 *
 * @param time when
 * @param actor by whom
 * @param version the version
 * @since 0.1.0
 */
public record VersionRegistered(Instant time, Actor actor, ModelVersion version) implements MlopsEvent {

    @Override
    public Ref subject() {
        return version.ref();
    }
}
