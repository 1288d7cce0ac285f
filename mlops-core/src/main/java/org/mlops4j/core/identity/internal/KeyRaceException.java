package org.mlops4j.core.identity.internal;

import org.mlops4j.identity.MlopsException;

/** Somebody else made a version of a key first. */
final class KeyRaceException extends MlopsException {

    private static final long serialVersionUID = 1L;

    KeyRaceException(String document) {
        super("'" + document + "' was changed by somebody else meanwhile; try again");
    }
}
