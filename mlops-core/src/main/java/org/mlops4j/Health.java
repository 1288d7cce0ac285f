package org.mlops4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether everything works as it should. A degraded library goes on answering predictions; what is degraded is said.
 *
 * @param degraded what does not work, by room; empty if all is well
 * @since 0.1.0
 */
public record Health(Map<String, String> degraded) {

    /**
     * Copies the map.
     *
     * @param degraded what does not work, by room
     */
    public Health {
        degraded = Collections.unmodifiableMap(new LinkedHashMap<>(degraded));
    }

    /**
     * Whether all is well.
     *
     * @return true if nothing is degraded
     */
    public boolean isHealthy() {
        return degraded.isEmpty();
    }

    /**
     * One line for logs and probes.
     *
     * @return {@code healthy}, or what is degraded
     */
    @Override
    public String toString() {
        return degraded.isEmpty() ? "healthy" : "degraded: " + degraded;
    }
}
