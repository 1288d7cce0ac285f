package org.mlops4j.core.registry.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.audit.internal.Change;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.RegistryConflictException;

/** The one way in which a document of the registry changes: authorised, written ahead to the audit log, then published. */
final class Changes {

    private final TiledAuditLog audit;
    private final AccessControl access;
    private final Clock clock;

    Changes(TiledAuditLog audit, AccessControl access, Clock clock) {
        this.audit = audit;
        this.access = access;
        this.clock = clock;
    }

    /** The moment of a change; taken once, so that the document and the entry agree. */
    Instant now() {
        return clock.instant();
    }

    /** The actor as they are to be recorded, if they may do this. */
    Actor admit(Actor actor, String action, Ref subject, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + action + "' must say why but was blank");
        }
        return access.admit(actor, action, subject);
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
        audit.append(entry, new Change() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Digest content() {
                return Digest.of(content);
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

    static AuditEntry entry(
            Instant time, Actor actor, String action, Ref subject, String reason, Map<String, String> details) {
        return new AuditEntry(time, actor, action, subject, reason, details);
    }
}
