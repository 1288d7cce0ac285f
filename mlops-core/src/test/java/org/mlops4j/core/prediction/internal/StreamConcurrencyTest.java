package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.SwitchedDirectory;
import org.mlops4j.core.io.internal.SwitchedDirectory.Operation;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.Outcome;

/** Many callers, one writer, and readers beside them. */
@Timeout(60)
class StreamConcurrencyTest {

    private static final int CALLERS = 6;
    /** The record of caller c and number n is c * STRIDE + n. */
    private static final long STRIDE = 1_000_000;

    private final MemoryDirectory memory = new MemoryDirectory();
    private final SwitchedDirectory disk = new SwitchedDirectory(memory);
    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private <T> List<Future<T>> inParallel(int threads, LongFunction<Callable<T>> task) {
        List<Future<T>> running = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(threads);
        for (long t = 0; t < threads; t++) {
            Callable<T> mine = task.apply(t);
            running.add(pool.submit(() -> {
                start.countDown();
                start.await();
                return mine.call();
            }));
        }
        return running;
    }

    /** What each caller logged, in order. */
    private static Map<Long, List<Long>> byCaller(List<Long> numbers) {
        Map<Long, List<Long>> found = new HashMap<>();
        numbers.forEach(number ->
                found.computeIfAbsent(number / STRIDE, any -> new ArrayList<>()).add(number % STRIDE));
        return found;
    }

    private StreamWriter stream(LongSupplier nanos, Duration sync) throws IOException {
        SegmentWriter segments = new SegmentWriter(disk, "one", Clock.systemUTC(), SegmentWriter.MAX_BYTES);
        return StreamWriter.start(segments, Clock.systemUTC(), nanos, sync, FailurePolicy.dropNewest());
    }

    private static LogReceipt append(StreamWriter stream, long number) {
        RecordEncoder encoder = stream.begin(FrameType.OUTCOME);
        try {
            encoder.outcome(Outcome.of(Logs.id(number), "x", Logs.TIME));
            return stream.append(encoder.end());
        } finally {
            stream.release(encoder);
        }
    }

    @Test
    void manyCallersLoseAndMixUpNothing() throws Exception {
        StreamedPredictionLog log = Logs.open(memory, "one", FailurePolicy.block(Logs.SOON));
        int each = 2_000;
        for (Future<Long> caller : inParallel(CALLERS, caller -> () -> {
            long rejected = 0;
            for (long n = 0; n < each; n++) {
                rejected += log.log(Logs.record(caller * STRIDE + n)) == LogReceipt.ACCEPTED ? 0 : 1;
            }
            return rejected;
        })) {
            assertThat(caller.get()).isZero();
        }
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(CALLERS * each, CALLERS * each, 0, true));

