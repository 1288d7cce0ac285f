package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

class TiledAuditLogTest {

    @TempDir
    private Path home;

    private Directory directory(boolean onDisk) throws IOException {
        return onDisk ? DiskDirectory.open(home) : new MemoryDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void returnsWhatWasAppended(boolean onDisk) throws IOException {
        try (Directory directory = directory(onDisk);
                TiledAuditLog log = Fixtures.open(directory)) {
            RecordedEntry recorded = log.append(Fixtures.ADA, "alias.move", Ref.of("alias", "credit"), "better");
            assertThat(recorded.index()).isZero();
            assertThat(recorded.entry())
                    .isEqualTo(new AuditEntry(
                            Fixtures.NOW, Fixtures.ADA, "alias.move", Ref.of("alias", "credit"), "better", Map.of()));
            assertThat(Fixtures.all(log)).containsExactly(recorded);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasAllEntriesAfterReopening(boolean onDisk) throws IOException {
        try (Directory directory = directory(onDisk)) {
            List<RecordedEntry> before;
            try (TiledAuditLog log = Fixtures.open(directory)) {
                Fixtures.fill(log, 300);
                before = Fixtures.all(log);
            }
            try (TiledAuditLog log = Fixtures.open(directory)) {
                Fixtures.fill(log, 1);
                assertThat(Fixtures.all(log).subList(0, 300)).isEqualTo(before);
                assertThat(log.size()).isEqualTo(301);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasAllEntriesAfterAnEndWithoutClosing(boolean onDisk) throws IOException {
        try (Directory directory = directory(onDisk)) {
            Fixtures.fill(Fixtures.open(directory), 300);
            TiledAuditLog log = Fixtures.open(directory);
            assertThat(Fixtures.all(log)).hasSize(300);
            assertThat(log.verify().problems()).isEmpty();
        }
    }

    @Test
    void numbersEntriesFromZeroInOrder() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 600);
        List<RecordedEntry> all = Fixtures.all(log);
        for (int i = 0; i < 600; i++) {
            assertThat(all.get(i).index()).isEqualTo(i);
            assertThat(all.get(i).entry()).isEqualTo(Fixtures.entry(i));
        }
    }

    @Test
    void returnsAnyRange() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 600);
        for (long[] range : new long[][] {{0, 0}, {0, 1}, {255, 257}, {256, 512}, {511, 600}, {590, 600}, {600, 600}}) {
            try (var entries = log.entries(range[0], range[1])) {
                assertThat(entries.map(RecordedEntry::index))
                        .containsExactlyElementsOf(
                                LongStream.range(range[0], range[1]).boxed().toList());
            }
        }
    }

    @Test
    void refusesARangeBehindTheEnd() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 3);
        assertThatThrownBy(() -> log.entries(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> log.entries(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> log.entries(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void findsTheEntriesAboutAThing() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 300);
        assertThat(log.about("alias", "credit:7"))
                .extracting(RecordedEntry::index)
                .containsExactly(7L);
        assertThat(log.about("model", "credit:7")).isEmpty();
    }

    @Test
    void isEmptyAtFirst() {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        assertThat(log.size()).isZero();
        assertThat(Fixtures.all(log)).isEmpty();
        assertThat(log.lastCheckpoint()).isEmpty();
        assertThat(log.verify().isIntact()).isTrue();
        assertThat(directory.list("audit")).isEmpty();
    }

    @Test
    void signsAnEmptyLog() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Checkpoint checkpoint = log.checkpoint();
        assertThat(checkpoint.size()).isZero();
        // SHA-256 of nothing, the root of an empty tree in RFC 6962.
        assertThat(checkpoint.root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void signsByItselfAfter256Entries() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 255);
        assertThat(log.lastCheckpoint()).isEmpty();
        Fixtures.fill(log, 1);
        assertThat(log.lastCheckpoint().orElseThrow().size()).isEqualTo(256);
    }

    @Test
    void signsWhatItHoldsWhenItIsClosed() {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 3);
        log.close();
        assertThat(Fixtures.open(directory).lastCheckpoint().orElseThrow().size())
                .isEqualTo(3);
        assertThat(directory.list("audit/pending")).isEmpty();
    }

    @Test
    void changesNothingWhenItWasOnlyRead() {
        MemoryDirectory directory = new MemoryDirectory();
        Fixtures.fill(Fixtures.open(directory), 3);
        TiledAuditLog log = Fixtures.open(directory);
        assertThat(log.size()).isEqualTo(3);
        log.close();
        assertThat(log.lastCheckpoint()).isEmpty();
    }

    @Test
    void signsNothingNewWhenNothingWasAdded() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 3);
        assertThat(log.checkpoint()).isEqualTo(log.checkpoint());
    }

    @Test
    void signsAgainWithANewKey() {
        SeededKeys keys = new SeededKeys(1);
        TiledAuditLog log = TiledAuditLog.open(new MemoryDirectory(), keys, Fixtures.CLOCK, Fixtures.ORIGIN);
        Fixtures.fill(log, 3);
        Checkpoint first = log.checkpoint();
        String firstKey = log.verifierKey();
        keys.rotate(2);
        Checkpoint second = log.checkpoint();
        assertThat(log.verifierKey()).isNotEqualTo(firstKey);
        assertThat(second.root()).isEqualTo(first.root());
        assertThat(second.note()).isNotEqualTo(first.note());
        assertThat(log.verify(List.of(first)).problems()).isEmpty();
    }

    @Test
    void refusesEntriesAfterItWasClosed() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 1);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(Fixtures.entry(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the audit log is closed");
        assertThatThrownBy(log::checkpoint).isInstanceOf(IllegalStateException.class);
        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void saysWhenAnEntryIsTooLarge() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        assertThatThrownBy(() -> log.append(Fixtures.ADA, "a", Ref.of("b", "c"), "x".repeat(65_535)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("audit entry 'a' must have at most 65535 bytes as JSON but has 65[0-9]{3}; "
                        + "keep the content elsewhere and its digest in the entry");
        assertThat(log.size()).isZero();
    }

    @Test
    void keepsTheLargestEntry() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        int overhead = AuditJson.encode(
                        new AuditEntry(Fixtures.NOW, Fixtures.ADA, "a", Ref.of("b", "c"), "x", Map.of()))
                .length;
        String reason = "x".repeat(65_535 - overhead + 1);
        log.append(Fixtures.ADA, "a", Ref.of("b", "c"), reason);
        log.checkpoint();
        assertThat(Fixtures.all(log).get(0).entry().reason()).isEqualTo(reason);
        assertThatThrownBy(() -> log.append(Fixtures.ADA, "a", Ref.of("b", "c"), reason + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesANameWithSpaces() {
        assertThatThrownBy(() -> TiledAuditLog.open(new MemoryDirectory(), new SeededKeys(1), Fixtures.CLOCK, "my log"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name of a log must be like example.com/audit");
    }

    @Test
    void refusesALogOfAnotherName() {
        MemoryDirectory directory = new MemoryDirectory();
        SeededKeys keys = new SeededKeys(1);
        Fixtures.open(directory).checkpoint();
        TiledAuditLog other = TiledAuditLog.open(directory, keys, Fixtures.CLOCK, "example.com/other");
        assertThatThrownBy(other::size)
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("not signed by a known key of [example.com/other]");
    }

    @Test
    void readsADirectoryThatCannotBeWritten() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog writer = Fixtures.open(directory);
        Fixtures.fill(writer, 300);
        TiledAuditLog log = Fixtures.open(new ReadOnlyDirectory(directory));
        assertThat(Fixtures.all(log)).hasSize(300);
        assertThat(log.verify(List.of(writer.lastCheckpoint().orElseThrow())).isIntact())
                .isTrue();
        assertThat(log.proveInclusion(7, log.lastCheckpoint().orElseThrow()).hashes())
                .hasSize(8);
        assertThatThrownBy(() -> log.append(Fixtures.entry(300)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("open for reading only: its directory cannot be written to");
        assertThatThrownBy(log::checkpoint).isInstanceOf(UncheckedIOException.class);
        log.close();
    }

    @Test
    void addsNothingWhenTheDiskRefuses() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        FaultyDirectory faulty = new FaultyDirectory(directory);
        TiledAuditLog log = Fixtures.open(faulty);
        Fixtures.fill(log, 2);
        for (int step = 1; step <= 3; step++) {
            faulty.failAt(step);
            assertThatThrownBy(() -> log.append(Fixtures.entry(2)))
                    .as("failure at write %d", step)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("disk is full");
            assertThat(log.size()).isEqualTo(2);
            assertThat(Fixtures.open(directory).size()).isEqualTo(2);
        }
        Fixtures.fill(log, 1);
        assertThat(log.verify().problems()).isEmpty();
        assertThat(log.size()).isEqualTo(3);
    }

    @Test
    void keepsAppendingWhenNothingCanBeSigned() {
        MemoryDirectory directory = new MemoryDirectory();
        SeededKeys keys = new SeededKeys(1);
        TiledAuditLog log = TiledAuditLog.open(directory, keys, Fixtures.CLOCK, Fixtures.ORIGIN);
        keys.destroy(1);
        Fixtures.fill(log, 520);
        assertThat(log.size()).isEqualTo(520);
        keys.rotate(2);
        assertThat(log.checkpoint().size()).isEqualTo(520);
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void keepsTheInterruptOfItsCaller() {
        TiledAuditLog log = Fixtures.open(openDisk());
        Thread.currentThread().interrupt();
        Fixtures.fill(log, 1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.size()).isEqualTo(1);
    }

    private Directory openDisk() {
        try {
            return DiskDirectory.open(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void makesItsKeyOnFirstUse() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        try (TiledAuditLog log =
                TiledAuditLog.open(directory, new DirectoryKeyProvider(directory), Fixtures.CLOCK, Fixtures.ORIGIN)) {
            Fixtures.fill(log, 1);
        }
        TiledAuditLog again =
                TiledAuditLog.open(directory, new DirectoryKeyProvider(directory), Fixtures.CLOCK, Fixtures.ORIGIN);
        assertThat(again.verify().problems()).isEmpty();
    }
}
