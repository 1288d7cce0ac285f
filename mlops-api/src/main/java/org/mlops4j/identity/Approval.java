package org.mlops4j.identity;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement by an actor about exactly one content, void for any other.
 *
 * @param approver who approves
 * @param statement what they say, in their words; not blank
 * @param subject digest of the content approved
 * @param at when
 * @param expiresOrNull until when it holds, or null for as long as the content is in use
 * @since 0.1.0
 */
public record Approval(
        Actor approver,
        String statement,
        Digest subject,
        Instant at,
        @Nullable Instant expiresOrNull) {

    /**
     * Checks the parts.
     *
     * @param approver who approves
     * @param statement what they say; not blank
     * @param subject digest of the content approved
     * @param at when
     * @param expiresOrNull until when it holds
     * @throws IllegalArgumentException if the statement is blank or it expires before it begins
     */
    public Approval {
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(at, "at");
        if (statement.isBlank()) {
            throw new IllegalArgumentException("statement must say what is approved but was blank");
        }
        if (expiresOrNull != null && !expiresOrNull.isAfter(at)) {
            throw new IllegalArgumentException(
                    "approval given at " + at + " must expire later but was " + expiresOrNull);
        }
    }

    /**
     * Until when the approval holds.
     *
     * @return the first instant at which it no longer holds, or empty if it does not expire
     */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expiresOrNull);
    }

    /**
     * Whether the approval speaks of this content and still holds.
     *
     * @param content digest of the content in question
     * @param when the moment in question
     * @return true if the content is the one approved and {@code when} lies from {@link #at()} on and before expiry
     */
    public boolean covers(Digest content, Instant when) {
        return subject.equals(content) && !when.isBefore(at) && (expiresOrNull == null || when.isBefore(expiresOrNull));
    }
}
