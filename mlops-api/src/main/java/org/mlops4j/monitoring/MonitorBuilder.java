package org.mlops4j.monitoring;

import java.time.Instant;
import org.mlops4j.check.Check;
import org.mlops4j.registry.ModelVersion;

/**
 * Describes a look at a window of the log. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface MonitorBuilder {

    /**
     * Which version's predictions to look at; without it the version that {@code champion} names.
     *
     * @param version the version
     * @return this builder
     * @throws IllegalArgumentException if it is of another model
     */
    MonitorBuilder version(ModelVersion version);

    /**
     * Which calls to look at; without it all.
     *
     * @param from earliest time of a call, inclusive
     * @param to latest time of a call, exclusive
     * @return this builder
     * @throws IllegalArgumentException if {@code from} is not before {@code to}
     */
    MonitorBuilder window(Instant from, Instant to);

    /**
     * What to check, in place of the default: that the inputs have not drifted from the version's reference profile.
     * Subjects are found by type: a {@link org.mlops4j.profile.ProfilePair} of reference and window, and the evaluation
     * of the labelled calls by score, or for several classes by decision. An outcome that is no class of the version, or
     * a score that is no finite number, makes that evaluation unreadable, and checks on it INCONCLUSIVE.
     *
     * @param checks the checks
     * @return this builder
     */
    MonitorBuilder checks(Check<?>... checks);

    /**
     * Looks, and raises an {@link Alert} for each check that fails: listeners hear it, and the audit log records it
     * unless the home cannot be written to. Calls that are accepted but not yet written are not seen; {@link
     * org.mlops4j.prediction.PredictionLog#flush} first if they are to be.
     *
     * @return what was found; a check without its subject is INCONCLUSIVE
     * @throws org.mlops4j.registry.ModelNotFoundException if there is no such model or version
     * @throws IllegalStateException if the library is closed
     */
    MonitoringReport run();
}
