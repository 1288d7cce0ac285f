package org.mlops4j.registry;

import org.mlops4j.identity.MlopsException;

/**
 * Somebody else changed the thing first, so that it is not what the caller expected. Nothing was changed by this call;
 * look again and decide anew.
 *
 * @since 0.1.0
 */
public class RegistryConflictException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * A lost race.
     *
     * @param message what was expected and what was found
     */
    public RegistryConflictException(String message) {
        super(message);
    }
}
