package org.mlops4j.core.audit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/** The stored form of an entry: canonical JSON (RFC 8785), so that everybody who writes it gets the same bytes. */
final class AuditJson {

    private static final int FORMAT = 1;

    private AuditJson() {}

    static byte[] encode(AuditEntry entry) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("assurance", entry.actor().assurance());
        actor.put("id", entry.actor().id());
        actor.put("kind", entry.actor().kind());
        Map<String, Object> subject = new LinkedHashMap<>();
        entry.subject().digest().ifPresent(digest -> subject.put("digest", digest));
        subject.put("id", entry.subject().id());
        subject.put("kind", entry.subject().kind());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("action", entry.action());
        document.put("actor", actor);
        document.put("details", entry.details());
        document.put("format", FORMAT);
        document.put("reason", entry.reason());
        document.put("subject", subject);
        document.put("time", entry.time());
        try {
            return Json.canonical(document);
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    "audit entry '" + entry.action() + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads what {@link #encode} writes; a {@link JsonException} or {@link IllegalArgumentException} says what is not. */
    static AuditEntry decode(byte[] bytes) {
        JsonObject document = Json.parseObject("audit entry", bytes);
        long format = document.integer("format");
        if (format != FORMAT) {
            throw new JsonException("format is " + format + " but this version reads " + FORMAT, null);
        }
        document.allowOnly("action", "actor", "details", "format", "reason", "subject", "time");
        JsonObject actor = document.object("actor").allowOnly("assurance", "id", "kind");
        JsonObject subject = document.object("subject").allowOnly("digest", "id", "kind");
        return new AuditEntry(
                document.instant("time"),
                new Actor(
                        actor.constant("kind", Actor.Kind.class),
                        actor.text("id"),
                        actor.constant("assurance", Actor.Assurance.class)),
                document.text("action"),
                new Ref(subject.text("kind"), subject.text("id"), subject.digestOrNull("digest")),
                document.text("reason"),
                document.textMap("details"));
    }
}
