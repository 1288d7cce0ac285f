package org.mlops4j.core.registry.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.audit.internal.Change;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.RegistryConflictException;

/** The one way in which a document of the registry changes: authorised, written ahead to the audit log, then published. */
final class Changes {

    private final TiledAuditLog audit;
    private final Authorizer authorizer;
    private final Clock clock;

    Changes(TiledAuditLog audit, Authorizer authorizer, Clock clock) {
        this.audit = audit;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /** The moment of a change; taken once, so that the document and the entry agree. */
    Instant now() {
        return clock.instant();
    }

    void authorize(Actor actor, String action, Ref subject, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + action + "' must say why but was blank");
        }
        authorizer.authorize(actor, action, subject);
    }

    /**
     * Publishes a document and its entry together.
     *
     * @param key of the document
     * @param content what it will hold
     * @param write publishes it; false if somebody else was first
     * @throws RegistryConflictException if somebody else was first; there is no entry then
     */
    void publish(AuditEntry entry, String key, byte[] content, BooleanSupplier write) {
        Digest digest = Digest.of(content);
        audit.append(naming(entry, digest), new Change() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Digest content() {
                return digest;
            }

            @Override
            public void apply() {
                if (!write.getAsBoolean()) {
                    throw new RegistryConflictException(
                            "'" + key + "' was changed by somebody else meanwhile; look again and decide anew");
                }
            }
        });
    }

    /** The document is in the entry by its digest, so that nobody can change it later and leave the entry as it is. */
    private static AuditEntry naming(AuditEntry entry, Digest document) {
        Map<String, String> details = new HashMap<>(entry.details());
        details.put("document", document.toString());
        return new AuditEntry(entry.time(), entry.actor(), entry.action(), entry.subject(), entry.reason(), details);
    }

    static AuditEntry entry(
            Instant time, Actor actor, String action, Ref subject, String reason, Map<String, String> details) {
        return new AuditEntry(time, actor, action, subject, reason, details);
    }
}
