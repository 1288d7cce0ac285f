package org.mlops4j.drift;

import org.mlops4j.data.DataType;
import org.mlops4j.profile.ColumnProfile;

/**
 * Measures how far a column has moved. Implementations are immutable configuration, safe for use by many threads, and
 * deterministic. Found by {@link java.util.ServiceLoader}, so that a foreign test can be named like a built-in one.
 *
 * @since 0.1.0
 */
public interface DriftTest {

    /**
     * Its name in lower-case words joined by underscores.
     *
     * @return for example {@code psi}
     */
    String id();

    /**
     * Whether it can compare columns of a type.
     *
     * @param type the type of the column
     * @return true if so
     */
    boolean supports(DataType type);

    /**
     * Compares two columns counted in the same bins.
     *
     * @param reference how it was
     * @param current how it is
     * @param alpha the accepted chance, in (0, 1), of calling a column drifted whose true effect is within tolerance
     * @return the result; what cannot be told is INCONCLUSIVE, not an exception
     */
    DriftTestResult test(ColumnProfile reference, ColumnProfile current, double alpha);
}
