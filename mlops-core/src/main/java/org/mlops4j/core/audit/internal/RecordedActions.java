package org.mlops4j.core.audit.internal;

import java.util.stream.Stream;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.ActionHistory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

/** What was done before, as read from the log. */
public final class RecordedActions implements ActionHistory {

    private final AuditLog log;

    /** The actions that are entries of a log. */
    public RecordedActions(AuditLog log) {
        this.log = log;
    }

    @Override
    public boolean hasDone(Actor actor, String action, Ref subject) {
        try (Stream<RecordedEntry> entries = log.entries()) {
            return entries.map(RecordedEntry::entry).anyMatch(entry -> tells(entry, actor, action, subject));
        }
    }

    private static boolean tells(AuditEntry entry, Actor actor, String action, Ref subject) {
        return entry.action().equals(action)
                && entry.actor().kind() == actor.kind()
                && entry.actor().id().equals(actor.id())
                && entry.subject().kind().equals(subject.kind())
                && entry.subject().id().equals(subject.id());
    }
}
