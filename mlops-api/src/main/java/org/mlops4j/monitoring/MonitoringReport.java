package org.mlops4j.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.check.Verdict;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.registry.ModelVersion;

/**
 * What a look at one window found.
 *
 * @param version the version whose predictions were looked at
 * @param windowFrom begin of the window, inclusive; {@link Instant#MIN} if it is open
 * @param windowTo end of the window, exclusive; {@link Instant#MAX} if it is open
 * @param predictions calls in the window
 * @param labelled calls whose outcome is known
 * @param errors calls that failed
 * @param driftOrNull how the inputs compare with the reference; null if the version has no reference profile
 * @param result the checks
 * @param alerts one alert a failed check
 * @since 0.1.0
 */
public record MonitoringReport(
        ModelVersion version,
        Instant windowFrom,
        Instant windowTo,
        long predictions,
        long labelled,
        long errors,
        @Nullable DriftReport driftOrNull,
        SuiteResult result,
        List<Alert> alerts) {

    /**
     * Copies the list.
     *
     * @param version the version whose predictions were looked at
     * @param windowFrom begin of the window
     * @param windowTo end of the window
     * @param predictions calls in the window
     * @param labelled calls whose outcome is known
     * @param errors calls that failed
     * @param driftOrNull how the inputs compare with the reference
     * @param result the checks
     * @param alerts one alert a failed check
     */
    public MonitoringReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(result, "result");
        alerts = List.copyOf(alerts);
    }

    /**
     * How the inputs compare with the reference.
     *
     * @return the report, or empty if the version has no reference profile
     */
    public Optional<DriftReport> drift() {
        return Optional.ofNullable(driftOrNull);
    }

    /**
     * The verdict on the window.
     *
     * @return the worst of the checks
     */
    public Verdict verdict() {
        return result.verdict();
    }
}
