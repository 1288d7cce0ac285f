package org.mlops4j.core.identity.internal;

import java.io.IOException;

/** Around the publication of a new version of a key: whoever keeps the history writes its entry there. */
@FunctionalInterface
public interface KeyChanges {

    /** Calls {@link PreparedKey#publish()} once, and throws on what it throws. */
    void publish(PreparedKey prepared) throws IOException;
}
