package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.io.internal.AppendFile;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/**
 * Adds entries, one writer of all processes at a time. Entries of several threads that wait for each other go to the
 * disk together.
 */
final class LogWriter {

    private static final QuietLogger LOG = QuietLogger.of(LogWriter.class);
    private static final int INTEGRATE_AT = 256;

    /** From so many entries on, writing and hashing them takes longer than handing them to other processors. */
    private static final int PARALLEL_FROM = 1024;

    private static final Duration SIGN_AFTER = Duration.ofMinutes(1);

    private final Directory directory;
    private final LogReader reader;
    private final Integration integration;
    private final Anchoring anchoring;
    private final Clock clock;
    private final ReentrantLock mutex = new ReentrantLock();
    private final EntryQueue queue = new EntryQueue();
    private final Function<String, Optional<Digest>> probe;
    private @Nullable AppendFile file;
    private long fileStart;
    private long tidied = -1;
    private volatile long acknowledged;
    private int integrateAt = INTEGRATE_AT;
    private @Nullable Instant unsignedSince;
    private boolean appended;
    private boolean closed;
    private volatile @Nullable Thread changing;

    LogWriter(
            Directory directory,
            LogReader reader,
            Integration integration,
            Anchoring anchoring,
            Clock clock,
            Function<String, Optional<Digest>> probe) {
        this.directory = directory;
        this.reader = reader;
        this.integration = integration;
        this.anchoring = anchoring;
        this.clock = clock;
        this.probe = probe;
    }

    /** What runs under the lock, on a log with nothing torn or in doubt. */
    @FunctionalInterface
    private interface Step<T> {

        T run(LogView view) throws IOException;
    }

    /** How many entries there were when this writer last added one. */
    long acknowledged() {
        return acknowledged;
    }

    /** Adds an entry, together with those that other threads have brought meanwhile. */
    RecordedEntry append(AuditEntry entry) {
        requireNoChange();
        RecordedEntry recorded = queue.write(new QueuedEntry(entry), this::writeOrFail);
        anchoring.keep();
        return recorded;
    }

    /** Adds entries, all at the cost of one. */
    List<RecordedEntry> appendAll(List<AuditEntry> entries) throws IOException {
        List<StoredEntry> added = (entries.size() < PARALLEL_FROM ? entries.stream() : entries.parallelStream())
                .map(StoredEntry::of)
                .toList();
        List<RecordedEntry> recorded = new ArrayList<>(added.size());
        if (!added.isEmpty()) {
            long first = exclusively(view -> {
                acknowledge(add(view, added), entries.get(0).time());
                return view.size();
            });
            for (int i = 0; i < added.size(); i++) {
                recorded.add(added.get(i).recorded(first + i, entries.get(i)));
            }
            anchoring.keep();
        }
        return recorded;
    }

    private LogView add(LogView view, List<StoredEntry> added) throws IOException {
        ByteBuffer frames = PendingFile.entries(view.start(), view.pending(), added);
        long end = view.pending().end() + frames.remaining();
        write(view, frames, true);
        return reader.publish(view.with(view.pending().plus(added, end)));
    }

    private void writeOrFail(List<QueuedEntry> batch) {
        try {
            exclusively(view -> writeBatch(view, batch));
        } catch (IOException | RuntimeException e) {
            batch.forEach(entry -> entry.fail(e));
        }
    }

