package org.mlops4j.core.monitoring.internal;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckSuite;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.drift.DriftChecks;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.registry.internal.KnownVersion;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Prediction;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.MonitorBuilder;
import org.mlops4j.monitoring.Monitoring;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

/** Monitoring over the registry and the log of a home. */
public final class LogMonitoring implements Monitoring {

    private static final QuietLogger LOG = QuietLogger.of(LogMonitoring.class);
    private static final Actor ACTOR = Actor.service("mlops");
    private static final String ALERT = "alert.raise";

    private final ModelRegistry registry;
    private final PredictionLog log;
    private final TiledAuditLog audit;
    private final EventBus events;
    private final Clock clock;
    private final Runnable requireOpen;

    /** Monitoring whose alerts are events and entries of the audit log; the last argument throws once all is closed. */
    public LogMonitoring(
            ModelRegistry registry,
            PredictionLog log,
            TiledAuditLog audit,
            EventBus events,
            Clock clock,
            Runnable requireOpen) {
        this.registry = registry;
        this.log = log;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.requireOpen = requireOpen;
    }

    @Override
    public MonitorBuilder monitor(String model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    private MonitoringReport look(ModelVersion version, Instant from, Instant to, List<Check<?>> checks) {
        LogWindow window = LogWindow.read(registry, log, version, from, to);
        SuiteResult result = CheckSuite.of("monitor " + version.id(), checks).run(window.evidence());
        DriftReport drift = window.pair()
                .map(pair -> Drift.ofDefaults().compare(pair.reference(), pair.current()))
                .orElse(null);
        List<Alert> alerts = result.with(Verdict.FAIL).stream()
                .map(failed -> new Alert(clock.instant(), ACTOR, version, from, to, failed))
                .toList();
        alerts.forEach(this::raise);
        return new MonitoringReport(
                version, from, to, window.predictions(), window.labelled(), window.errors(), drift, result, alerts);
    }

    /** An alert is heard even where it cannot be recorded, as in a home that is only read or on a full disk. */
    private void raise(Alert alert) {
        try {
            audit.append(new AuditEntry(
                    alert.time(),
                    ACTOR,
                    ALERT,
                    alert.version().ref(),
                    alert.result().description(),
                    Map.of(
                            "check", CheckJson.digest(alert.result().spec()).toString(),
                            "from", bound(alert.windowFrom()),
                            "to", bound(alert.windowTo()))));
        } catch (UncheckedIOException e) {
            LOG.warn("alert", "an alert cannot be recorded in the audit log; listeners hear it all the same", e);
        }
        events.publish(alert);
    }

    private static String bound(Instant time) {
        return LogWindow.isBound(time) ? time.toString() : "any";
    }

    /** Collects what to look at. */
    private final class Builder implements MonitorBuilder {

        private final String model;
        private @Nullable ModelVersion version;
        private Instant from = Instant.MIN;
        private Instant to = Instant.MAX;
        private List<Check<?>> checks = List.of(DriftChecks.noDrift());

        Builder(String model) {
            this.model = model;
        }

        @Override
        public MonitorBuilder version(ModelVersion chosen) {
            if (!chosen.model().equals(model)) {
                throw new IllegalArgumentException("version must be of model '" + model + "' but is " + chosen.id());
            }
            version = chosen;
            return this;
        }

        @Override
        public MonitorBuilder window(Instant earliest, Instant latest) {
            if (!earliest.isBefore(latest)) {
                throw new IllegalArgumentException(
                        "a window must begin before it ends but was " + earliest + " to " + latest);
            }
            from = earliest;
            to = latest;
            return this;
        }

        @Override
        public MonitorBuilder checks(Check<?>... chosen) {
            checks = List.of(chosen);
            return this;
        }

        @Override
        public MonitoringReport run() {
            requireOpen.run();
            ModelVersion looked = version == null
                    ? registry.resolve(model + "@" + Prediction.CHAMPION)
                    : KnownVersion.require(registry, version);
            return look(looked, from, to, checks);
        }
    }
}
