package org.mlops4j.core.audit.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.Checkpoint;

/** What a log holds at one moment: the entries of its checkpoint, and those that it does not cover yet. */
final class LogView {

    /** A log of which nothing is known. */
    static final LogView UNKNOWN = new LogView(new byte[0], null, PendingEntries.NONE);

    private final byte[] note;
    private final @Nullable Checkpoint checkpoint;
    private final PendingEntries pending;

    private LogView(byte[] note, @Nullable Checkpoint checkpoint, PendingEntries pending) {
        this.note = note;
        this.checkpoint = checkpoint;
        this.pending = pending;
    }

    /** A log with a checkpoint and nothing behind it. */
    static LogView of(byte[] note, @Nullable Checkpoint checkpoint) {
        return new LogView(note, checkpoint, PendingEntries.NONE);
    }

    /** The same checkpoint with other entries behind it. */
    LogView with(PendingEntries other) {
        return new LogView(note, checkpoint, other);
    }

    /** Whether the checkpoint is still this file. */
    boolean isOf(byte[] otherNote) {
        return Arrays.equals(note, otherNote);
    }

    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    PendingEntries pending() {
        return pending;
    }

    /** How many entries the checkpoint covers. */
    long start() {
        return checkpoint == null ? 0 : checkpoint.size();
    }

    /** How many entries there are. */
    long size() {
        return start() + pending.entries().size();
    }
}
