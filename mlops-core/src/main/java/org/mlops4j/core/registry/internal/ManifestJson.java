package org.mlops4j.core.registry.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.data.Scores;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.registry.ModelFile;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;

/** The JSON form of manifests and versions. What is not known is left out, so that later additions change no digest. */
final class ManifestJson {

    private static final int FORMAT = 1;

    private ManifestJson() {}

    static Digest digest(ModelManifest manifest) {
        return Json.digest(write(manifest));
    }

    static Map<String, Object> write(ModelManifest manifest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("model", manifest.model());
        json.put("files", manifest.files().stream().map(ManifestJson::write).toList());
        manifest.schema().ifPresent(schema -> json.put("schema", SchemaJson.write(schema)));
        manifest.featureMapping().ifPresent(name -> json.put("feature_mapping", name));
        manifest.task().ifPresent(task -> json.put("task", task));
        if (!manifest.classes().isEmpty()) {
            json.put("classes", manifest.classes());
        }
        manifest.cutoffs().ifPresent(cutoffs -> json.put("cutoffs", write(cutoffs)));
        if (!manifest.parameters().isEmpty()) {
            json.put("parameters", manifest.parameters());
        }
        manifest.profile().ifPresent(profile -> json.put("profile", profile));
        Map<String, Object> provenance = write(manifest.provenance());
        if (!provenance.isEmpty()) {
            json.put("provenance", provenance);
        }
        return json;
    }

    static ModelManifest read(JsonObject json) {
        json.requireFormat(FORMAT)
                .allowOnly(
                        "format",
                        "model",
                        "files",
                        "schema",
                        "feature_mapping",
                        "task",
                        "classes",
                        "cutoffs",
                        "parameters",
                        "profile",
                        "provenance");
        return ModelManifest.builder(json.text("model"))
                .files(json.objects("files").stream()
                        .map(ManifestJson::readFile)
                        .toList())
                .schema(json.has("schema") ? SchemaJson.read(json.object("schema")) : null)
                .featureMapping(json.optionalText("feature_mapping").orElse(null))
                .task(
                        json.has("task") ? json.constant("task", Scores.Task.class) : null,
                        json.has("classes") ? json.texts("classes") : List.of())
                .cutoffs(json.has("cutoffs") ? readCutoffs(json.object("cutoffs")) : null)
                .parameters(json.has("parameters") ? json.textMap("parameters") : Map.of())
                .profile(json.digestOrNull("profile"))
                .provenance(json.has("provenance") ? readProvenance(json.object("provenance")) : Provenance.unknown())
                .build();
    }

    static Map<String, Object> write(ModelVersion version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", version.number());
        json.put("digest", version.digest());
        json.put("manifest", write(version.manifest()));
        json.put("registered_at", version.registeredAt());
        json.put("registered_by", write(version.registeredBy()));
        json.put("reason", version.reason());
        return json;
    }

    /** Reads a version and checks that its manifest is the one its digest names. */
    static ModelVersion readVersion(String what, byte[] bytes) {
        return Documents.read(what, bytes, json -> {
            json.allowOnly("number", "digest", "manifest", "registered_at", "registered_by", "reason");
            JsonObject manifest = json.object("manifest");
            Digest expected = json.digest("digest");
            Digest found = Json.digest(manifest.members());
            if (!found.equals(expected)) {
                throw new IntegrityException(what + " was changed: its manifest has digest " + found.shortHex()
                        + "… but must have " + expected.shortHex() + "…; restore it from a backup");
            }
            return new ModelVersion(
                    json.int32("number"),
                    expected,
                    read(manifest),
                    json.instant("registered_at"),
                    readActor(json.object("registered_by")),
                    json.text("reason"));
        });
    }

    static Map<String, Object> write(Actor actor) {
        return Map.of("kind", actor.kind(), "id", actor.id(), "assurance", actor.assurance());
    }

    static Actor readActor(JsonObject json) {
        json.allowOnly("kind", "id", "assurance");
        return new Actor(
                json.constant("kind", Actor.Kind.class),
                json.text("id"),
                json.constant("assurance", Actor.Assurance.class));
    }

    private static Map<String, Object> write(ModelFile file) {
        return Map.of("name", file.name(), "digest", file.digest(), "size", file.sizeBytes());
    }

    private static ModelFile readFile(JsonObject json) {
        json.allowOnly("name", "digest", "size");
        return new ModelFile(json.text("name"), json.digest("digest"), json.integer("size"));
    }

    private static Map<String, Object> write(Cutoffs cutoffs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("threshold", cutoffs.threshold());
        cutoffs.costs()
                .ifPresent(costs -> json.put(
                        "costs",
                        Map.of(
                                "true_positive", costs.truePositive(),
                                "false_positive", costs.falsePositive(),
                                "false_negative", costs.falseNegative(),
                                "true_negative", costs.trueNegative())));
        return json;
    }

    private static Cutoffs readCutoffs(JsonObject json) {
        json.allowOnly("threshold", "costs");
        Cutoffs cutoffs = Cutoffs.at(json.number("threshold"));
        if (!json.has("costs")) {
            return cutoffs;
        }
        JsonObject costs =
                json.object("costs").allowOnly("true_positive", "false_positive", "false_negative", "true_negative");
        return cutoffs.with(new CostMatrix(
                costs.number("true_positive"),
                costs.number("false_positive"),
                costs.number("false_negative"),
                costs.number("true_negative")));
    }

    private static Map<String, Object> write(Provenance provenance) {
        Map<String, Object> json = new LinkedHashMap<>();
        provenance.trainingData().ifPresent(data -> json.put("training_data", write(data)));
        provenance.codeRevision().ifPresent(revision -> json.put("code_revision", revision));
        if (!provenance.parents().isEmpty()) {
            json.put("parents", provenance.parents());
        }
        return json;
    }

    private static Provenance readProvenance(JsonObject json) {
        json.allowOnly("training_data", "code_revision", "parents");
        Provenance.Builder provenance = Provenance.builder();
        if (json.has("training_data")) {
            provenance.trainingData(readFingerprint(json.object("training_data")));
        }
        json.optionalText("code_revision").ifPresent(provenance::codeRevision);
        if (json.has("parents")) {
            provenance.parents(json.texts("parents").stream().map(Digest::parse).toList());
        }
        return provenance.build();
    }

    private static Map<String, Object> write(DataFingerprint data) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", data.rows());
        json.put("schema", data.schema());
        json.put("ordered", data.ordered());
        json.put("unordered", data.unordered());
        // A list keeps the order of the columns in canonical form.
        json.put(
                "columns",
                data.columns().entrySet().stream()
                        .map(column -> Map.of("name", column.getKey(), "digest", column.getValue()))
                        .toList());
        return json;
    }

    private static DataFingerprint readFingerprint(JsonObject json) {
        json.allowOnly("rows", "schema", "ordered", "unordered", "columns");
        Map<String, Digest> columns = new LinkedHashMap<>();
        json.objects("columns").forEach(column -> columns.put(column.text("name"), column.digest("digest")));
        return new DataFingerprint(
                json.integer("rows"), json.digest("schema"), json.digest("ordered"), json.digest("unordered"), columns);
    }
}
