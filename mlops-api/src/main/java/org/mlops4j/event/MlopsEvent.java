package org.mlops4j.event;

import java.time.Instant;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * Something that happened. Each room defines its own as records; more may be added at any time.
 *
 * @since 0.1.0
 */
public interface MlopsEvent {

    /**
     * When it happened.
     *
     * @return the time, by the clock of the library
     */
    Instant time();

    /**
     * Who made it happen.
     *
     * @return the actor
     */
    Actor actor();

    /**
     * What it happened to.
     *
     * @return the thing
     */
    Ref subject();
}
