package org.mlops4j.event;

/**
 * Hears events. May be called by any thread of the library or of the application, never under a lock; should return at
 * once. What it throws is logged once and otherwise ignored.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MlopsListener {

    /**
     * Something happened.
     *
     * @param event what
     */
    void onEvent(MlopsEvent event);
}
