package org.mlops4j.core.prediction.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Digest;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;

/**
 * What the fields of one version's records mean: the content of a SCHEMA frame, so that a segment can be read without
 * the registry. Of bins only what decoding needs is kept, and that only of fields under BUCKET: the frequent words of a
 * field that is dropped or pseudonymised are its values, and must not stand in the log.
 *
 * @param model name of the model
 * @param version number of the version
 * @param digest digest of the version
 * @param classes names of the classes, in the order of the scores
 * @param schema the fields; empty if inputs are not logged
 * @param actions what happened to each field's values
 * @param bins bins of each field under BUCKET; null for the others
 * @param hiddenFields the fields of which neither a value nor a bin is kept
 */
record LoggedSchema(
        String model,
        int version,
        Digest digest,
        List<String> classes,
        Schema schema,
        List<RedactionAction.Kind> actions,
        List<@Nullable Bins> bins,
        Set<String> hiddenFields) {

    static LoggedSchema of(
            String model,
            int version,
            Digest digest,
            List<String> classes,
            Schema schema,
            @Nullable Redactor redactor) {
        List<RedactionAction.Kind> actions = new ArrayList<>();
        List<@Nullable Bins> bins = new ArrayList<>();
        Set<String> hidden = new TreeSet<>();
        for (int i = 0; i < schema.size(); i++) {
            RedactionAction.Kind action = redactor == null ? RedactionAction.Kind.KEEP : redactor.action(i);
            Bins known = redactor == null ? null : redactor.bins(i);
            actions.add(action);
            bins.add(action == RedactionAction.Kind.BUCKET ? withoutRareWords(known) : null);
            if (action != RedactionAction.Kind.KEEP && known == null) {
                hidden.add(schema.field(i).name());
            }
        }
        return new LoggedSchema(model, version, digest, classes, schema, actions, bins, hidden);
    }

    /** A rare word is logged as rare. */
    private static @Nullable Bins withoutRareWords(@Nullable Bins bins) {
        return bins instanceof CategoryBins words ? CategoryBins.of(words.words(), List.of()) : bins;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("version", version);
        json.put("digest", digest);
        json.put("classes", classes);
        List<Object> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            fields.add(fieldJson(i));
        }
        json.put("fields", fields);
        return json;
    }

    private Map<String, Object> fieldJson(int i) {
        Map<String, Object> json = new LinkedHashMap<>();
        Field field = schema.field(i);
        json.put("field", SchemaJson.writeField(field));
        json.put("action", actions.get(i));
        json.put("hidden", hiddenFields.contains(field.name()));
        Bins known = bins.get(i);
        if (known != null) {
            json.put("bins", ProfileJson.writeBins(known));
        }
        return json;
    }

    static LoggedSchema fromJson(JsonObject json) {
        List<Field> fields = new ArrayList<>();
        List<RedactionAction.Kind> actions = new ArrayList<>();
        List<@Nullable Bins> bins = new ArrayList<>();
        Set<String> hidden = new TreeSet<>();
        for (JsonObject each : json.objects("fields")) {
            Field field = SchemaJson.readField(each.object("field"));
            fields.add(field);
            actions.add(each.constant("action", RedactionAction.Kind.class));
            bins.add(each.has("bins") ? ProfileJson.readBins(each.object("bins")) : null);
            if (each.bool("hidden")) {
                hidden.add(field.name());
            }
        }
        return new LoggedSchema(
                json.text("model"),
                json.int32("version"),
                json.digest("digest"),
                json.texts("classes"),
                Schema.of(fields),
                actions,
                bins,
                hidden);
    }
}
