package org.mlops4j.core.data.internal;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.identity.Digest;

/** The JSON form of a schema: {@code {"fields": [{"name", "type", …}]}}; what has its default is left out. */
public final class SchemaJson {

    private SchemaJson() {}

    /** The JSON form. */
    public static Map<String, Object> write(Schema schema) {
        return Map.of(
                "fields", schema.fields().stream().map(SchemaJson::writeField).toList());
    }

    /** SHA-256 of the canonical JSON form. */
    public static Digest digest(Schema schema) {
        return Json.digest(write(schema));
    }

    /** Reads the JSON form. */
    public static Schema read(JsonObject json) {
        json.allowOnly("fields");
        List<Field> fields =
                json.objects("fields").stream().map(SchemaJson::readField).toList();
        try {
            return Schema.of(fields);
        } catch (IllegalArgumentException e) {
            throw new JsonException("schema: " + e.getMessage(), e);
        }
    }

    /** The JSON form of one field. */
    public static Map<String, Object> writeField(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().toString());
        if (!(field.roles().size() == 1 && field.is(Role.FEATURE))) {
            json.put("roles", List.copyOf(field.roles()));
        }
        if (field.isNullable()) {
            json.put("nullable", true);
        }
        if (field.min() != Double.NEGATIVE_INFINITY) {
            json.put("min", JsonObject.number(field.min()));
        }
        if (field.max() != Double.POSITIVE_INFINITY) {
            json.put("max", JsonObject.number(field.max()));
        }
        if (!field.allowed().isEmpty()) {
            json.put("allowed", field.allowed());
        }
        if (field.sensitivity() != Sensitivity.INTERNAL) {
            json.put("sensitivity", field.sensitivity());
        }
        field.zone().ifPresent(zone -> json.put("zone", zone.getId()));
        return json;
    }

    /** Reads the JSON form of one field. */
    public static Field readField(JsonObject json) {
        json.allowOnly("name", "type", "roles", "nullable", "min", "max", "allowed", "sensitivity", "zone");
        try {
            Field.Builder field = Field.builder(json.text("name"), DataType.parse(json.text("type")))
                    .nullable(json.has("nullable") && json.bool("nullable"));
            if (json.has("roles")) {
                field.roles(json.texts("roles").stream().map(Role::valueOf).toList());
            }
            if (json.has("min") || json.has("max")) {
                field.range(json.number("min", Double.NEGATIVE_INFINITY), json.number("max", Double.POSITIVE_INFINITY));
            }
            if (json.has("allowed")) {
                field.allowed(json.texts("allowed"));
            }
            if (json.has("sensitivity")) {
                field.sensitivity(json.constant("sensitivity", Sensitivity.class));
            }
            if (json.has("zone")) {
                field.zone(ZoneId.of(json.text("zone")));
            }
            return field.build();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonException("field '" + json.members().get("name") + "': " + e.getMessage(), e);
        }
    }
}
