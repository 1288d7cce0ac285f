package org.mlops4j.core.rollout.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.CheckSuite;
import org.mlops4j.check.SuiteResult;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.registry.internal.KnownVersion;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Prediction;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.BlobStore;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.GateDecision;
import org.mlops4j.rollout.Rollouts;

/** Promotes what a gate lets through; every decision is kept as a blob that its audit entry names. */
public final class GatedRollouts implements Rollouts {

    private static final String DECIDE = "gate.decide";
    private static final String CHAMPION = Prediction.CHAMPION;

    private final ModelRegistry registry;
    private final BlobStore blobs;
    private final CheckCatalog catalog;
    private final TiledAuditLog audit;
    private final Clock clock;
    private final Runnable requireOpen;

    /** Rollouts over a registry; checks are built by the catalog; the last argument throws once all is closed. */
    public GatedRollouts(
            ModelRegistry registry,
            BlobStore blobs,
            CheckCatalog catalog,
            TiledAuditLog audit,
            Clock clock,
            Runnable requireOpen) {
        this.registry = registry;
        this.blobs = blobs;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
        this.requireOpen = requireOpen;
    }

    @Override
    public GateDecision decide(ModelVersion candidate, Gate gate, Actor actor, String reason) {
        requireOpen.run();
        ModelVersion wanted = KnownVersion.require(registry, candidate);
        return decide(wanted, championOf(wanted), gate, actor, reason);
    }

    @Override
    public GateDecision promote(ModelVersion candidate, Gate gate, Actor actor, String reason) {
        requireOpen.run();
        ModelVersion wanted = KnownVersion.require(registry, candidate);
        ModelVersion champion = championOf(wanted);
        GateDecision decision = decide(wanted, champion, gate, actor, reason);
        if (decision.verdict() != Verdict.PASS) {
            return decision;
        }
        // To move an alias to where it is would make a rollback go nowhere.
        if (!wanted.equals(champion)) {
            int expected = champion == null ? 0 : champion.number();
            registry.moveAlias(wanted.model(), CHAMPION, wanted.number(), expected, actor, reason);
        }
        return new GateDecision(
                decision.gate(), wanted, champion, decision.required(), decision.advisory(), true, decision.at());
    }

    @Override
    public Alias rollBack(String model, Actor actor, String reason) {
        requireOpen.run();
        return registry.rollback(model, CHAMPION, actor, reason);
    }

    private @Nullable ModelVersion championOf(ModelVersion candidate) {
        return registry.alias(candidate.model(), CHAMPION)
                .map(inUse -> registry.resolve(candidate.model() + ":" + inUse.version()))
                .orElse(null);
    }

    private GateDecision decide(
            ModelVersion candidate, @Nullable ModelVersion champion, Gate gate, Actor actor, String reason) {
        RecordedEvidence evidence = new RecordedEvidence(registry, candidate, champion);
        SuiteResult required = suite("required", gate.required()).run(evidence);
        SuiteResult advisory = suite("advisory", gate.advisory()).run(evidence);
        Instant now = clock.instant();
        GateDecision decision = new GateDecision(gate.name(), candidate, champion, required, advisory, false, now);
        record(decision, evidence, actor, reason);
        return decision;
    }

    private CheckSuite suite(String name, List<CheckSpec> specs) {
        return CheckSuite.of(name, specs.stream().map(catalog::create).toList());
    }

    private void record(GateDecision decision, RecordedEvidence evidence, Actor actor, String reason) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gate", decision.gate());
        json.put("candidate", decision.candidate().digest());
        decision.champion().ifPresent(champion -> json.put("champion", champion.digest()));
        json.put("verdict", decision.verdict());
        json.put("required", CheckJson.write(decision.required()));
        json.put("advisory", CheckJson.write(decision.advisory()));
        json.put("evidence", evidence.used());
        json.put("at", decision.at());
        Map<String, String> details = new LinkedHashMap<>();
        details.put("gate", decision.gate());
        details.put("verdict", decision.verdict().name());
        decision.champion().ifPresent(champion -> details.put("champion", champion.id()));
        try {
            details.put(
                    "decision",
                    blobs.put(new ByteArrayInputStream(Json.canonical(json)))
                            .digest()
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the decision of gate '" + decision.gate() + "' cannot be stored: " + e.getMessage(), e);
        }
        audit.append(new AuditEntry(
                decision.at(), actor, DECIDE, decision.candidate().ref(), reason, details));
    }
}
