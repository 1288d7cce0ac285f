package org.mlops4j.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * One change: who did what to which thing, when and why. Holds names, counts and digests, never feature values, labels
 * or keys.
 *
 * @param time when
 * @param actor who
 * @param action what, in lower-case words joined by dots, for example {@code alias.move}
 * @param subject to which thing
 * @param reason why, in the actor's words; not blank
 * @param details further facts by name, sorted
 * @since 0.1.0
 */
public record AuditEntry(
        Instant time, Actor actor, String action, Ref subject, String reason, Map<String, String> details) {

    /**
     * Checks and copies the parts.
     *
     * @param time when
     * @param actor who
     * @param action what
     * @param subject to which thing
     * @param reason why; not blank
     * @param details further facts by name
     * @throws IllegalArgumentException if action or reason is blank
     */
    public AuditEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(subject, "subject");
        if (action.isBlank()) {
            throw new IllegalArgumentException("action must not be blank");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason for '" + action + "' must say why but was blank");
        }
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /**
     * The first detail of a name that must be there.
     *
     * @param name the detail
     * @return its value
     * @throws IllegalArgumentException if there is none
     */
    public String detail(String name) {
        String value = details.get(name);
        if (value == null) {
            throw new IllegalArgumentException("audit entry '" + action + "' has no detail '" + name + "'");
        }
        return value;
    }
}
