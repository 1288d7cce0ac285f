package org.mlops4j.identity;

/**
 * An {@link Authorizer} refused a change. Nothing was written.
 *
 * @since 0.1.0
 */
public class UnauthorizedException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message who may not do what, and whom to ask
     */
    public UnauthorizedException(String message) {
        super(message);
    }
}
