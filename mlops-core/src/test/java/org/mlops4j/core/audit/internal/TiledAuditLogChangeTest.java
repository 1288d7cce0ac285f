package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Digest;

/** An entry and the document it tells of: both or neither. */
class TiledAuditLogChangeTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TiledAuditLog log = Fixtures.open(directory);

    /** Writes a document, and can be made to stop before or behind that. */
    private static final class Write implements Change {

        private final Directory directory;
        private final String key;
        private final String content;
        private final Throwable before;
        private final Throwable after;

        Write(Directory directory, String key, String content, Throwable before, Throwable after) {
            this.directory = directory;
            this.key = key;
            this.content = content;
            this.before = before;
            this.after = after;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public Digest content() {
            return Digest.of(content.getBytes(UTF_8));
        }

        @Override
        public void apply() throws IOException {
            stop(before);
            directory.replace(key, content.getBytes(UTF_8));
            stop(after);
        }

        private static void stop(Throwable reason) throws IOException {
            if (reason instanceof Error error) {
                throw error;
            }
            if (reason instanceof RuntimeException exception) {
                throw exception;
            }
            if (reason instanceof IOException exception) {
                throw exception;
            }
        }
    }

    private Write write(String content, Throwable before, Throwable after) {
        return new Write(directory, "facts/alias", content, before, after);
    }

    private Optional<String> document() {
        return directory.read("facts/alias").map(bytes -> new String(bytes, UTF_8));
    }

    @Test
    void makesTheChangeAndAddsTheEntry() {
        RecordedEntry recorded = log.append(Fixtures.entry(0), write("one", null, null));
        assertThat(document()).hasValue("one");
        assertThat(Fixtures.all(log)).containsExactly(recorded);
        assertThat(Fixtures.all(Fixtures.open(directory))).containsExactly(recorded);
    }

    /** A store may take the lock of its document; with 64 lock files, some of these keys share that of the log. */
    @Test
    void letsAChangeLockAnyDocument(@TempDir Path home) throws IOException {
        try (DiskDirectory disk = DiskDirectory.open(home);
                TiledAuditLog onDisk = Fixtures.open(disk)) {
            for (int i = 0; i < 200; i++) {
                String key = "facts/" + i;
                Write write = new Write(disk, key, "one", null, null);
                onDisk.append(Fixtures.entry(i), new Locked(disk, write));
            }
            assertThat(onDisk.size()).isEqualTo(200);
        }
    }

    /** Makes a change under the lock of its document. */
    private static final class Locked implements Change {

        private final Directory directory;
        private final Change change;

        Locked(Directory directory, Change change) {
            this.directory = directory;
            this.change = change;
        }

        @Override
        public String key() {
            return change.key();
        }

        @Override
        public Digest content() {
            return change.content();
        }

        @Override
        public void apply() throws IOException {
            Directory.Held held = directory.lock(key());
            try {
                change.apply();
            } finally {
                held.close();
            }
        }
    }

    @Test
    void addsNothingWhenTheChangeFails() {
        RuntimeException conflict = new IllegalStateException("conflict");
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", conflict, null)))
                .isSameAs(conflict);
        assertThat(document()).isEmpty();
        assertThat(log.size()).isZero();
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void refusesEntriesFromWithinAChange() {
        Change nested = new Change() {
            @Override
            public String key() {
                return "facts/alias";
            }

            @Override
            public Digest content() {
                return Digest.of("one".getBytes(UTF_8));
            }

            @Override
            public void apply() {
                assertThat(log.size()).isZero();
                assertThatThrownBy(log::checkpoint).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> log.append(Fixtures.entry(1), write("two", null, null)))
                        .isInstanceOf(IllegalStateException.class);
                log.append(Fixtures.entry(1));
            }
        };
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), nested))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a change must not write to the audit log that tells of it");
        assertThat(log.append(Fixtures.entry(0)).index()).isZero();
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void usesTheIndexOfAFailedChangeAgain() {
        Fixtures.fill(log, 3);
        assertThatThrownBy(() -> log.append(Fixtures.entry(3), write("one", new IOException("full"), null)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("audit entry 'alias.move' could not be added: full");
        assertThat(log.append(Fixtures.entry(3)).index()).isEqualTo(3);
        assertThat(Fixtures.all(Fixtures.open(directory))).hasSize(4);
    }

    @Test
    void addsTheEntryWhenTheChangeWasMadeAndThenFailed() {
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", null, new IOException("late"))))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(document()).hasValue("one");
        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void showsNobodyAnEntryInDoubt() {
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", null, new StackOverflowError())))
                .isInstanceOf(StackOverflowError.class);
        assertThat(log.size()).isZero();
        assertThat(Fixtures.all(Fixtures.open(directory))).isEmpty();
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void addsAnEntryInDoubtOnceItsChangeIsFound() {
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", null, new StackOverflowError())))
                .isInstanceOf(StackOverflowError.class);
        TiledAuditLog next = Fixtures.open(directory);
        assertThat(next.append(Fixtures.entry(1)).index()).isEqualTo(1);
        assertThat(Fixtures.all(next))
                .extracting(RecordedEntry::entry)
                .containsExactly(Fixtures.entry(0), Fixtures.entry(1));
        assertThat(Fixtures.all(log)).isEqualTo(Fixtures.all(next));
    }

    @Test
    void dropsAnEntryInDoubtOnceItsChangeIsNotFound() {
        log.append(Fixtures.entry(0), write("one", null, null));
        assertThatThrownBy(() -> log.append(Fixtures.entry(1), write("two", new StackOverflowError(), null)))
                .isInstanceOf(StackOverflowError.class);
        TiledAuditLog next = Fixtures.open(directory);
        assertThat(next.append(Fixtures.entry(2)).index()).isEqualTo(1);
        assertThat(Fixtures.all(log))
                .extracting(RecordedEntry::entry)
                .containsExactly(Fixtures.entry(0), Fixtures.entry(2));
    }

    @Test
    void settlesAnEntryInDoubtBeforeItSigns() {
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", null, new StackOverflowError())))
                .isInstanceOf(StackOverflowError.class);
        assertThat(Fixtures.open(directory).checkpoint().size()).isEqualTo(1);
    }

    @Test
    void asksTheProbeWhatADocumentHolds() {
        List<String> asked = new ArrayList<>();
        Change elsewhere = new Write(new MemoryDirectory(), "alias-credit", "one", null, new StackOverflowError());
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), elsewhere)).isInstanceOf(StackOverflowError.class);
        TiledAuditLog next = Fixtures.open(directory);
        next.probe(key -> {
            asked.add(key);
            return Optional.of(elsewhere.content());
        });
        assertThat(next.append(Fixtures.entry(1)).index()).isEqualTo(1);
        assertThat(asked).containsExactly("alias-credit");
    }

    @Test
    void leavesAnEntryInDoubtWhileTheProbeFails() {
        assertThatThrownBy(() -> log.append(Fixtures.entry(0), write("one", null, new StackOverflowError())))
                .isInstanceOf(StackOverflowError.class);
        TiledAuditLog next = Fixtures.open(directory);
        next.probe(key -> {
            throw new IllegalStateException("store is away");
        });
        assertThatThrownBy(() -> next.append(Fixtures.entry(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("store is away");
        next.probe(key -> directory.read(key).map(Digest::of));
        assertThat(next.append(Fixtures.entry(1)).index()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesWithItsDocumentsWhenKilledAtAnyWrite(boolean powerLoss) {
        int killedAt = 0;
        boolean ended = false;
        while (!ended) {
            MemoryDirectory disk = new MemoryDirectory();
            FaultyDirectory faulty = new FaultyDirectory(disk);
            faulty.killAt(++killedAt, powerLoss);
            ended = changesBeforeKilled(faulty);

            TiledAuditLog next = Fixtures.open(disk);
            next.checkpoint();
            int documents = (int) disk.list("facts").size();
            assertThat(Fixtures.all(next).stream().map(e -> e.entry().subject().id()))
                    .as("killed at write %d", killedAt)
                    .containsExactlyElementsOf(disk.list("facts").stream()
                            .map(name -> "credit:" + name)
                            .toList());
            assertThat(next.size()).isEqualTo(documents);
            assertThat(next.verify().problems()).isEmpty();
        }
        assertThat(killedAt).isGreaterThan(5 * 6);
    }

    private static boolean changesBeforeKilled(FaultyDirectory faulty) {
        try {
            TiledAuditLog log = Fixtures.open(faulty);
            for (int i = 0; i < 5; i++) {
                log.append(Fixtures.entry(i), new Write(faulty, "facts/" + i, "content " + i, null, null));
            }
            log.checkpoint();
            return true;
        } catch (FaultyDirectory.Kill e) {
            // The next process finds what this one left.
            return false;
        }
    }

    @Test
    void countsTheEntryEvenIfItsMarkerCannotBeWritten() throws IOException {
        FaultyDirectory faulty = new FaultyDirectory(directory);
        TiledAuditLog unlucky = Fixtures.open(faulty);
        Fixtures.fill(unlucky, 1);
        // Truncate, write and force of the entry, the document, and truncate and write of the marker.
        faulty.failAt(6);
        RecordedEntry recorded = unlucky.append(Fixtures.entry(1), new Write(faulty, "facts/alias", "one", null, null));
        assertThat(recorded.index()).isEqualTo(1);
        assertThat(Fixtures.open(directory).size()).isEqualTo(1);
        assertThat(unlucky.append(Fixtures.entry(2)).index()).isEqualTo(2);
        assertThat(Fixtures.all(Fixtures.open(directory))).contains(recorded).hasSize(3);
    }

    @Test
    void cutsAChangeTornAtAnyByte() {
        log.append(Fixtures.entry(0), write("one", null, null));
        byte[] bytes = directory.read("audit/pending/0").orElseThrow();
        for (int length = 0; length <= bytes.length; length++) {
            MemoryDirectory torn = new MemoryDirectory();
            torn.replace("audit/pending/0", Arrays.copyOf(bytes, length));
            torn.replace("facts/alias", "one".getBytes(UTF_8));
            boolean isPrepared = length >= bytes.length - 9;
            assertThat(Fixtures.open(torn).checkpoint().size())
                    .as("cut at byte %d", length)
                    .isEqualTo(isPrepared ? 1 : 0);
        }
    }
}
