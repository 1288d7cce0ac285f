package org.mlops4j.core.audit.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * The stored form of an entry: canonical JSON (RFC 8785), so that everybody who writes it gets the same bytes. Put
 * together here, since its members are known and many are written a second; odd texts go through the codec.
 */
final class AuditJson {

    private static final int FORMAT = 1;
    private static final int TYPICAL_LENGTH = 512;

    private AuditJson() {}

    static byte[] encode(AuditEntry entry) {
        StringBuilder out = new StringBuilder(TYPICAL_LENGTH);
        try {
            text(out.append("{\"action\":"), entry.action());
            actor(out.append(",\"actor\":"), entry.actor());
            details(out.append(",\"details\":"), entry.details());
            text(out.append(",\"format\":").append(FORMAT).append(",\"reason\":"), entry.reason());
            subject(out.append(",\"subject\":"), entry.subject());
            UtcTime.append(out.append(",\"time\":\""), entry.time());
            out.append("\"}");
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    "audit entry '" + entry.action() + "' cannot be written: " + e.getMessage(), e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void actor(StringBuilder out, Actor actor) {
        out.append("{\"assurance\":\"").append(actor.assurance().name()).append("\",\"id\":");
        text(out, actor.id());
        out.append(",\"kind\":\"").append(actor.kind().name()).append("\"}");
    }

    private static void subject(StringBuilder out, Ref subject) {
        out.append('{');
        subject.digest()
                .ifPresent(digest -> out.append("\"digest\":\"").append(digest).append("\","));
        text(out.append("\"id\":"), subject.id());
        text(out.append(",\"kind\":"), subject.kind());
        out.append('}');
    }

    /** The details of an entry are sorted by their UTF-16 code units, as the canonical form wants it. */
    private static void details(StringBuilder out, Map<String, String> details) {
        char before = '{';
        for (Map.Entry<String, String> detail : details.entrySet()) {
            text(out.append(before), detail.getKey());
            text(out.append(':'), detail.getValue());
            before = ',';
        }
        out.append(details.isEmpty() ? "{}" : "}");
    }

    private static void text(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append(new String(Json.canonical(text), StandardCharsets.UTF_8));
                return;
            }
        }
        out.append('"').append(text).append('"');
    }

    static Map<String, Object> write(Actor actor) {
        return Map.of("assurance", actor.assurance(), "id", actor.id(), "kind", actor.kind());
    }

    static Map<String, Object> write(Ref subject) {
        Map<String, Object> json = new LinkedHashMap<>();
        subject.digest().ifPresent(digest -> json.put("digest", digest));
        json.put("id", subject.id());
        json.put("kind", subject.kind());
        return json;
    }

    /** Reads what {@link #encode} writes; a {@link JsonException} or {@link IllegalArgumentException} says what is not. */
    static AuditEntry decode(byte[] bytes) {
        JsonObject document = Json.parseObject("audit entry", bytes);
        long format = document.integer("format");
        if (format != FORMAT) {
            throw new JsonException("format is " + format + " but this version reads " + FORMAT, null);
        }
        document.allowOnly("action", "actor", "details", "format", "reason", "subject", "time");
        return new AuditEntry(
                document.instant("time"),
                readActor(document.object("actor")),
                document.text("action"),
                readRef(document.object("subject")),
                document.text("reason"),
                document.textMap("details"));
    }

    static Actor readActor(JsonObject actor) {
        actor.allowOnly("assurance", "id", "kind");
        return new Actor(
                actor.constant("kind", Actor.Kind.class),
                actor.text("id"),
                actor.constant("assurance", Actor.Assurance.class));
    }

    static Ref readRef(JsonObject subject) {
        subject.allowOnly("digest", "id", "kind");
        return new Ref(subject.text("kind"), subject.text("id"), subject.digestOrNull("digest"));
    }
}
