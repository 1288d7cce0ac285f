package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.ForwardingDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;

/** Several logs over one directory, and several threads on each. */
class TiledAuditLogSharingTest {

    @TempDir
    private Path home;

    private Directory directory(boolean onDisk) throws IOException {
        return onDisk ? DiskDirectory.open(home) : new MemoryDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appendsInTurn(boolean onDisk) throws IOException {
        try (Directory directory = directory(onDisk);
                TiledAuditLog one = Fixtures.open(directory);
                TiledAuditLog two = Fixtures.open(directory)) {
            for (int i = 0; i < 600; i++) {
                assertThat((i % 2 == 0 ? one : two).append(Fixtures.entry(i)).index())
                        .isEqualTo(i);
            }
            assertThat(Fixtures.all(one)).isEqualTo(Fixtures.all(two)).hasSize(600);
            assertThat(one.verify().problems()).isEmpty();
        }
    }

    @Test
    void appendsInTurnThroughTwoOpenDirectories() throws IOException {
        try (Directory first = directory(true);
                Directory second = directory(true);
                TiledAuditLog one = Fixtures.open(first);
                TiledAuditLog two = Fixtures.open(second)) {
            for (int i = 0; i < 300; i++) {
                assertThat((i % 3 == 0 ? one : two).append(Fixtures.entry(i)).index())
                        .isEqualTo(i);
            }
            assertThat(one.verify().problems()).isEmpty();
        }
    }

    @Test
    void seesWhatAnotherAddsAtOnce() {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog writer = Fixtures.open(directory);
        TiledAuditLog reader = Fixtures.open(directory);
        for (int i = 0; i < 300; i++) {
            RecordedEntry recorded = writer.append(Fixtures.entry(i));
            assertThat(reader.size()).isEqualTo(i + 1);
            try (var last = reader.entries(i, i + 1)) {
                assertThat(last).containsExactly(recorded);
            }
        }
    }

    /** Between any two looks of a reader, a writer may sign the entries and remove their file. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void seesEntriesThatAreSignedWhileItLooks(int look) {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog writer = Fixtures.open(directory);
        Fixtures.fill(writer, 3);
        LookedAtDirectory lookedAt = new LookedAtDirectory(directory);
        TiledAuditLog reader = Fixtures.open(lookedAt);
        lookedAt.before(look, writer::checkpoint);
        assertThat(reader.size()).isEqualTo(3);
    }

    /** Does something before the look of a number, from 1. */
    private static final class LookedAtDirectory extends ForwardingDirectory {

        private int looks;
        private int at;
        private Runnable action;

        LookedAtDirectory(Directory target) {
            super(target);
        }

        void before(int look, Runnable then) {
            looks = 0;
            at = look;
            action = then;
        }

        private void look() {
            if (++looks == at) {
                action.run();
            }
        }

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            look();
            return super.read(path);
        }

        @Override
        public Optional<InputStream> open(String path) throws IOException {
            look();
            return super.open(path);
        }

        @Override
        public long size(String path) throws IOException {
            look();
            return super.size(path);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingWithFourThreadsOnTwoLogs(boolean onDisk) throws Exception {
        try (Directory directory = directory(onDisk);
                TiledAuditLog one = Fixtures.open(directory);
                TiledAuditLog two = Fixtures.open(directory)) {
            int each = 200;
            List<Callable<List<RecordedEntry>>> tasks = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                TiledAuditLog log = t % 2 == 0 ? one : two;
                int first = t * each;
                tasks.add(() -> {
                    List<RecordedEntry> mine = new ArrayList<>();
                    for (int i = first; i < first + each; i++) {
                        mine.add(log.append(Fixtures.entry(i)));
                    }
                    return mine;
                });
            }
            List<RecordedEntry> recorded = run(tasks);
            assertThat(recorded)
                    .extracting(RecordedEntry::index)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 4 * each).boxed().toList());
            assertThat(Fixtures.all(one)).containsExactlyInAnyOrderElementsOf(recorded);
            assertThat(two.verify().problems()).isEmpty();
        }
    }

    @Test
    void forcesTheEntriesOfWaitingThreadsTogether() throws Exception {
        MemoryDirectory directory = new MemoryDirectory();
        FaultyDirectory counting = new FaultyDirectory(directory);
        TiledAuditLog log = Fixtures.open(counting);
        List<Thread> threads = new ArrayList<>();
        try (Directory.Held held = directory.lock("audit")) {
            assertThat(held).isNotNull();
            for (int i = 0; i < 9; i++) {
                int number = i;
                Thread thread = new Thread(() -> log.append(Fixtures.entry(number)));
                threads.add(thread);
                thread.start();
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(log.size()).isEqualTo(9);
        // The first alone, the other eight together: each time truncate, write, force.
        assertThat(counting.writes()).isEqualTo(2 * 3);
    }

    @Test
    void readsAndVerifiesWhileOthersWrite() throws Exception {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog writer = Fixtures.open(directory);
        TiledAuditLog reader = Fixtures.open(directory);
        List<Callable<List<RecordedEntry>>> tasks = new ArrayList<>();
        tasks.add(() -> {
            Fixtures.fill(writer, 1500);
            return List.of();
        });
        tasks.add(() -> {
            long before = 0;
            while (before < 1500) {
                List<RecordedEntry> all = Fixtures.all(reader);
                assertThat(all.size()).isGreaterThanOrEqualTo((int) before);
                before = all.size();
            }
            return List.of();
        });
        tasks.add(() -> {
            AuditVerification verification = reader.verify();
            while (verification.entries() < 1500) {
                assertThat(verification.problems()).isEmpty();
                verification = reader.verify();
            }
            return List.of();
        });
        run(tasks);
        assertThat(reader.verify().problems()).isEmpty();
    }

    private static List<RecordedEntry> run(List<Callable<List<RecordedEntry>>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<RecordedEntry> all = new ArrayList<>();
            for (Future<List<RecordedEntry>> result : threads.invokeAll(tasks)) {
                all.addAll(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
