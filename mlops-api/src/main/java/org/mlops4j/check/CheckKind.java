package org.mlops4j.check;

/**
 * Builds the checks of one kind from their data. Found by {@link java.util.ServiceLoader}, so that a foreign check can be
 * named in a gate, a plan or a pack.
 *
 * @since 0.1.0
 */
public interface CheckKind {

    /**
     * The kind, as in {@link CheckSpec#kind()}.
     *
     * @return its name, unique in a catalog
     */
    String kind();

    /**
     * Builds a check.
     *
     * @param spec a spec of this kind
     * @return a check whose {@link Check#spec()} equals the one given
     * @throws IllegalArgumentException if a parameter is missing, unknown or wrong, with its name
     */
    Check<?> create(CheckSpec spec);
}
