package org.mlops4j.identity;

import org.jspecify.annotations.Nullable;

/**
 * Root of the unchecked exceptions that this library defines. Wrong arguments are reported as {@link
 * IllegalArgumentException}, use after close as {@link IllegalStateException} and failed input or output as {@link
 * java.io.UncheckedIOException}, as everywhere in Java.
 *
 * @since 0.1.0
 */
public class MlopsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception that needs no cause.
     *
     * @param message what is wrong and what to do about it
     */
    public MlopsException(String message) {
        super(message);
    }

    /**
     * An exception with a cause.
     *
     * @param message what is wrong and what to do about it
     * @param cause what led to it, or null
     */
    public MlopsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
