package org.mlops4j.core.json.internal;

import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.MlopsException;

/** A text is no JSON, or not the JSON that was expected; the message names the place. */
public final class JsonException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /** What is wrong where. */
    public JsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
