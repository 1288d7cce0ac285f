package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;

/**
 * The stream of one process. Callers encode frames into the active buffer under a short lock; one thread swaps the two
 * buffers, adds checksums and writes, and makes durable at most every interval, or at once when somebody waits for it.
 * What cannot be written is counted, and the count is written as a GAP as soon as there is room.
 */
final class StreamWriter {

    private static final QuietLogger LOG = QuietLogger.of(StreamWriter.class);
    private static final int BUFFER_BYTES = 1 << 21;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_SCHEMAS = 1 << 16;

    private final Clock clock;
    private final LongSupplier nanos;
    private final long syncNanos;
    private final FailurePolicy policy;
    private final SegmentWriter segments;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeWriter = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final List<byte[]> schemas = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private Buffer active = new Buffer();
    private @Nullable Buffer standby = new Buffer();
    private long accepted;
    private long written;
    private long durable;
    private long unsynced;
    private long dropped;
    private long unreportedDrops;
    private boolean closing;
    private boolean finished;
    private @Nullable String fault;

    StreamWriter(
            Directory directory,
            String stream,
            Clock clock,
            LongSupplier nanos,
            Duration syncInterval,
            FailurePolicy policy) {
        this.clock = clock;
        this.nanos = nanos;
        this.syncNanos = syncInterval.toNanos();
        this.policy = policy;
        this.segments = new SegmentWriter(directory, stream, clock);
        this.thread = new Thread(this::run, "mlops-log-writer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Adds a schema, written at the head of every segment from then on; returns its number, or -1 if none is left. */
    int addSchema(IntFunction<LoggedSchema> schema) {
        lock.lock();
        try {
            int id = schemas.size();
            if (id == MAX_SCHEMAS) {
                return -1;
            }
            schemas.add(Json.canonical(schema.apply(id).toJson()));
            return id;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a record; never throws and never waits for the disk, unless the policy says to wait for room. */
    LogReceipt append(int type, Consumer<RecordEncoder> body) {
        if (lock.isHeldByCurrentThread()) {
            // An accessor of the application's own object logs a prediction: it would tear the frame around it.
            return LogReceipt.REJECTED;
        }
        lock.lock();
        try {
            return appendLocked(type, body);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a record and waits until it is durable. */
    void appendDurably(int type, Consumer<RecordEncoder> body) {
        lock.lock();
        try {
            LogReceipt receipt = appendLocked(type, body);
            if (receipt == LogReceipt.REJECTED) {
                throw closing
                        ? new IllegalStateException("the prediction log is closed; open the home again")
                        : new IllegalArgumentException("the record does not fit the schema of its version, or is "
                                + "larger than 1 MiB; nothing was logged");
            }
            Ticket ticket = new Ticket(accepted);
            if (receipt == LogReceipt.DROPPED || !await(ticket, Long.MAX_VALUE) || ticket.failed) {
                throw new UncheckedIOException(new IOException("the record could not be made durable: "
                        + (fault == null ? "the buffer is full or the caller was interrupted" : fault)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything accepted so far is durable. */
    FlushResult flush(Duration timeout) {
        lock.lock();
        try {
            Ticket ticket = new Ticket(accepted);
            boolean complete = finished ? durable == written : await(ticket, timeout.toNanos()) && !ticket.failed;
            return new FlushResult(written, durable, dropped, complete);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more records, writes and syncs what was accepted, and ends the thread. */
    FlushResult close(Duration timeout) {
        lock.lock();
        try {
            closing = true;
            wakeWriter.signal();
        } finally {
            lock.unlock();
        }
        FlushResult result = flush(timeout);
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    /** Counts so far: accepted, written, dropped. */
    long[] counts() {
        lock.lock();
        try {
            return new long[] {accepted, written, dropped};
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

    private LogReceipt appendLocked(int type, Consumer<RecordEncoder> body) {
        if (closing) {
            return LogReceipt.REJECTED;
        }
        LogReceipt receipt = encode(type, body);
        if (receipt == LogReceipt.DROPPED && awaitRoom()) {
            receipt = encode(type, body);
        }
        if (receipt == LogReceipt.ACCEPTED) {
            accepted++;
        } else {
            dropped++;
            unreportedDrops++;
        }
        return receipt;
    }

    private LogReceipt encode(int type, Consumer<RecordEncoder> body) {
        Buffer target = active;
        target.encoder.begin(type);
        try {
            body.accept(target.encoder);
            target.encoder.end();
        } catch (BufferOverflowException e) {
            target.encoder.cancel();
            return target.bytes.position() == 0 ? LogReceipt.REJECTED : LogReceipt.DROPPED;
        } catch (RuntimeException e) {
            target.encoder.cancel();
            LOG.warn(
                    e.getClass().getName(),
                    "a record does not fit its schema or an accessor failed; it is not logged",
                    e);
            return LogReceipt.REJECTED;
        }
        target.records++;
        if (target.bytes.position() > BUFFER_BYTES / 2) {
            wakeWriter.signal();
        }
        return LogReceipt.ACCEPTED;
    }

    private boolean awaitRoom() {
        long left = policy.maxWait().toNanos();
        try {
            while (left > 0 && active.bytes.position() > BUFFER_BYTES / 2 && !closing) {
                wakeWriter.signal();
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return left > 0 && !closing;
    }

    private boolean await(Ticket ticket, long timeoutNanos) {
        if (finished) {
            return false;
        }
        tickets.add(ticket);
        wakeWriter.signal();
        long left = timeoutNanos;
        try {
            while (!ticket.done && left > 0) {
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tickets.remove(ticket);
        return ticket.done;
    }

    private void run() {
        long lastSync = nanos.getAsLong();
        long retryAt = lastSync;
        while (true) {
            Buffer batch;
            List<byte[]> known;
            long drops;
            long upTo;
            boolean urgent;
            boolean last;
            lock.lock();
            try {
                awaitWork();
                batch = swap();
                known = List.copyOf(schemas);
                drops = unreportedDrops;
                upTo = accepted;
                urgent = !tickets.isEmpty() || closing;
                last = closing;
            } finally {
                lock.unlock();
            }
            long now = nanos.getAsLong();
            boolean mayWrite = fault == null || now - retryAt >= 0 || last;
            String problem = null;
            if (batch.records > 0 || drops > 0) {
                problem = mayWrite ? write(batch, known, drops) : fault;
            }
            boolean due = segments.isUnsynced() && (urgent || now - lastSync >= syncNanos);
            if (problem == null && due) {
                problem = sync();
                lastSync = nanos.getAsLong();
            }
            if (problem != null && mayWrite) {
                retryAt = nanos.getAsLong() + RETRY_NANOS;
            }
            if (settle(batch, drops, upTo, problem, due, last)) {
                return;
            }
        }
    }

    /** Waits for a record, for somebody who waits, or for the next time to look after unsynced bytes. */
    private void awaitWork() {
        long left = POLL_NANOS;
        try {
            while (left > 0 && active.isEmpty() && tickets.isEmpty() && !closing) {
                left = wakeWriter.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread on purpose; it ends by close().
            LOG.debug("the writer of the prediction log was interrupted");
        }
    }

    /** Takes the active buffer for writing and gives callers the other. Both are there whenever this is called. */
    private Buffer swap() {
        Buffer full = active;
        Buffer empty = standby;
        if (empty == null) {
            throw new IllegalStateException("the standby buffer is in use");
        }
        active = empty;
        standby = null;
        return full;
    }

    private @Nullable String write(Buffer batch, List<byte[]> known, long drops) {
        try {
            if (drops > 0) {
                batch.gap(drops, clock);
            }
            segments.write(batch.bytes.flip(), known);
            return null;
        } catch (IOException | RuntimeException e) {
            LOG.warn("write", "the prediction log cannot be written; records are dropped and counted", e);
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String sync() {
        try {
            segments.sync();
            return null;
        } catch (IOException e) {
            LOG.warn("sync", "the prediction log cannot be made durable; it goes on in a new segment", e);
            return String.valueOf(e.getMessage());
        }
    }

    /** Books what became of a batch, wakes who waits for it, and gives the buffer back; true if it was the last. */
    private boolean settle(
            Buffer batch, long drops, long upTo, @Nullable String problem, boolean synced, boolean last) {
        lock.lock();
        try {
            boolean doubt = segments.takeUncertain();
            if (doubt) {
                unsynced = 0;
            }
            if (problem == null) {
                written += batch.records;
                unsynced += batch.records;
                unreportedDrops -= drops;
            } else {
                dropped += batch.records;
                unreportedDrops += batch.records;
            }
            boolean allDurable = problem == null && !segments.isUnsynced();
            if (allDurable) {
                durable += unsynced;
                unsynced = 0;
            }
            if (problem != null) {
                fault = problem;
            } else if (synced || batch.records > 0) {
                fault = null;
            }
            if (allDurable || problem != null) {
                resolve(upTo, problem != null || doubt);
            }
            batch.clear();
            standby = batch;
            finished = last && active.isEmpty();
            if (finished) {
                resolve(Long.MAX_VALUE, problem != null || doubt);
                segments.close();
            }
            progress.signalAll();
            return finished;
        } catch (IOException e) {
            LOG.warn("close", "the last segment of the prediction log cannot be closed", e);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void resolve(long upTo, boolean failed) {
        for (Iterator<Ticket> each = tickets.iterator(); each.hasNext(); ) {
            Ticket ticket = each.next();
            if (ticket.upTo <= upTo) {
                ticket.done = true;
                ticket.failed = failed;
                each.remove();
            }
        }
    }

    /** Somebody who waits for everything up to a record. */
    private static final class Ticket {

        private final long upTo;
        private boolean done;
        private boolean failed;

        Ticket(long upTo) {
            this.upTo = upTo;
        }
    }

    /** Frames on their way to the disk. */
    private static final class Buffer {

        private static final int GAP_BYTES = 1024;

        private final ByteBuffer bytes =
                ByteBuffer.allocate(BUFFER_BYTES + GAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private final RecordEncoder encoder = new RecordEncoder(bytes);
        private long records;

        Buffer() {
            clear();
        }

        boolean isEmpty() {
            return records == 0;
        }

        void clear() {
            // The last bytes are kept free for a GAP.
            bytes.clear().limit(BUFFER_BYTES);
            records = 0;
        }

        void gap(long drops, Clock clock) {
            bytes.limit(bytes.capacity());
            Map<String, Object> gap = new LinkedHashMap<>();
            gap.put("dropped", drops);
            gap.put("until", clock.instant());
            encoder.begin(FrameType.GAP);
            encoder.bytes(Json.canonical(gap));
            encoder.end();
        }
    }
}
