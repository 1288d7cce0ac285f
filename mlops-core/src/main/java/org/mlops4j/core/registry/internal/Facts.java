package org.mlops4j.core.registry.internal;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.mlops4j.check.Estimate;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.internal.TableCodec;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;
import org.mlops4j.registry.RegistryConflictException;
import org.mlops4j.registry.RegistryStore;

/** What is learned about a version after it was registered: documents that name its digest and are only ever added. */
final class Facts {

    static final String EVALUATE = "version.evaluate";
    static final String APPROVE = "version.approve";
    static final String TAG = "version.tag";

    private static final int FORMAT = 1;

    private final RegistryStore store;
    private final Blobs blobs;
    private final Changes changes;

    Facts(RegistryStore store, Blobs blobs, Changes changes) {
        this.store = store;
        this.blobs = blobs;
        this.changes = changes;
    }

    EvaluationReport evaluate(ModelVersion version, EvaluationReport report, Table rows, Actor actor, String reason) {
        requireRows(rows.schema());
        EvaluationReport stored =
                report.withRows(blobs.put(TableCodec.encode(rows)).digest());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("dataset", stored.dataset());
        content.put("task", stored.task());
        content.put("rows", stored.rowCount());
        Map<String, Object> metrics = new LinkedHashMap<>();
        stored.metrics().forEach((name, estimate) -> metrics.put(name, CheckJson.write(estimate)));
        content.put("metrics", metrics);
        stored.rows().ifPresent(digest -> content.put("row_blob", digest));
        add(version, "evaluation", EVALUATE, content, actor, reason, Map.of("dataset", stored.dataset()));
        return stored;
    }

    List<RecordedEvaluation> evaluations(ModelVersion version) {
        return read(version, "evaluation", json -> {
            JsonObject content = json.object("content");
            Map<String, Estimate> metrics = new LinkedHashMap<>();
            JsonObject written = content.object("metrics");
            written.members().keySet().forEach(name -> metrics.put(name, CheckJson.readEstimate(written.object(name))));
            EvaluationReport report = EvaluationReport.of(
                    content.text("dataset"),
                    content.constant("task", Scores.Task.class),
                    content.integer("rows"),
                    metrics);
            Digest rows = content.digestOrNull("row_blob");
            return new RecordedEvaluation(
                    rows == null ? report : report.withRows(rows),
                    json.instant("at"),
                    ManifestJson.readActor(json.object("actor")));
        });
    }

    Optional<Table> rows(EvaluationReport report) {
        String what = "rows of evaluation '" + report.dataset() + "'";
        return report.rows().map(digest -> TableCodec.decode(what, new ByteArrayInputStream(blobs.read(what, digest))));
    }

    Approval approve(ModelVersion version, Actor approver, String statement) {
        Added added = add(version, "approval", APPROVE, Map.of("statement", statement), approver, statement, Map.of());
        return new Approval(added.actor, statement, version.digest(), added.at, null);
    }

    List<Approval> approvals(ModelVersion version) {
        return read(
                version,
                "approval",
                json -> new Approval(
                        ManifestJson.readActor(json.object("actor")),
                        json.object("content").text("statement"),
                        version.digest(),
                        json.instant("at"),
                        null));
    }

    void tag(ModelVersion version, String name, String value, Actor actor, String reason) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a tag must not be blank");
        }
        add(version, "tag", TAG, Map.of("name", name, "value", value), actor, reason, Map.of("name", name));
    }

    Map<String, String> tags(ModelVersion version) {
        Map<String, String> tags = new TreeMap<>();
        read(version, "tag", json -> json.object("content"))
                .forEach(content -> tags.put(content.text("name"), content.text("value")));
        return tags;
    }

    /** Who added a fact, as recorded, and when. */
    private record Added(Actor actor, Instant at) {}

    private Added add(
            ModelVersion version,
            String kind,
            String action,
            Map<String, Object> content,
            Actor claimed,
            String reason,
            Map<String, String> details) {
        Actor actor = changes.admit(claimed, action, version.ref(), reason);
        while (true) {
            String folder = folderOf(version, kind);
            String key = folder + String.format("%08d.json", store.list(folder).size() + 1);
            Instant now = changes.now();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", FORMAT);
            json.put("version", version.digest());
            json.put("actor", ManifestJson.write(actor));
            json.put("reason", reason);
            json.put("at", now);
            json.put("content", content);
            byte[] bytes = Json.canonical(json);
            try {
                changes.publish(
                        Changes.entry(now, actor, action, version.ref(), reason, details),
                        key,
                        bytes,
                        () -> store.putIfAbsent(key, bytes));
                return new Added(actor, now);
            } catch (RegistryConflictException e) {
                // Somebody else added a fact meanwhile: this one comes after it.
            }
        }
    }

    private <T> List<T> read(ModelVersion version, String kind, Function<JsonObject, T> reader) {
        List<T> facts = new ArrayList<>();
        for (String key : store.list(folderOf(version, kind))) {
            String what = "fact '" + key + "'";
            store.get(key)
                    .ifPresent(document -> facts.add(Json.readStored(what, document.bytes(), json -> {
                        ManifestJson.requireKnownFormat(what, json);
                        return reader.apply(json);
                    })));
        }
        return facts;
    }

    private static String folderOf(ModelVersion version, String kind) {
        return Versions.folderOf(version.model()) + "/facts/" + version.digest().hex() + "/" + kind + "/";
    }

    private static void requireRows(Schema schema) {
        for (Role role : List.of(Role.ID, Role.LABEL)) {
            if (schema.only(role).isEmpty()) {
                throw new IllegalArgumentException("rows of an evaluation must have one field of role " + role
                        + " but have "
                        + schema.withRole(role).stream().map(Field::name).toList());
            }
        }
        if (schema.withRole(Role.PREDICTION).isEmpty()) {
            throw new IllegalArgumentException(
                    "rows of an evaluation must have a field of role PREDICTION but have " + schema.names());
        }
    }
}
