package org.mlops4j.identity;

import org.jspecify.annotations.Nullable;

/**
 * Stored bytes are not what they were when they were written: changed, cut, swapped, or of a newer format than this
 * version reads. Nothing was changed by the call that throws it.
 *
 * @since 0.1.0
 */
public class IntegrityException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception that needs no cause.
     *
     * @param message which stored thing differs, how, and what to do about it
     */
    public IntegrityException(String message) {
        super(message);
    }

    /**
     * An exception with a cause.
     *
     * @param message which stored thing differs, how, and what to do about it
     * @param cause what led to it, or null
     */
    public IntegrityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
