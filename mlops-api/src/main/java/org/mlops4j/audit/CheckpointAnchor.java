package org.mlops4j.audit;

import java.util.List;

/**
 * A place outside a log that keeps its checkpoints, so that whoever holds the signing key cannot rewrite what they cover
 * unnoticed: a file on another machine, a database, the collected output of a logger, a witness (C2SP tlog-witness) whose
 * cosignatures come back on the notes.
 *
 * <p>An anchor is worth as much as it is out of reach of whoever could change the log. Implementations are safe for use by
 * many threads and by several logs.
 *
 * @since 0.1.0
 */
public interface CheckpointAnchor {

    /**
     * How messages and reports call it.
     *
     * @return a few words, for example {@code file /mnt/audit/checkpoints}
     */
    String name();

    /**
     * Keeps a checkpoint for good. Called after the checkpoint is durable, outside locks, on the thread that had it
     * signed, so it should return soon. May be called again with one that it has, and not with all there are. What it
     * throws is logged, shown by {@link AuditLog#anchors()}, and undoes nothing.
     *
     * @param checkpoint the checkpoint
     */
    void keep(Checkpoint checkpoint);

    /**
     * The checkpoints kept here, of this log and perhaps of others, to be compared when a log is verified.
     *
     * @return the notes as they were kept, perhaps with cosignatures of witnesses added; in any order; empty if this
     *     place cannot be read by the library
     */
    default List<String> kept() {
        return List.of();
    }
}
