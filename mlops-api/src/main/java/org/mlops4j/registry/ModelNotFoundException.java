package org.mlops4j.registry;

import org.mlops4j.identity.MlopsException;

/**
 * There is no such model, version, alias or file. The message names what there is.
 *
 * @since 0.1.0
 */
public class ModelNotFoundException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Nothing was found.
     *
     * @param message what was looked for and what there is
     */
    public ModelNotFoundException(String message) {
        super(message);
    }
}
