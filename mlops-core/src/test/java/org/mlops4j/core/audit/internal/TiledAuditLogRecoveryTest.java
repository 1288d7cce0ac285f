package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.IntegrityException;

/** What is there after a process ended at any point. */
class TiledAuditLogRecoveryTest {

    private static final String PENDING = "audit/pending/0";

    private static List<AuditEntry> entries(TiledAuditLog log) {
        return Fixtures.all(log).stream().map(RecordedEntry::entry).toList();
    }

    private static MemoryDirectory copy(Directory from) throws IOException {
        MemoryDirectory to = new MemoryDirectory();
        for (String file : Fixtures.files(from, "audit")) {
            to.replace(file, from.read(file).orElseThrow());
        }
        return to;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingWhenKilledAtAnyWrite(boolean powerLoss) throws IOException {
        MemoryDirectory filled = new MemoryDirectory();
        Fixtures.fill(Fixtures.open(filled), 250);
        int killedAt = 0;
        boolean ended = false;
        while (!ended) {
            MemoryDirectory directory = copy(filled);
            FaultyDirectory faulty = new FaultyDirectory(directory);
            faulty.killAt(++killedAt, powerLoss);
            List<RecordedEntry> acknowledged = new ArrayList<>();
            ended = endsBeforeKilled(faulty, acknowledged);

            TiledAuditLog log = Fixtures.open(directory);
            int size = (int) log.size();
            assertThat(size)
                    .as("killed at write %d", killedAt)
                    .isBetween(250 + acknowledged.size(), 251 + acknowledged.size());
            Fixtures.fill(log, 3);
            log.checkpoint();
            assertThat(Fixtures.all(log).subList(250, 250 + acknowledged.size()))
                    .isEqualTo(acknowledged);
            for (RecordedEntry entry : Fixtures.all(log)) {
                assertThat(entry.entry()).isEqualTo(Fixtures.entry((int) entry.index()));
            }
            assertThat(log.verify().problems())
                    .as("killed at write %d", killedAt)
                    .isEmpty();
        }
        // 10 appends of 3 writes, integrations of 6 and 5, and the try that ended: every step was tried.
        assertThat(killedAt).isEqualTo(42);
    }

    private static boolean endsBeforeKilled(FaultyDirectory faulty, List<RecordedEntry> acknowledged) {
        try {
            TiledAuditLog log = Fixtures.open(faulty);
            for (int i = 250; i < 260; i++) {
                acknowledged.add(log.append(Fixtures.entry(i)));
            }
            log.checkpoint();
            return true;
        } catch (FaultyDirectory.Kill e) {
            // What a killed process would have acknowledged is what came back before.
            return false;
        }
    }

    @Test
    void cutsATailTornAtAnyByte() throws IOException {
        MemoryDirectory whole = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(whole);
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            log.append(Fixtures.entry(i));
            ends.add(whole.size(PENDING));
        }
        byte[] bytes = whole.read(PENDING).orElseThrow();
        for (int length = 0; length <= bytes.length; length++) {
            MemoryDirectory torn = new MemoryDirectory();
            torn.replace(PENDING, Arrays.copyOf(bytes, length));
            long limit = length;
            int intact = (int) ends.stream().filter(end -> end <= limit).count();
            TiledAuditLog reopened = Fixtures.open(torn);
            assertThat(reopened.size()).as("cut at byte %d", length).isEqualTo(intact);
            Fixtures.fill(reopened, 2);
            assertThat(reopened.size()).isEqualTo(intact + 2);
            assertThat(entries(reopened).subList(0, intact))
                    .isEqualTo(entries(log).subList(0, intact));
            assertThat(reopened.verify().problems()).isEmpty();
        }
    }

    @Test
    void reportsATornTailUntilItIsCut() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        Fixtures.fill(Fixtures.open(directory), 2);
        byte[] bytes = directory.read(PENDING).orElseThrow();
        directory.replace(PENDING, Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(Fixtures.open(directory).verify().problems())
                .singleElement()
                .asString()
                .startsWith("audit/pending/0: torn frame at byte ");
    }

