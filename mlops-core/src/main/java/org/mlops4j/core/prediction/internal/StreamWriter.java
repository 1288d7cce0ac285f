package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;

/**
 * The stream of one process. Callers encode a record on their own and copy it into the filling buffer under a short
 * lock; one thread swaps that for the other buffer, adds checksums and writes, and makes durable at most every interval,
 * or at once when somebody waits for it. A batch that cannot be written is kept and tried again while the other buffer
 * fills; what then finds no room is counted, and the count is written as a GAP as soon as the disk takes it.
 *
 * <p>Records are numbered in the order of acceptance, and settled in that order: durable, in doubt (the file could not be
 * synced) or lost. So a few counters say what became of every record.
 */
final class StreamWriter {

    private static final QuietLogger LOG = QuietLogger.of(StreamWriter.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final LongSupplier nanos;
    private final long syncNanos;
    private final long roomNanos;
    private final EncoderPool encoders = new EncoderPool();
    private final SchemaNumbers schemas = new SchemaNumbers();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private FrameBuffer filling = new FrameBuffer();
    private FrameBuffer writing = new FrameBuffer();
    private long refused;
    private long accepted;
    private long written;
    private long durable;
    private long doubtful;
    private long lost;
    /** The last record known to be in doubt or lost. */
    private long failedUpTo;
    /** The last record that somebody waits for. */
    private long wanted;
    /** Whether somebody began to wait since the writer last looked. */
    private boolean asked;

    private long turn;
    private long failedTurn;
    private long gapDropped;
    private long gapDoubtful;
    private long gapSince;
    private boolean closing;
    private boolean finished;
    private @Nullable String fault;

    /** Used by the writer alone. */
    private long lastSync;

    private long retryAt;
    private boolean hasFailedToClose;

    private StreamWriter(Clock clock, LongSupplier nanos, Duration syncInterval, FailurePolicy policy) {
        this.clock = clock;
        this.nanos = nanos;
        this.syncNanos = TimeUnit.NANOSECONDS.convert(syncInterval);
        this.roomNanos = TimeUnit.NANOSECONDS.convert(policy.maxWait());
        this.lastSync = nanos.getAsLong();
    }

    /** Starts the writer of a stream. */
    static StreamWriter start(
            SegmentWriter segments, Clock clock, LongSupplier nanos, Duration syncInterval, FailurePolicy policy) {
        StreamWriter stream = new StreamWriter(clock, nanos, syncInterval, policy);
        Thread thread = new Thread(() -> stream.run(segments), "mlops-log-writer");
        thread.setDaemon(true);
        thread.start();
        return stream;
    }

    /** A stream that takes nothing, and counts it. */
    static StreamWriter refusing(Clock clock, String reason) {
        StreamWriter stream = new StreamWriter(clock, () -> 0, Duration.ZERO, FailurePolicy.dropNewest());
        stream.closing = true;
        stream.finished = true;
        stream.fault = reason;
        return stream;
    }

    /** Adds a schema, written at the head of every segment from then on; returns its number, or -1 if it has no room. */
    int addSchema(LoggedSchema schema) {
        return schemas.add(schema);
    }

    /** Lends an encoder with a frame begun; give it back with {@link #release}. */
    RecordEncoder begin(int type) {
        return encoders.take().begin(type);
    }

    void release(RecordEncoder encoder) {
        encoders.give(encoder);
    }

    /** Adds a frame; never throws and never waits for the disk, unless the policy says to wait for room. */
    LogReceipt append(RecordEncoder frame) {
        lock.lock();
        try {
            if (closing) {
                refused++;
                return LogReceipt.REJECTED;
            }
            return accept(frame, roomNanos, false) ? LogReceipt.ACCEPTED : LogReceipt.DROPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a record that cannot be encoded; of the reason only the place is told, its message may quote a value. */
    LogReceipt refuse(@Nullable Throwable reason) {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
        if (reason != null) {
            StackTraceElement[] trace = reason.getStackTrace();
            LOG.warn(
                    reason.getClass().getName(),
                    "a record does not fit its schema or an accessor failed; it is not logged: {} at {}",
                    reason.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
        return LogReceipt.REJECTED;
    }

    /** Adds a frame and waits until it is durable. */
    void appendDurably(RecordEncoder frame) {
        lock.lock();
        try {
            if (closing) {
                refused++;
                throw new IllegalStateException("the prediction log takes no records: "
                        + (fault == null ? "it is closed; open the home again" : fault));
            }
            if (!accept(frame, Long.MAX_VALUE, true)) {
                throw notDurable(new IOException(
                        fault == null ? "it found no room before the log was closed or the wait interrupted" : fault));
            }
            long mine = accepted;
            long before = turn;
            ask(mine);
            while (settled() < mine && failedTurn <= before && !finished) {
                progress.await();
            }
            if (settled() < mine || failedUpTo >= mine) {
                throw notDurable(new IOException(fault == null ? "a file could not be synced" : fault));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notDurable(new InterruptedIOException("the wait was interrupted"));
        } finally {
            lock.unlock();
        }
    }

    private static UncheckedIOException notDurable(IOException cause) {
        return new UncheckedIOException(
                "it is not certain that the record is durable: " + cause.getMessage()
                        + "; log it again under the same id, or ask scan() whether it is there",
                cause);
    }

    /** Waits until everything accepted so far is durable. */
    FlushResult flush(Duration timeout) {
        lock.lock();
        try {
            long target = accepted;
            if (settled() < target) {
                ask(target);
            }
            long left = TimeUnit.NANOSECONDS.convert(timeout);
            while (settled() < target && !finished && left > 0) {
                left = progress.awaitNanos(left);
            }
            return result(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(accepted);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more records, writes and syncs what was accepted, and ends the writer. */
    FlushResult close(Duration timeout) {
        lock.lock();
        try {
            closing = true;
            work.signal();
            progress.signalAll();
            long left = TimeUnit.NANOSECONDS.convert(timeout);
            while (!finished && left > 0) {
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return flush(Duration.ZERO);
    }

    /**
     * What became of the records handed in; {@code accepted = written + lost + inFlight} at any time.
     *
     * @param accepted records that were taken
     * @param written those handed to the operating system
     * @param lost those lost since they were taken
     * @param inFlight those that wait to be written
     * @param dropped those lost or never taken
     */
    record Counts(long accepted, long written, long lost, long inFlight, long dropped) {}

    Counts counts() {
        lock.lock();
        try {
            return new Counts(accepted, written, lost, filling.records() + writing.records(), refused + lost);
        } finally {
            lock.unlock();
        }
    }

    /** What is wrong with the disk, or null if nothing is. */
    @Nullable
    String fault() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    private FlushResult result(long target) {
        boolean complete = settled() >= target && lost + doubtful == 0;
        return new FlushResult(written, durable, refused + lost, complete);
    }

    private long settled() {
        return durable + doubtful + lost;
    }

    private void ask(long upTo) {
        wanted = Math.max(wanted, upTo);
        asked = true;
        work.signal();
    }

    private boolean accept(RecordEncoder frame, long maxWait, boolean needsDisk) {
        if (!filling.put(frame) && !awaitRoom(frame, maxWait, needsDisk)) {
            drop();
            return false;
        }
        accepted++;
        if (filling.isHalfFull()) {
            work.signal();
        }
        return true;
    }

    /** Waits for room and takes it. */
    private boolean awaitRoom(RecordEncoder frame, long maxWait, boolean needsDisk) {
        long left = maxWait;
        try {
            while (left > 0) {
                work.signal();
                left = progress.awaitNanos(left);
                if (closing || needsDisk && fault != null) {
                    return false;
                }
                if (filling.put(frame)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void drop() {
        refused++;
        if (!closing) {
            addToGap(1, 0);
        }
    }

    private void addToGap(long moreDropped, long moreDoubtful) {
        if (gapDropped + gapDoubtful == 0) {
            gapSince = clock.millis();
        }
        gapDropped += moreDropped;
        gapDoubtful += moreDoubtful;
    }

    private void run(SegmentWriter segments) {
        @Nullable String end = "the writer of the log has ended";
        try {
            boolean goesOn = true;
            while (goesOn) {
                // An interrupt would close the file under the next write; nobody ends this thread but close().
                Thread.interrupted();
                goesOn = takeTurn(segments);
            }
            segments.close();
            end = null;
        } catch (Throwable e) {
            end += ": " + e + "; open the home again";
            LOG.warn("writer", "the writer of the prediction log has ended; records are dropped and counted", e);
        } finally {
            finish(end);
        }
    }

    /**
     * What the writer does next.
     *
     * @param gap what was lost and is not yet written, or null
     * @param mayWrite false while the disk is left alone after a failure
     * @param isUrgent whether somebody waits for the disk
     * @param isLast whether nothing comes behind it
     */
    private record Turn(long number, @Nullable Gap gap, boolean mayWrite, boolean isUrgent, boolean isLast) {}

    /** How far the writer came. */
    private record Done(boolean gapWritten, @Nullable Throwable problem) {}

    /** Writes what there is; false if nothing is left to do, ever. */
    private boolean takeTurn(SegmentWriter segments) {
        Turn next;
        lock.lock();
        try {
            next = nextTurn();
        } finally {
            lock.unlock();
        }
        if (!next.mayWrite) {
            return true;
        }
        Done done = write(segments, next);
        if (done.problem != null) {
            LOG.warn("write", "the prediction log cannot be written; what finds no room is counted", done.problem);
        }
        lock.lock();
        try {
            return settle(segments, next, done);
        } finally {
            lock.unlock();
        }
    }

    private Turn nextTurn() {
        awaitWork();
        boolean mayWrite = fault == null || asked || closing || nanos.getAsLong() - retryAt >= 0;
        asked = false;
        if (writing.records() == 0 && filling.records() > 0) {
            FrameBuffer full = filling;
            filling = writing;
            writing = full;
            progress.signalAll();
        }
        Gap gap = null;
        if (gapDropped + gapDoubtful > 0) {
            gap = new Gap(gapDropped, gapDoubtful, gapSince, Math.max(gapSince, clock.millis()));
        }
        turn++;
        return new Turn(turn, gap, mayWrite, closing || wanted > settled(), closing);
    }

    /** Waits for a record, for somebody who waits, or for the next time to look after the disk. */
    private void awaitWork() {
        long left = POLL_NANOS;
        try {
            while (left > 0 && !asked && !closing && (filling.records() == 0 || fault != null)) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer of the prediction log was interrupted and goes on");
        }
    }

    private Done write(SegmentWriter segments, Turn next) {
        boolean gapWritten = false;
        try {
            if (writing.records() > 0) {
                segments.write(writing.frames(), writing.records(), schemas.payloads());
            }
            if (next.gap != null) {
                segments.write(next.gap.toFrame(), 0, schemas.payloads());
                gapWritten = true;
            }
            long now = nanos.getAsLong();
            boolean isDue = next.isUrgent || segments.isFull() || now - lastSync >= syncNanos;
            if (segments.isUnsynced() && isDue) {
                lastSync = now;
                segments.sync();
            }
            return new Done(gapWritten, null);
        } catch (Throwable e) {
            return new Done(gapWritten, e);
        }
    }

    /** Books what became of a turn and wakes who waits for it; false after the last. */
    private boolean settle(SegmentWriter segments, Turn done, Done result) {
        boolean hasWritten = segments.written() > written || result.gapWritten || segments.durable() > durable;
        if (segments.written() > written) {
            writing.clear();
        }
        written = segments.written();
        durable = segments.durable();
        if (result.gapWritten && done.gap != null) {
            gapDropped -= done.gap.dropped();
            gapDoubtful -= done.gap.doubtful();
            gapSince = done.gap.until();
        }
        if (segments.doubtful() > doubtful) {
            addToGap(0, segments.doubtful() - doubtful);
            doubtful = segments.doubtful();
            failedUpTo = written;
        }
        if (result.problem != null) {
            fault = result.problem.toString();
            failedTurn = done.number;
            retryAt = nanos.getAsLong() + RETRY_NANOS;
        } else if (hasWritten) {
            fault = null;
        }
        progress.signalAll();
        if (!done.isLast) {
            return true;
        }
        boolean mayTryAgain = result.problem == null || !hasFailedToClose;
        hasFailedToClose |= result.problem != null;
        boolean isLeft = filling.records() + writing.records() + gapDropped + gapDoubtful > 0 || segments.isUnsynced();
        return isLeft && mayTryAgain;
    }

    /** Says that nothing is written any more; what is still in a buffer is lost. */
    private void finish(@Nullable String end) {
        lock.lock();
        try {
            long left = filling.records() + writing.records();
            if (left > 0) {
                lost += left;
                failedUpTo = accepted;
                filling.clear();
                writing.clear();
            }
            fault = end == null ? fault : end;
            closing = true;
            finished = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
