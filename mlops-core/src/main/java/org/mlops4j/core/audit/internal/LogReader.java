package org.mlops4j.core.audit.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.IntegrityException;

/**
 * Knows what the log holds, and reads only what was added since it last looked. Takes no lock: a writer replaces the
 * checkpoint before it removes the entries that the checkpoint covers, so whoever finds them gone looks again.
 */
final class LogReader {

    private static final int MAX_ATTEMPTS = 1000;
    private static final byte[] NO_NOTE = new byte[0];

    private final Directory directory;
    private final AuditKeys keys;
    private final String origin;
    private volatile LogView latest = LogView.UNKNOWN;

    LogReader(Directory directory, AuditKeys keys, String origin) {
        this.directory = directory;
        this.keys = keys;
        this.origin = origin;
    }

    /** What the log holds now. */
    LogView view() throws IOException {
        LogView known = latest;
        LogView now = refresh(known, List.of());
        if (now != known) {
            replace(known, now);
        }
        return now;
    }

    /** What the log holds now, with every byte behind the checkpoint read again. */
    LogView reread() throws IOException {
        LogView known = latest;
        return refresh(known.with(PendingEntries.NONE), known.pending().entries());
    }

    /** What a writer has just made of the log. */
    synchronized LogView publish(LogView view) {
        latest = view;
        return view;
    }

    /** A reader that was overtaken leaves what the other found. */
    private synchronized void replace(LogView known, LogView now) {
        if (latest == known) {
            latest = now;
        }
    }

    private LogView refresh(LogView known, List<StoredEntry> expected) throws IOException {
        LogView base = known;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            byte[] note = note();
            if (!base.isOf(note)) {
                base = LogView.of(note, checkpoint(note));
            }
            String path = Layout.pending(base.start());
            long size = Layout.requireReadable(path, directory.size(path));
            if (size < 0) {
                if (base.isOf(note())) {
                    return base.pending().seen() == 0 ? base : base.with(PendingEntries.NONE);
                }
            } else if (size == base.pending().seen()) {
                return base;
            } else {
                LogView from = size < base.pending().seen() ? base.with(PendingEntries.NONE) : base;
                Optional<LogView> read = readOn(path, from, expected);
                boolean isTorn = read.isPresent() && read.get().pending().tail() != null;
                if (read.isPresent() && !(isTorn && from.pending().settled() > 0)) {
                    return read.get();
                }
                // Once more from the beginning: the file went away, or the place of its tail is to be named.
                base = base.with(PendingEntries.NONE);
            }
        }
        throw new IOException(Layout.CHECKPOINT + " changes faster than it can be read");
    }

    /** Reads what follows the known frames; empty if the file is gone or shorter by now. */
    private Optional<LogView> readOn(String path, LogView base, List<StoredEntry> expected) throws IOException {
        Optional<InputStream> stream = directory.open(path);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            in.skipNBytes(base.pending().settled());
            byte[] rest = in.readAllBytes();
            return Optional.of(base.with(PendingFile.read(base.start(), rest, base.pending(), expected)));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private byte[] note() throws IOException {
        Optional<byte[]> note = CheckpointNote.read(directory);
        if (note.isPresent() && note.get().length == 0) {
            throw new IntegrityException(Layout.CHECKPOINT + " is empty; restore the file from a backup");
        }
        return note.orElse(NO_NOTE);
    }

    private @Nullable Checkpoint checkpoint(byte[] note) {
        return note.length == 0
                ? null
                : requireOrigin(CheckpointNote.verified(
                        Layout.CHECKPOINT, CheckpointNote.text(Layout.CHECKPOINT, note), keys.known()));
    }

    private Checkpoint requireOrigin(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin)) {
            throw new IntegrityException(Layout.CHECKPOINT + " is of the log '" + checkpoint.origin()
                    + "' but was opened as '" + origin + "'; open it under its own name");
        }
        return checkpoint;
    }
}