    @Test
    void cutsATailThatNeverReachedTheDisk() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        Fixtures.fill(Fixtures.open(directory), 2);
        byte[] bytes = directory.read(PENDING).orElseThrow();
        directory.replace(PENDING, Arrays.copyOf(bytes, bytes.length + 100));
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 1);
        assertThat(log.size()).isEqualTo(3);
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void refusesToCutWhatIntactEntriesFollow() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        Fixtures.fill(Fixtures.open(directory), 1);
        int firstEnd = (int) directory.size(PENDING);
        Fixtures.fill(Fixtures.open(directory), 2);
        byte[] bytes = directory.read(PENDING).orElseThrow();
        for (int i = 13; i < firstEnd; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x01;
            directory.replace(PENDING, damaged);
            TiledAuditLog log = Fixtures.open(directory);
            assertThatThrownBy(() -> log.append(Fixtures.entry(3)))
                    .as("byte %d", i)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("audit/pending/0: ")
                    .hasMessageContaining("frame at byte 13")
                    .hasMessageContaining("intact frames follow it");
            assertThat(directory.read(PENDING)).hasValue(damaged);
        }
    }

    @Test
    void refusesANewerFormat() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        Frames.put(frame, 0, 1, new byte[] {2, 0, 0, 0}, 0, 4);
        byte[] newer = Arrays.copyOf(frame.array(), frame.position());
        directory.replace(PENDING, newer);
        assertThatThrownBy(() -> Fixtures.open(directory).append(Fixtures.entry(0)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("audit/pending/0 has format 2 but this version reads 1");
        assertThat(directory.read(PENDING)).hasValue(newer);
    }

    @Test
    void passesOverPendingEntriesThatTheCheckpointCovers() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 5);
        byte[] pending = directory.read(PENDING).orElseThrow();
        log.checkpoint();
        directory.replace(PENDING, pending);
        TiledAuditLog reopened = Fixtures.open(directory);
        assertThat(reopened.size()).isEqualTo(5);
        assertThat(reopened.verify().problems()).isEmpty();
        Fixtures.fill(reopened, 1);
        assertThat(directory.list("audit/pending")).containsExactly("5");
    }

    @Test
    void refusesToGoOnBehindAnOlderCheckpoint() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 5);
        log.checkpoint();
        byte[] older = directory.read("audit/checkpoint").orElseThrow();
        Fixtures.fill(log, 5);
        log.checkpoint();
        Fixtures.fill(log, 5);
        directory.replace("audit/checkpoint", older);
        TiledAuditLog reopened = Fixtures.open(directory);
        assertThatThrownBy(() -> reopened.append(Fixtures.entry(5)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("audit/pending/10 begins behind the 5 entries");
        assertThat(reopened.verify().problems())
                .anyMatch(problem -> problem.contains("an older checkpoint was put back"))
                .anyMatch(problem -> problem.contains("holds entries behind the end of the log"));
    }

    @Test
    void refusesToSignATreeThatDoesNotExtendTheCheckpoint() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 10);
        Checkpoint before = log.checkpoint();
        String tile = "audit/tile/0/000.p/10";
        byte[] bytes = directory.read(tile).orElseThrow();
        bytes[40] ^= 0x01;
        directory.replace(tile, bytes);
        Fixtures.fill(log, 1);
        assertThatThrownBy(log::checkpoint)
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("nothing is signed on top of a changed log");
        assertThatThrownBy(log::close).isInstanceOf(IntegrityException.class);
        assertThat(Fixtures.open(directory).lastCheckpoint()).hasValue(before);
        assertThat(Fixtures.open(directory).size()).isEqualTo(11);
    }

    @Test
    void noticesThatItsOwnEntriesWereRemoved() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 3);
        byte[] three = directory.read(PENDING).orElseThrow();
        Fixtures.fill(log, 1);
        directory.replace(PENDING, three);
        assertThatThrownBy(() -> log.append(Fixtures.entry(4)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("audit/pending/0 ends before entry 3");
        assertThat(log.verify().problems()).anyMatch(problem -> problem.contains("ends before entry 3"));
    }

    @Test
    void leavesTheFilesOfACrashedIntegrationHarmless() throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 300);
        MemoryDirectory before = copy(directory);
        log.checkpoint();
        for (String file : Fixtures.files(directory, "audit/tile")) {
            before.replace(file, directory.read(file).orElseThrow());
        }
        TiledAuditLog reopened = Fixtures.open(before);
        assertThat(reopened.verify().problems()).isEmpty();
        assertThat(reopened.checkpoint()).isEqualTo(log.lastCheckpoint().orElseThrow());
    }
}
