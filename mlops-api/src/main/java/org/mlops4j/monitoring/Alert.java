package org.mlops4j.monitoring;

import java.time.Instant;
import org.mlops4j.check.CheckResult;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.ModelVersion;

/**
 * A check failed on a window of the log.
 *
 * @param time when it was found
 * @param actor the service that looked
 * @param version the version whose predictions were looked at
 * @param windowFrom begin of the window, inclusive; {@link Instant#MIN} if it is open
 * @param windowTo end of the window, exclusive; {@link Instant#MAX} if it is open
 * @param result the failed check, explained
 * @since 0.1.0
 */
public record Alert(
        Instant time, Actor actor, ModelVersion version, Instant windowFrom, Instant windowTo, CheckResult result)
        implements MlopsEvent {

    @Override
    public Ref subject() {
        return version.ref();
    }
}
