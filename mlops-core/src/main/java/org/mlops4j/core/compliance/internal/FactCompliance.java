package org.mlops4j.core.compliance.internal;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.Evidence;
import org.mlops4j.compliance.Compliance;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.compliance.PolicyPack;
import org.mlops4j.compliance.VersionFacts;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.core.registry.internal.KnownVersion;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.Prediction;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

/** Compliance over the facts of a home. */
public final class FactCompliance implements Compliance {

    private static final QuietLogger LOG = QuietLogger.of(FactCompliance.class);
    private static final Actor ACTOR = Actor.service("mlops");
    private static final String EVALUATE = "compliance.evaluate";

    private final ModelRegistry registry;
    private final StreamedPredictionLog log;
    private final TiledAuditLog audit;
    private final CheckCatalog catalog;
    private final Clock clock;
    private final Runnable requireOpen;

    /** Compliance whose controls' checks are built by the catalog; the last argument throws once all is closed. */
    public FactCompliance(
            ModelRegistry registry,
            StreamedPredictionLog log,
            TiledAuditLog audit,
            CheckCatalog catalog,
            Clock clock,
            Runnable requireOpen) {
        this.registry = registry;
        this.log = log;
        this.audit = audit;
        this.catalog = catalog;
        this.clock = clock;
        this.requireOpen = requireOpen;
    }

    @Override
    public ComplianceReport evaluate(ModelVersion version, PolicyPack pack) {
        requireOpen.run();
        ModelVersion known = KnownVersion.require(registry, version);
        Instant now = clock.instant();
        VersionFacts facts = new RecordedFacts(known, now);
        Evidence evidence = Evidence.of(facts, known);
        List<ControlResult> results = pack.controls().stream()
                .map(control -> new ControlResult(
                        control, catalog.create(control.check()).run(evidence)))
                .toList();
        ComplianceReport report = new ComplianceReport(pack, known, now, results);
        Map<String, String> details = Map.of(
                "pack", pack.id() + " " + pack.asOf(),
                "pack_digest", digest(pack).toString(),
                "pass", String.valueOf(report.with(ControlStatus.PASS).size()),
                "fail", String.valueOf(report.with(ControlStatus.FAIL).size()),
                "unknown", String.valueOf(report.with(ControlStatus.UNKNOWN).size()));
        record(new AuditEntry(now, ACTOR, EVALUATE, known.ref(), "policy pack " + pack.id(), details));
        return report;
    }

    /** An auditor may hold a copy that cannot be written to: the report is worth as much. */
    private void record(AuditEntry entry) {
        try {
            audit.append(entry);
        } catch (UncheckedIOException e) {
            LOG.warn("record", "a compliance report cannot be recorded in the audit log", e);
        }
    }

    /** So that a pack that was changed is not taken for the one of the same name. */
    private static Digest digest(PolicyPack pack) {
        List<List<Object>> controls = pack.controls().stream()
                .map(control -> List.<Object>of(
                        control.id(), control.title(), control.source(), CheckJson.digest(control.check())))
                .toList();
        return Json.digest(List.of(pack.id(), pack.asOf().toString(), controls));
    }

    /** Reads each fact when it is asked for. */
    private final class RecordedFacts implements VersionFacts {

        private final ModelVersion version;
        private final Instant now;

        RecordedFacts(ModelVersion version, Instant now) {
            this.version = version;
            this.now = now;
        }

        @Override
        public ModelVersion version() {
            return version;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public List<RecordedEvaluation> evaluations() {
            return registry.evaluations(version);
        }

        @Override
        public List<Approval> approvals() {
            return registry.approvals(version);
        }

        @Override
        public List<AliasMove> promotions() {
            return registry.history(version.model()).stream()
                    .filter(move -> move.alias().equals(Prediction.CHAMPION) && move.to() == version.number())
                    .toList();
        }

        @Override
        public long predictionsLogged() {
            PredictionQuery query = PredictionQuery.model(version.model())
                    .digest(version.digest())
                    .build();
            try (Stream<PredictionRecord> records = log.scan(query)) {
                return records.count();
            }
        }

        @Override
        public Map<String, List<RedactionAction.Kind>> loggedActions() {
            return log.loggedActions(version);
        }

        @Override
        public AuditVerification audit() {
            return audit.verify();
        }
    }
}
