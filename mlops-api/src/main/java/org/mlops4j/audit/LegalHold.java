package org.mlops4j.audit;

import java.time.Instant;
import java.util.Objects;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/**
 * An order to keep what is recorded about a thing, whatever retention or erasure says.
 *
 * @param matter the case, as the organisation names it; not blank
 * @param subject the thing; the log itself, of kind {@value #LOG}, stands for everything in it
 * @param actor who gave the order
 * @param reason why
 * @param since when
 * @since 0.1.0
 */
public record LegalHold(String matter, Ref subject, Actor actor, String reason, Instant since) {

    /** Kind of a {@link Ref} to a log, whose id is the name of the log. */
    public static final String LOG = "audit-log";

    /**
     * Checks the parts.
     *
     * @param matter the case
     * @param subject the thing
     * @param actor who gave the order
     * @param reason why
     * @param since when
     * @throws IllegalArgumentException if the matter is blank
     */
    public LegalHold {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        if (matter.isBlank()) {
            throw new IllegalArgumentException("matter of a legal hold must name the case but was blank");
        }
    }

    /**
     * Whether something must be kept.
     *
     * @param thing what is to be removed
     * @return true if it is the thing held, whatever its content, or the hold is on the whole log
     */
    public boolean covers(Ref thing) {
        return subject.kind().equals(LOG)
                || subject.kind().equals(thing.kind()) && subject.id().equals(thing.id());
    }
}