        List<Long> inOrder = LongStream.range(0, each).boxed().toList();
        assertThat(byCaller(Logs.numbers(memory)))
                .hasSize(CALLERS)
                .allSatisfy((caller, numbers) -> assertThat(numbers).isEqualTo(inOrder));
    }

    @Test
    void everyAcceptedRecordIsWrittenLostOrInFlightAtAnyTime() throws Exception {
        StreamWriter stream = stream(System::nanoTime, Duration.ofMillis(1));
        AtomicBoolean done = new AtomicBoolean();
        Future<Long> watcher = pool.submit(() -> {
            long looks = 0;
            while (!done.get()) {
                StreamWriter.Counts now = stream.counts();
                assertThat(now.accepted()).isEqualTo(now.written() + now.lost() + now.inFlight());
                looks++;
            }
            return looks;
        });
        Future<?> trouble = pool.submit(() -> {
            while (!done.get()) {
                disk.fail(Operation.WRITE);
                Logs.await(() -> stream.fault() != null || done.get());
                disk.repair();
                stream.flush(Logs.SOON);
            }
        });
        long accepted = 0;
        long offered = 0;
        for (Future<long[]> caller : inParallel(CALLERS, caller -> () -> {
            long taken = 0;
            int each = 10_000;
            for (long n = 0; n < each; n++) {
                taken += append(stream, caller * STRIDE + n) == LogReceipt.ACCEPTED ? 1 : 0;
            }
            return new long[] {each, taken};
        })) {
            offered += caller.get()[0];
            accepted += caller.get()[1];
        }
        done.set(true);
        trouble.get();
        disk.repair();
        stream.close(Logs.SOON);
        StreamWriter.Counts end = stream.counts();

        assertThat(watcher.get()).isPositive();
        assertThat(end).isEqualTo(new StreamWriter.Counts(accepted, accepted, 0, 0, offered - accepted));
        assertThat(StreamReader.open(memory)
                        .outcomes()
                        .map(Outcome::prediction)
                        .distinct()
                        .count())
                .isEqualTo(accepted);
    }

    @Test
    void closingUnderLoadKeepsWhatWasAccepted() throws Exception {
        StreamedPredictionLog log = Logs.open(memory, "one");
        CountDownLatch flowing = new CountDownLatch(CALLERS);
        List<Future<List<Long>>> callers = inParallel(CALLERS, caller -> () -> {
            List<Long> accepted = new ArrayList<>();
            for (long n = 0; n < STRIDE; n++) {
                LogReceipt receipt = log.log(Logs.record(caller * STRIDE + n));
                if (receipt == LogReceipt.REJECTED) {
                    return accepted;
                }
                if (receipt == LogReceipt.ACCEPTED) {
                    accepted.add(n);
                }
                if (n == 200) {
                    flowing.countDown();
                }
            }
            return List.of();
        });
        flowing.await();
        FlushResult result = log.close(Logs.SOON);
        Map<Long, List<Long>> accepted = new HashMap<>();
        for (long caller = 0; caller < CALLERS; caller++) {
            accepted.put(caller, callers.get((int) caller).get());
        }

        assertThat(result.complete()).isTrue();
        assertThat(byCaller(Logs.numbers(memory))).isEqualTo(accepted);
    }

    @Test
    void durableRecordsOfManyCallersShareTheirSyncs() throws Exception {
        StreamedPredictionLog log = Logs.open(disk, "one");
        int each = 200;
        for (Future<Boolean> caller : inParallel(CALLERS, caller -> () -> {
            for (long n = 0; n < each; n++) {
                log.logDurably(Logs.record(caller * STRIDE + n));
            }
            return true;
        })) {
            assertThat(caller.get()).isTrue();
        }

        assertThat(log.flush(Duration.ZERO)).isEqualTo(new FlushResult(CALLERS * each, CALLERS * each, 0, true));
        assertThat(disk.forced().size()).isLessThanOrEqualTo(CALLERS * each);
        log.close(Logs.SOON);
        assertThat(Logs.numbers(memory)).hasSize(CALLERS * each);
    }

    @Test
    void aReaderBesideTheWriterSeesTheBeginningOfTheLog(@TempDir Path home) throws Exception {
        try (DiskDirectory directory = DiskDirectory.open(home)) {
            StreamedPredictionLog log = Logs.open(directory, "one", FailurePolicy.block(Logs.SOON));
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> reader = pool.submit(() -> {
                int seen = 0;
                boolean last = false;
                while (!last) {
                    last = done.get();
                    List<Long> numbers = Logs.numbers(log);
                    assertThat(numbers.size()).isGreaterThanOrEqualTo(seen);
                    seen = numbers.size();
                    assertThat(numbers)
                            .isEqualTo(LongStream.range(0, seen).boxed().toList());
                    assertThat(log.stats().damages()).isEmpty();
                }
                return seen;
            });
            for (long n = 0; n < 5_000; n++) {
                log.log(Logs.record(n));
                if (n % 100 == 0) {
                    log.flush(Logs.SOON);
                }
            }
            log.flush(Logs.SOON);
            done.set(true);

            assertThat(reader.get()).isEqualTo(5_000);
            log.close(Logs.SOON);
        }
    }

    @Test
    void aCallerWaitsForRoomIfThePolicySaysSo() throws Exception {
        StreamedPredictionLog log = Logs.open(disk, "one", FailurePolicy.block(Logs.SOON));
        disk.hold();
        AtomicLong accepted = new AtomicLong();
        Future<?> caller = pool.submit(() -> {
            while (accepted.get() < 100) {
                assertThat(log.log(Logs.large(1))).isEqualTo(LogReceipt.ACCEPTED);
                accepted.incrementAndGet();
            }
        });
        disk.awaitHeld();
        long[] before = {-1};
        Logs.await(() -> {
            long now = log.stats().accepted();
            boolean stands = now == before[0] && now >= 32;
            before[0] = now;
            return stands;
        });
        assertThat(caller.isDone()).isFalse();
        disk.release();
        caller.get();

        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(100, 100, 0, true));
    }

    @Test
    void aCallerWaitsNoLongerThanThePolicySays() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one", FailurePolicy.block(Duration.ofMillis(20)));
        disk.hold();
        long accepted = 0;
        while (log.log(Logs.large(1)) == LogReceipt.ACCEPTED) {
            accepted++;
        }
        disk.release();

        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(accepted, accepted, 1, true));
    }

    @Test
    void closingEndsTheWaitForRoom() throws Exception {
        StreamedPredictionLog log = Logs.open(disk, "one", FailurePolicy.block(Duration.ofDays(1000_000_000)));
        disk.hold();
        Future<LogReceipt> caller = pool.submit(() -> {
            LogReceipt last = LogReceipt.ACCEPTED;
            while (last == LogReceipt.ACCEPTED) {
                last = log.log(Logs.large(1));
            }
            return last;
        });
        disk.awaitHeld();
        log.close(Duration.ZERO);

        assertThat(caller.get()).isNotEqualTo(LogReceipt.ACCEPTED);
        disk.release();
        assertThat(log.close(Logs.SOON).complete()).isTrue();
    }

    @Test
    void flushGivesUpAtItsTimeout() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.hold();
        log.log(Logs.record(1));

        assertThat(log.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, false));
        assertThat(log.flush(Duration.ofMillis(20))).isEqualTo(new FlushResult(0, 0, 0, false));
        assertThat(log.close(Duration.ofMillis(20))).isEqualTo(new FlushResult(0, 0, 0, false));
        disk.release();
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(1, 1, 0, true));
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() throws Exception {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.hold();
        pool.submit(() -> {
                    Thread.currentThread().interrupt();
                    assertThat(log.log(Logs.record(1))).isEqualTo(LogReceipt.ACCEPTED);
                    assertThatExceptionOfType(UncheckedIOException.class)
                            .isThrownBy(() -> log.logDurably(Logs.record(2)))
                            .withMessageContaining("interrupted");
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    assertThat(log.flush(Logs.SOON).complete()).isFalse();
                    assertThat(Thread.interrupted()).isTrue();
                })
                .get();
        disk.release();

        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(2, 2, 0, true));
        assertThat(Logs.numbers(memory)).containsExactly(1L, 2L);
    }

    /** An interrupt closes the file that a thread is writing to. */
    @Test
    void anInterruptOfTheWriterLosesNothing(@TempDir Path home) throws Exception {
        try (DiskDirectory directory = DiskDirectory.open(home)) {
            StreamedPredictionLog log = Logs.open(directory, "one", FailurePolicy.block(Logs.SOON));
            List<Thread> writers = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("mlops-log-writer"))
                    .toList();
            assertThat(writers).isNotEmpty();
            for (long n = 0; n < 2_000; n++) {
                log.log(Logs.record(n));
                writers.forEach(Thread::interrupt);
            }
            FlushResult result = log.close(Logs.SOON);

            assertThat(result.written()).isEqualTo(2_000);
            assertThat(result.dropped()).isZero();
            assertThat(Collections.unmodifiableList(Logs.numbers(directory)))
                    .containsAll(LongStream.range(0, 2_000).boxed().toList());
        }
    }

    @Test
    void syncsAtMostEveryInterval() throws IOException {
        AtomicLong nanos = new AtomicLong();
        StreamWriter stream = stream(nanos::get, Duration.ofSeconds(1));
        append(stream, 1);
        Logs.await(() -> stream.counts().written() == 1);
        nanos.set(999_999_999);
        append(stream, 2);
        Logs.await(() -> stream.counts().written() == 2);
        assertThat(disk.forced()).isEmpty();
        nanos.set(1_000_000_000);
        Logs.await(() -> stream.flush(Duration.ZERO).durable() == 2);

        assertThat(disk.forced()).hasSize(1);
        stream.close(Logs.SOON);
        assertThat(disk.forced()).hasSize(1);
    }

    @Test
    void whenTheWriterItselfBreaksNobodyWaitsForEver() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        StreamWriter stream = stream(
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no clock");
                    }
                    return System.nanoTime();
                },
                Duration.ofSeconds(1));
        append(stream, 1);
        stream.flush(Logs.SOON);
        broken.set(true);
        append(stream, 2);
        FlushResult result = stream.flush(Logs.SOON);

        assertThat(result.complete()).isFalse();
        Logs.await(() -> stream.fault() != null);
        assertThat(stream.fault()).contains("the writer of the log has ended", "no clock", "open the home again");
        assertThat(append(stream, 3)).isEqualTo(LogReceipt.REJECTED);
        FlushResult end = stream.close(Logs.SOON);
        assertThat(end.written() + end.dropped()).isEqualTo(3);
    }
}
