package org.mlops4j.core.prediction.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Digest;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.Bins;

/**
 * What the fields of one version's records mean: the content of a SCHEMA frame. Bins are kept with the fields that need
 * them, so that a segment can be read without the registry.
 *
 * @param id number within the stream, from 0
 * @param model name of the model
 * @param version number of the version
 * @param digest digest of the version
 * @param classes names of the classes, in the order of the scores
 * @param schema the fields; empty if inputs are not logged
 * @param actions what happened to each field's values
 * @param bins bins of each redacted field; null where there are none
 */
record LoggedSchema(
        int id,
        String model,
        int version,
        Digest digest,
        List<String> classes,
        Schema schema,
        List<RedactionAction.Kind> actions,
        List<@Nullable Bins> bins) {

    static LoggedSchema of(
            int id,
            String model,
            int version,
            Digest digest,
            List<String> classes,
            Schema schema,
            @Nullable Redactor redactor) {
        List<RedactionAction.Kind> actions = IntStream.range(0, schema.size())
                .mapToObj(i -> redactor == null ? RedactionAction.Kind.KEEP : redactor.action(i))
                .toList();
        List<@Nullable Bins> bins = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            bins.add(redactor == null || actions.get(i) == RedactionAction.Kind.KEEP ? null : redactor.bins(i));
        }
        return new LoggedSchema(id, model, version, digest, classes, schema, actions, bins);
    }

    /** The fields of which neither a value nor a bin is kept. */
    Set<String> hiddenFields() {
        Set<String> hidden = new TreeSet<>();
        for (int i = 0; i < schema.size(); i++) {
            if (actions.get(i) != RedactionAction.Kind.KEEP && bins.get(i) == null
                    || actions.get(i) == RedactionAction.Kind.DROP) {
                hidden.add(schema.field(i).name());
            }
        }
        return hidden;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("model", model);
        json.put("version", version);
        json.put("digest", digest);
        json.put("classes", classes);
        json.put(
                "fields",
                IntStream.range(0, schema.size()).mapToObj(this::fieldJson).toList());
        return json;
    }

    private Map<String, Object> fieldJson(int i) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", SchemaJson.writeField(schema.field(i)));
        json.put("action", actions.get(i));
        Bins known = bins.get(i);
        if (known != null) {
            json.put("bins", ProfileJson.writeBins(known));
        }
        return json;
    }

    static LoggedSchema fromJson(JsonObject json) {
        List<JsonObject> fields = json.objects("fields");
        List<@Nullable Bins> bins = new ArrayList<>();
        for (JsonObject field : fields) {
            bins.add(field.has("bins") ? ProfileJson.readBins(field.object("bins")) : null);
        }
        return new LoggedSchema(
                json.int32("id"),
                json.text("model"),
                json.int32("version"),
                json.digest("digest"),
                json.texts("classes"),
                Schema.of(fields.stream()
                        .map(field -> SchemaJson.readField(field.object("field")))
                        .toList()),
                fields.stream()
                        .map(field -> field.constant("action", RedactionAction.Kind.class))
                        .toList(),
                bins);
    }
}