    private LogView writeBatch(LogView view, List<QueuedEntry> batch) throws IOException {
        LogView after = add(view, batch.stream().map(QueuedEntry::stored).toList());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).succeed(view.size() + i);
        }
        return acknowledge(after, batch.get(0).time());
    }

    /** Adds an entry together with the change that it tells of. */
    RecordedEntry append(AuditEntry entry, Change change) throws IOException {
        Doubt doubt = new Doubt(StoredEntry.of(entry), change.key(), change.content());
        RecordedEntry done = exclusively(view -> {
            RecordedEntry recorded = doubt.entry().recorded(view.size(), entry);
            ByteBuffer frames = PendingFile.prepared(view.start(), view.pending(), doubt);
            long end = view.pending().end() + frames.remaining();
            write(view, frames, true);
            LogView inDoubt = reader.publish(view.with(view.pending().inDoubt(doubt, end)));
            applyOrSettle(inDoubt, doubt, change);
            commit(inDoubt, doubt, entry.time());
            return recorded;
        });
        anchoring.keep();
        return done;
    }

    /** An Error leaves the entry in doubt, as a crash does: whoever comes next settles it. */
    private void applyOrSettle(LogView inDoubt, Doubt doubt, Change change) throws IOException {
        try {
            changing = Thread.currentThread();
            change.apply();
        } catch (IOException | RuntimeException e) {
            try {
                settle(inDoubt, doubt);
            } catch (IOException | RuntimeException unsettled) {
                e.addSuppressed(unsettled);
            }
            throw e;
        } finally {
            changing = null;
        }
    }

    /** Its own entry is in doubt while a change is made, and only the last entry may be. */
    private void requireNoChange() {
        if (changing == Thread.currentThread()) {
            throw new IllegalStateException(
                    "a change must not write to the audit log that tells of it; append its entry afterwards");
        }
    }

    /** The change is made, so the entry counts whether or not this is written: whoever comes next finds the content. */
    private void commit(LogView inDoubt, Doubt doubt, Instant time) {
        try {
            acknowledge(mark(inDoubt, doubt, true), time);
        } catch (IOException | RuntimeException e) {
            LOG.warn("commit", "audit log: an entry is left for the next writer to settle: {}", e.toString());
        }
    }

    /** Signs what the log holds. */
    Checkpoint checkpoint() throws IOException {
        Checkpoint checkpoint = exclusively(this::integrate);
        // One that was signed before may not have reached every anchor.
        anchoring.signed(checkpoint);
        anchoring.keep();
        return checkpoint;
    }

    /** Signs what this writer has added, and ends; a log that was only read stays as it is. */
    void close() throws IOException {
        mutex.lock();
        try {
            if (!closed && appended) {
                exclusively(this::integrate);
            }
        } finally {
            closed = true;
            try {
                closeFile();
            } finally {
                mutex.unlock();
            }
        }
        anchoring.keep();
    }

    private <T> T exclusively(Step<T> step) throws IOException {
        requireNoChange();
        return whileNobodyWrites(() -> {
            if (closed) {
                throw new IllegalStateException("the audit log is closed");
            }
            return step.run(settled());
        });
    }

    /** Runs something while no other thread or process writes. */
    <T> T whileNobodyWrites(Reading<T> body) throws IOException {
        mutex.lock();
        // An interrupt would close the files under us; it is kept for later.
        boolean interrupted = Thread.interrupted();
        try {
            Directory.Held held = directory.lock(Layout.LOCK);
            try {
                return body.read();
            } finally {
                held.close();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            mutex.unlock();
        }
    }

    /** The log after what a crash left behind is cleared away. */
    private LogView settled() throws IOException {
        LogView view = reader.view();
        if (view.size() < acknowledged) {
            throw new IntegrityException(Layout.pending(view.start()) + " ends before entry " + (acknowledged - 1)
                    + ", which was in the log; restore the folder 'audit' from a backup");
        }
        if (tidied != view.start()) {
            integration.dropCovered(view.start());
            tidied = view.start();
        }
        PendingEntries pending = view.pending();
        if (pending.tail() != null) {
            LOG.warn("tail", "audit log: {} is cut: {}", Layout.pending(view.start()), pending.tail());
            AppendFile target = file(view.start());
            target.truncate(pending.end());
            target.force();
            view = reader.publish(view.with(pending.cut()));
        }
        Doubt doubt = pending.doubt();
        return doubt == null ? view : settle(view, doubt);
    }

    private LogView settle(LogView view, Doubt doubt) throws IOException {
        Optional<Digest> content = probe.apply(doubt.key());
        return mark(view, doubt, content.isPresent() && content.get().equals(doubt.content()));
    }

    /** Need not be forced: without it, the next writer comes to the same answer. */
    private LogView mark(LogView view, Doubt doubt, boolean committed) throws IOException {
        ByteBuffer frame = PendingFile.marker(view.start(), committed);
        long end = view.pending().end() + frame.remaining();
        write(view, frame, false);
        List<StoredEntry> added = committed ? List.of(doubt.entry()) : List.of();
        return reader.publish(view.with(view.pending().plus(added, end)));
    }

    private LogView acknowledge(LogView view, Instant time) {
        acknowledged = view.size();
        appended = true;
        Instant since = Objects.requireNonNullElse(unsignedSince, time);
        unsignedSince = since;
        if (view.pending().entries().size() >= integrateAt
                || Duration.between(since, time).compareTo(SIGN_AFTER) >= 0) {
            try {
                integrate(view);
            } catch (IOException | RuntimeException e) {
                // The entries are safe where they are. Every try costs more, so the next waits for as many again.
                integrateAt = 2 * view.pending().entries().size();
                unsignedSince = time;
                LOG.warn("integrate", "audit log: no checkpoint could be signed: {}", e.toString());
            }
        }
        return view;
    }

    private Checkpoint integrate(LogView view) throws IOException {
        Optional<NoteKey> former = integration.formerKey(view);
        LogView all = former.isPresent() ? tellOfKeyChange(view, former.get()) : view;
        if (!all.pending().entries().isEmpty()) {
            file(all.start()).force();
        }
        closeFile();
        Checkpoint checkpoint = integration.integrate(former);
        integrateAt = INTEGRATE_AT;
        unsignedSince = null;
        anchoring.signed(checkpoint);
        return checkpoint;
    }

    /** Once only, even if signing failed after it was told. */
    private LogView tellOfKeyChange(LogView view, NoteKey former) throws IOException {
        AuditEntry change = integration.keyChange(former, clock.instant());
        List<StoredEntry> pending = view.pending().entries();
        for (int i = 0; i < pending.size(); i++) {
            AuditEntry told = pending.get(i)
                    .at(view.start() + i, Layout.pending(view.start()))
                    .entry();
            if (told.action().equals(change.action()) && told.details().equals(change.details())) {
                return view;
            }
        }
        return add(view, List.of(StoredEntry.of(change)));
    }

    private void write(LogView view, ByteBuffer frames, boolean force) throws IOException {
        AppendFile target = file(view.start());
        try {
            // Also moves to the end, which another process may have moved.
            target.truncate(view.pending().end());
            target.write(frames);
            if (force) {
                target.force();
            }
        } catch (IOException | RuntimeException e) {
            takeBack(view, e);
            throw e;
        }
    }

    /** Nothing of a failed write may be there when the caller hears of it. */
    private void takeBack(LogView view, Exception cause) {
        boolean interrupted = Thread.interrupted();
        try {
            closeFile();
            AppendFile target = file(view.start());
            target.truncate(view.pending().end());
            target.force();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        } finally {
            reader.publish(LogView.UNKNOWN);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private AppendFile file(long start) throws IOException {
        AppendFile open = file;
        if (open == null || fileStart != start) {
            closeFile();
            open = directory.append(Layout.pending(start));
            file = open;
            fileStart = start;
        }
        return open;
    }

    private void closeFile() throws IOException {
        AppendFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
