package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;

/** An entry that waits for a thread to write it; guarded by the lock of the writer. */
final class QueuedEntry {

    private final AuditEntry entry;
    private final StoredEntry stored;
    private @Nullable RecordedEntry recorded;
    private @Nullable Exception failure;

    QueuedEntry(AuditEntry entry) {
        this.entry = entry;
        this.stored = StoredEntry.of(entry);
    }

    StoredEntry stored() {
        return stored;
    }

    boolean isDone() {
        return recorded != null || failure != null;
    }

    void succeed(long index) {
        recorded = stored.recorded(index, entry);
    }

    void failUnlessDone(Exception cause) {
        if (!isDone()) {
            failure = cause;
        }
    }

    RecordedEntry result() {
        if (recorded != null) {
            return recorded;
        }
        if (failure instanceof IOException e) {
            throw new UncheckedIOException("the entry was not added to the audit log: " + e.getMessage(), e);
        }
        throw failure instanceof RuntimeException e ? e : new IllegalStateException("the entry was not written");
    }
}
