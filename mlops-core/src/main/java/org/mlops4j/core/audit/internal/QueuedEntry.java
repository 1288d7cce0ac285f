package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;

/** An entry on its way into the log; guarded by its {@link EntryQueue}. */
final class QueuedEntry {

    private final AuditEntry entry;
    private final StoredEntry stored;
    private @Nullable RecordedEntry recorded;
    private @Nullable Exception failure;
    private boolean finished;

    QueuedEntry(AuditEntry entry) {
        this.entry = entry;
        this.stored = StoredEntry.of(entry);
    }

    Instant time() {
        return entry.time();
    }

    StoredEntry stored() {
        return stored;
    }

    void succeed(long index) {
        recorded = stored.recorded(index, entry);
    }

    void fail(Exception cause) {
        failure = cause;
    }

    /** Whatever came of it is known now. */
    void finish() {
        finished = true;
    }

    boolean isFinished() {
        return finished;
    }

    RecordedEntry result() {
        if (recorded != null) {
            return recorded;
        }
        if (failure instanceof IOException e) {
            throw new UncheckedIOException("the entry was not added to the audit log: " + e.getMessage(), e);
        }
        throw failure instanceof RuntimeException e
                ? e
                : new IllegalStateException("the thread that wrote this entry was stopped by an error");
    }
}
