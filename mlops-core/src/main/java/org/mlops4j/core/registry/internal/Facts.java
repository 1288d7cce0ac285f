package org.mlops4j.core.registry.internal;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.check.Estimate;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.internal.TableCodec;
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
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;
import org.mlops4j.registry.RegistryStore;

/** What is learned about a version after it was registered: documents that name its digest and are only ever added. */
final class Facts {

    static final String EVALUATE = "version.evaluate";
    static final String APPROVE = "version.approve";
    static final String TAG = "version.tag";

    private static final String EVALUATION = "evaluation";
    private static final String APPROVAL = "approval";
    private static final String TAGGING = "tag";

    private final RegistryStore store;
    private final Blobs blobs;
    private final Changes changes;

    Facts(RegistryStore store, Blobs blobs, Changes changes) {
        this.store = store;
        this.blobs = blobs;
        this.changes = changes;
    }

    EvaluationReport evaluate(ModelVersion version, EvaluationReport report, Table rows, Actor actor, String reason) {
        requireRows(report, rows);
        Actor admitted = changes.admit(actor, EVALUATE, version.ref(), reason);
        EvaluationReport stored = report.withRows(
                blobs.put(whatRows(report), TableCodec.encode(rows)).digest());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("dataset", stored.dataset());
        content.put("task", stored.task());
        content.put("rows", stored.rowCount());
        Map<String, Object> metrics = new LinkedHashMap<>();
        stored.metrics().forEach((name, estimate) -> metrics.put(name, CheckJson.write(estimate)));
        content.put("metrics", metrics);
        stored.rows().ifPresent(digest -> content.put("row_blob", digest));
        add(version, EVALUATION, EVALUATE, content, admitted, reason, Map.of("dataset", stored.dataset()));
        return stored;
    }

    List<RecordedEvaluation> evaluations(ModelVersion version) {
        return read(evaluationKeys(version), key -> evaluation(version, key));
    }

    Collection<String> evaluationKeys(ModelVersion version) {
        return keys(version, EVALUATION).values();
    }

    RecordedEvaluation evaluation(ModelVersion version, String key) {
        return read(version, key, json -> {
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
        String what = whatRows(report);
        return report.rows().map(digest -> TableCodec.decode(what, new ByteArrayInputStream(blobs.read(what, digest))));
    }

    static String whatRows(EvaluationReport report) {
        return "rows of evaluation '" + report.dataset() + "'";
    }

    Approval approve(ModelVersion version, Actor approver, String statement) {
        if (statement.isBlank()) {
            throw new IllegalArgumentException("statement must say what is approved but was blank");
        }
        Actor admitted = changes.admit(approver, APPROVE, version.ref(), statement);
        Instant at = add(version, APPROVAL, APPROVE, Map.of("statement", statement), admitted, statement, Map.of());
        return new Approval(admitted, statement, version.digest(), at, null);
    }

    List<Approval> approvals(ModelVersion version) {
        return read(
                keys(version, APPROVAL).values(),
                key -> read(
                        version,
                        key,
                        json -> new Approval(
                                ManifestJson.readActor(json.object("actor")),
                                json.object("content").text("statement"),
                                version.digest(),
                                json.instant("at"),
                                null)));
    }

    void tag(ModelVersion version, String name, String value, Actor actor, String reason) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a tag must not be blank");
        }
        Actor admitted = changes.admit(actor, TAG, version.ref(), reason);
        add(version, TAGGING, TAG, Map.of("name", name, "value", value), admitted, reason, Map.of("name", name));
    }

    Map<String, String> tags(ModelVersion version) {
        Map<String, String> tags = new TreeMap<>();
        for (String key : keys(version, TAGGING).values()) {
            JsonObject content = read(version, key, json -> json.object("content"));
            tags.put(content.text("name"), content.text("value"));
        }
        return tags;
    }

    private Instant add(
            ModelVersion version,
            String kind,
            String action,
            Map<String, Object> content,
            Actor actor,
            String reason,
            Map<String, String> details) {
        return changes.untilFirst(() -> {
            Instant now = changes.now();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("version", version.digest());
            json.put("actor", ManifestJson.write(actor));
            json.put("reason", reason);
            json.put("at", now);
            json.put("content", content);
            changes.publish(
                    new AuditEntry(now, actor, action, version.ref(), reason, details),
                    Documents.numbered(folderOf(version, kind), Documents.next(keys(version, kind))),
                    Documents.write(json),
                    null);
            return now;
        });
    }

    private SortedMap<Integer, String> keys(ModelVersion version, String kind) {
        return Documents.numbered(store, folderOf(version, kind));
    }

    private static <T> List<T> read(Collection<String> keys, Function<String, T> reader) {
        List<T> facts = new ArrayList<>();
        keys.forEach(key -> facts.add(reader.apply(key)));
        return facts;
    }

    private <T> T read(ModelVersion version, String key, Function<JsonObject, T> reader) {
        String what = "fact '" + key + "' of " + version.id();
        byte[] bytes = store.get(key)
                .orElseThrow(() -> new IntegrityException(what + " is gone; restore it from a backup"))
                .bytes();
        return Documents.read(what, bytes, json -> {
            if (!json.digest("version").equals(version.digest())) {
                throw new IntegrityException(what + " is that of the version with digest "
                        + json.digest("version").shortHex() + "…; restore it from a backup");
            }
            return reader.apply(json);
        });
    }

    private static String folderOf(ModelVersion version, String kind) {
        return Versions.folderOf(version.model()) + "/facts/" + version.digest().hex() + "/" + kind + "/";
    }

    private static void requireRows(EvaluationReport report, Table rows) {
        Schema schema = rows.schema();
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
        if (rows.rowCount() != report.rowCount()) {
            throw new IllegalArgumentException(
                    "rows must be the " + report.rowCount() + " of the evaluation but there are " + rows.rowCount());
        }
    }
}
