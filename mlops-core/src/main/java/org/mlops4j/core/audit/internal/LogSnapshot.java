package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.IntegrityException;

/** The end of a log, for checking: read without trust, and with what looks wrong about it. */
final class LogSnapshot {

    private static final int MAX_ATTEMPTS = 1000;

    private final @Nullable Checkpoint checkpoint;
    private final PendingEntries pending;
    private final List<String> problems;

    private LogSnapshot(@Nullable Checkpoint checkpoint, PendingEntries pending, List<String> problems) {
        this.checkpoint = checkpoint;
        this.pending = pending;
        this.problems = problems;
    }

    /**
     * Reads the checkpoint and what is behind it. Without the lock, what looks wrong may only be somebody writing.
     */
    static LogSnapshot take(Directory directory, Tiles tiles) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Problems problems = new Problems();
            Optional<byte[]> note =
                    problems.check(() -> CheckpointNote.read(directory)).orElse(Optional.empty());
            Optional<Checkpoint> checkpoint = note.isEmpty()
                    ? Optional.empty()
                    : problems.check(() -> CheckpointNote.unverified(
                            Layout.CHECKPOINT, CheckpointNote.text(Layout.CHECKPOINT, note.get())));
            if (!problems.list().isEmpty()) {
                return new LogSnapshot(null, PendingEntries.NONE, problems.list());
            }
            long start = checkpoint.map(Checkpoint::size).orElse(0L);
            PendingEntries pending = readPending(directory, start, problems);
            checkEnd(directory, tiles, start, start + pending.entries().size(), problems);
            if (Arrays.equals(note.orElse(null), CheckpointNote.read(directory).orElse(null))) {
                return new LogSnapshot(checkpoint.orElse(null), pending, problems.list());
            }
        }
        throw new IOException(Layout.CHECKPOINT + " changes faster than it can be read");
    }

    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** How many entries the checkpoint covers. */
    long start() {
        return checkpoint == null ? 0 : checkpoint.size();
    }

    /** The entries behind the checkpoint; one in doubt is not shown to anybody and not counted. */
    List<StoredEntry> pending() {
        return pending.entries();
    }

    /** The entry behind those that nobody has settled yet, or null. */
    @Nullable
    Doubt doubt() {
        return pending.doubt();
    }

    List<String> problems() {
        return problems;
    }

    private static PendingEntries readPending(Directory directory, long start, Problems problems) throws IOException {
        String path = Layout.pending(start);
        try {
            Layout.requireReadable(path, directory.size(path));
            byte[] bytes = directory.read(path).orElse(new byte[0]);
            PendingEntries read = PendingFile.read(start, bytes, PendingEntries.NONE, List.of());
            if (read.tail() != null) {
                problems.add(path + ": " + read.tail());
            }
            return read;
        } catch (IntegrityException e) {
            problems.add(String.valueOf(e.getMessage()));
            return PendingEntries.NONE;
        }
    }

    /** Files behind the end are what is left when somebody puts an older end back. */
    private static void checkEnd(Directory directory, Tiles tiles, long start, long size, Problems problems)
            throws IOException {
        tiles.beyond(size)
                .ifPresent(file -> problems.add(file + ": holds entries behind the end of the log, at " + size));
        for (String name : directory.list(Layout.PENDING)) {
            if (Layout.isPendingBehind(name, start)) {
                problems.add(Layout.PENDING + "/" + name + ": begins behind the " + start + " entries of "
                        + Layout.CHECKPOINT + "; an older checkpoint was put back");
            }
        }
    }
}
