package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.SwitchedDirectory;
import org.mlops4j.core.io.internal.SwitchedDirectory.Operation;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.LogStats;

/** A disk that fails, for a while or for good. */
@Timeout(60)
class StreamFaultsTest {

    private static final Duration BRIEFLY = Duration.ofMillis(50);

    private final MemoryDirectory memory = new MemoryDirectory();
    private final SwitchedDirectory disk = new SwitchedDirectory(memory);

    private LogStats statsOf() throws IOException {
        StreamedPredictionLog reader = Logs.reader(memory);
        try {
            return reader.stats();
        } finally {
            reader.close(Logs.SOON);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "WRITE"})
    void whatAFullDiskRefusesIsKeptAndWrittenOnceThereIsRoom(Operation operation) throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.fail(operation);
        for (long i = 0; i < 100; i++) {
            assertThat(log.log(Logs.record(i))).isEqualTo(LogReceipt.ACCEPTED);
        }
        assertThat(log.flush(BRIEFLY)).isEqualTo(new FlushResult(0, 0, 0, false));
        assertThat(log.fault()).contains("java.io.IOException: No space left on device");
        disk.repair();
        log.log(Logs.record(100));

        assertThat(log.flush(Logs.SOON)).isEqualTo(new FlushResult(101, 101, 0, true));
        assertThat(log.fault()).isEmpty();
        log.close(Logs.SOON);
        assertThat(memory.list("streams/one")).containsExactly("000000000001.seg");
        assertThat(Logs.numbers(memory))
                .isEqualTo(LongStream.range(0, 101).boxed().toList());
        assertThat(statsOf().damages()).isEmpty();
    }

    @Test
    void theDiskIsTriedAgainWithoutAnybodyAsking() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.fail(Operation.WRITE);
        log.log(Logs.record(1));
        Logs.await(() -> log.fault().isPresent());
        disk.repair();

        Logs.await(() -> log.fault().isEmpty());
        assertThat(log.stats().written()).isEqualTo(1);
        log.close(Logs.SOON);
    }

    @Test
    void whatFindsNoRoomIsCountedAndTheCountIsWrittenIntoTheLog() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.fail(Operation.WRITE);
        long accepted = 0;
        long dropped = 0;
        while (dropped < 10) {
            LogReceipt receipt = log.log(Logs.large(accepted));
            accepted += receipt == LogReceipt.ACCEPTED ? 1 : 0;
            dropped += receipt == LogReceipt.DROPPED ? 1 : 0;
        }
        assertThat(log.stats().dropped()).isEqualTo(dropped);
        assertThat(log.stats().accepted()).isEqualTo(accepted);
        disk.repair();
        FlushResult result = log.close(Logs.SOON);

        assertThat(result).isEqualTo(new FlushResult(accepted, accepted, dropped, true));
        assertThat(statsOf().dropped()).isEqualTo(dropped);
        assertThat(statsOf().predictions()).isEqualTo(accepted);
        assertThat(Logs.ids(memory))
                .isEqualTo(LongStream.range(0, accepted).boxed().toList());
    }

    /** Every write fails half-way and what it left cannot be cut off: nothing is lost, though some may be there twice. */
    @Test
    void whenHalfARecordCannotBeCutOffTheLogGoesOnInANewSegment() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        for (long i = 0; i < 10; i++) {
            log.log(Logs.record(i));
        }
        log.flush(Logs.SOON);
        disk.fail(Operation.TRUNCATE);
        disk.fail(Operation.WRITE);
        for (long i = 10; i < 20; i++) {
            log.log(Logs.record(i));
        }
        log.flush(BRIEFLY);
        disk.repair();

        assertThat(log.flush(Logs.SOON)).isEqualTo(new FlushResult(20, 20, 0, true));
        log.close(Logs.SOON);
        assertThat(memory.list("streams/one")).hasSizeGreaterThan(1);
        assertThat(new HashSet<>(Logs.numbers(memory)))
                .isEqualTo(Set.copyOf(LongStream.range(0, 20).boxed().toList()));
        assertThat(statsOf().damages())
                .isNotEmpty()
                .allSatisfy(damage ->
                        assertThat(damage).startsWith("segment streams/one/").contains("torn frame"));
    }

    @Test
    void aFailedSyncIsNotTriedAgainOnTheSameFile() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        log.logDurably(Logs.record(1));
        disk.fail(Operation.FORCE);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> log.logDurably(Logs.record(2)))
                .withMessageContaining("not certain that the record is durable")
                .withMessageContaining("No space left on device");
        disk.repair();
        log.logDurably(Logs.record(3));
        FlushResult result = log.close(Logs.SOON);

        String first = "streams/one/000000000001.seg";
        assertThat(disk.forced()).startsWith(first, first, "streams/one/000000000002.seg");
        assertThat(disk.forced().subList(2, disk.forced().size())).doesNotContain(first);
        assertThat(result).isEqualTo(new FlushResult(3, 2, 0, false));
        assertThat(Logs.numbers(memory)).containsExactly(1L, 2L, 3L);
        assertThat(statsOf().damages())
                .singleElement()
                .asString()
                .contains("streams/one/000000000002.seg", "1 records written before", "in doubt");
    }

    @Test
    void everySyncFailsForAWhileAndEachCallerIsTold() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.fail(Operation.FORCE);
        for (long i = 0; i < 5; i++) {
            long number = i;
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> log.logDurably(Logs.record(number)));
        }
        disk.repair();
        log.logDurably(Logs.record(5));

        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(6, 1, 0, false));
        assertThat(disk.forced().subList(0, 5)).doesNotHaveDuplicates();
        assertThat(Logs.numbers(memory)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aDurableRecordIsRefusedWhileTheDiskIsFull() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        disk.fail(Operation.WRITE);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> log.logDurably(Logs.record(1)));
        while (log.log(Logs.large(2)) != LogReceipt.DROPPED) {
            continue;
        }
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> log.logDurably(Logs.large(3)))
                .withMessageContaining("No space left on device");
        disk.repair();

        assertThat(log.flush(Logs.SOON).complete()).isTrue();
        log.logDurably(Logs.record(4));
        log.close(Logs.SOON);
        assertThat(Logs.ids(memory)).startsWith(1L, 2L).endsWith(2L, 4L).doesNotContain(3L);
    }

    @Test
    void theWriterOutlivesWhateverTheDiskThrows() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        for (Operation operation : List.of(Operation.OPEN, Operation.WRITE, Operation.FORCE)) {
            for (Throwable failure : List.of(new IllegalStateException("odd"), new OutOfMemoryError("none left"))) {
                disk.fail(operation, () -> failure);
                log.log(Logs.record(1));
                log.flush(BRIEFLY);
                disk.repair();
                log.flush(Logs.SOON);
            }
        }
        log.logDurably(Logs.record(2));

        assertThat(log.close(Logs.SOON).dropped()).isZero();
        assertThat(Logs.numbers(memory)).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 2L);
    }

    @Test
    void closingWithAFailingDiskSaysWhatIsLost() throws IOException {
        StreamedPredictionLog log = Logs.open(disk, "one");
        log.logDurably(Logs.record(1));
        disk.fail(Operation.WRITE);
        log.log(Logs.record(2));
        log.log(Logs.record(3));

        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(1, 1, 2, false));
        assertThat(Logs.numbers(memory)).containsExactly(1L);
    }

    /** Each write, sync and cut fails once, in turn: as long as the process lives nothing is lost or doubled. */
    @Test
    void oneFailureAnywhereLosesNothing() throws IOException {
        boolean failed = true;
        for (int at = 1; failed; at++) {
            MemoryDirectory target = new MemoryDirectory();
            FaultyDirectory faulty = new FaultyDirectory(target);
            StreamedPredictionLog log = Logs.open(faulty, "one");
            faulty.failAt(at);
            List<Long> certain = fill(log);
            FlushResult result = log.close(Logs.SOON);
            failed = faulty.writes() >= at;

            assertThat(result.written()).as("failure at %d", at).isEqualTo(6);
            assertThat(Logs.numbers(target)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(certain).hasSizeGreaterThanOrEqualTo(failed ? 5 : 6);
        }
    }

    /** The process is killed, or the machine loses power, at each write: what was acknowledged as durable is there. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsDurableOutlivesAKillAtAnyWrite(boolean powerLoss) throws IOException {
        boolean killed = true;
        for (int at = 1; killed; at++) {
            MemoryDirectory target = new MemoryDirectory();
            FaultyDirectory faulty = new FaultyDirectory(target);
            StreamedPredictionLog log = Logs.open(faulty, "one");
            faulty.killAt(at, powerLoss);
            List<Long> certain = fill(log);
            log.close(Logs.SOON);
            killed = faulty.writes() >= at;
            List<Long> found = Logs.numbers(target);

            assertThat(found).as("killed at write %d", at).containsAll(certain).doesNotHaveDuplicates();
            assertThat(found)
                    .isEqualTo(LongStream.range(0, found.size()).boxed().toList());
            assertThat(certain.size() == 6).isNotEqualTo(killed);
        }
    }

    /** Logs six records, and gives those that are durable for certain. */
    private static List<Long> fill(StreamedPredictionLog log) {
        List<Long> certain = new ArrayList<>();
        for (long i = 0; i < 6; i++) {
            try {
                log.logDurably(Logs.record(i));
                certain.add(i);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("not certain");
            }
        }
        return certain;
    }
}
