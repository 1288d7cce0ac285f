package org.mlops4j.core.registry.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.audit.internal.Change;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;
import org.mlops4j.registry.RegistryConflictException;
import org.mlops4j.registry.RegistryStore;

/** The one way in which a document of the registry changes: authorised, written ahead to the audit log, then published. */
final class Changes {

    /** Details of an audit entry: the key of the document that it tells of, and the SHA-256 of its new content. */
    static final String DOCUMENT = "document";

    static final String DOCUMENT_DIGEST = "document_digest";

    private static final int MAX_ATTEMPTS = 1000;

    /** Somebody else published first. */
    static final class LostRaceException extends RegistryConflictException {

        private static final long serialVersionUID = 1L;

        LostRaceException(String message) {
            super(message);
        }
    }

    private final RegistryStore store;
    private final TiledAuditLog audit;
    private final AccessControl access;
    private final Clock clock;

    Changes(RegistryStore store, TiledAuditLog audit, AccessControl access, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.access = access;
        this.clock = clock;
    }

    /** The moment of a change; taken once, so that the document and the entry agree. */
    Instant now() {
        return clock.instant();
    }

    /** Comes before anything is written: the actor as they are to be recorded, if they may do this. */
    Actor admit(Actor actor, String action, Ref subject, String reason) {
        Objects.requireNonNull(actor, "actor");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + action + "' must say why but was blank");
        }
        return access.admit(actor, action, subject);
    }

    /**
     * Publishes a document and its entry together.
     *
     * @param entry tells of the change; where the document is and what it holds is added
     * @param key of the document
     * @param bytes its new content
     * @param etag the state it must be in, or null if it must not exist yet
     * @return the entry as it was added
     * @throws LostRaceException if somebody else was first; there is no entry then
     */
    AuditEntry publish(AuditEntry entry, String key, byte[] bytes, @Nullable String etag) {
        Digest content = Digest.of(bytes);
        Map<String, String> details = new LinkedHashMap<>(entry.details());
        details.put(DOCUMENT, key);
        details.put(DOCUMENT_DIGEST, content.toString());
        AuditEntry complete =
                new AuditEntry(entry.time(), entry.actor(), entry.action(), entry.subject(), entry.reason(), details);
        audit.append(complete, new Change() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public Digest content() {
                return content;
            }

            @Override
            public void apply() {
                boolean done = etag == null ? store.putIfAbsent(key, bytes) : store.compareAndSet(key, etag, bytes);
                if (!done && !holds(key, bytes)) {
                    throw new LostRaceException(
                            "'" + key + "' was changed by somebody else meanwhile; look again and decide anew");
                }
            }
        });
        return complete;
    }

    /** Tries again as long as somebody else was first. */
    <T> T untilFirst(Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (LostRaceException e) {
                if (i == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** A store that repeats a lost request may refuse what it has just written itself. */
    private boolean holds(String key, byte[] bytes) {
        return store.get(key)
                .map(document -> Arrays.equals(document.bytes(), bytes))
                .orElse(false);
    }
}
