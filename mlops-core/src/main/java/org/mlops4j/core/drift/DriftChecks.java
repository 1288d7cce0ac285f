package org.mlops4j.core.drift;

import java.util.List;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.profile.ProfilePair;

/**
 * Checks that compare profiles.
 *
 * @since 0.1.0
 */
public final class DriftChecks {

    private DriftChecks() {}

    /**
     * No column has drifted, by {@link Drift#ofDefaults()}.
     *
     * @return the check
     */
    public static Check<ProfilePair> noDrift() {
        return noDrift(Drift.ofDefaults());
    }

    /**
     * No column has drifted. The check, of kind {@code no-drift}, measures how many columns have. If none has but some
     * cannot be told, or nothing could be compared, the number is undefined and the check INCONCLUSIVE. Its p-value is the
     * smallest of all tests, times their number.
     *
     * @param drift how to compare
     * @return the check
     */
    public static Check<ProfilePair> noDrift(Drift drift) {
        return new NoDrift(drift);
    }

    /**
     * The kinds of checks defined here, for a {@link org.mlops4j.check.CheckCatalog}.
     *
     * @return an unmodifiable list
     */
    public static List<CheckKind> kinds() {
        return List.of(new NoDriftKind());
    }
}
