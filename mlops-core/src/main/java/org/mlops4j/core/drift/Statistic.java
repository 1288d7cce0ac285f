package org.mlops4j.core.drift;

import java.util.Optional;
import org.mlops4j.data.DataType;
import org.mlops4j.profile.ColumnProfile;

/** How a built-in test measures a column. */
interface Statistic {

    /** Its name. */
    String id();

    /** The effect that is accepted unless said otherwise, in units of the statistic. */
    double defaultTolerance();

    /** How its interval is computed. */
    String intervalMethod();

    /** Whether it is defined for a type. */
    boolean supports(DataType type);

    /** Measures two columns in the same bins, both with rows; empty if the one side has no value it is defined on. */
    Optional<Shift> measure(ColumnProfile reference, ColumnProfile current, double tolerance, double alpha);
}
