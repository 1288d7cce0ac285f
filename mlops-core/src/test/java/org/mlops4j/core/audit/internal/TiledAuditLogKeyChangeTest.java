package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.Checkpoints;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

/** Three entries signed with one key, then the provider has another. */
class TiledAuditLogKeyChangeTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final SeededKeys keys = new SeededKeys(1);
    private final TiledAuditLog log = open(directory);
    private Checkpoint first;
    private String firstKey;

    private TiledAuditLog open(MemoryDirectory target) {
        return TiledAuditLog.open(target, keys, Fixtures.CLOCK, Fixtures.ORIGIN);
    }

    @BeforeEach
    void rotate() {
        Fixtures.fill(log, 3);
        first = log.checkpoint();
        firstKey = log.verifierKey();
        keys.rotate(2);
    }

    @Test
    void tellsOfTheNewKeyInTheLog() {
        log.checkpoint();
        assertThat(log.entries(3, 4).map(RecordedEntry::entry))
                .containsExactly(new AuditEntry(
                        Fixtures.NOW,
                        Actor.service("mlops"),
                        "checkpoint-key.change",
                        Ref.of("audit-log", Fixtures.ORIGIN),
                        "the key provider has a newer key",
                        Map.of("from", firstKey, "to", log.verifierKey())));
    }

    @Test
    void signsTheChangeWithBothKeys() {
        Checkpoint change = log.checkpoint();
        assertThat(log.verifierKey()).isNotEqualTo(firstKey);
        assertThat(Checkpoints.parse(change.note(), firstKey)).isEqualTo(change);
        assertThat(Checkpoints.parse(change.note(), log.verifierKey())).isEqualTo(change);
    }

    @Test
    void signsWithTheNewKeyAloneFromThenOn() {
        log.checkpoint();
        Fixtures.fill(log, 1);
        Checkpoint later = log.checkpoint();
        assertThat(Checkpoints.parse(later.note(), log.verifierKey())).isEqualTo(later);
        assertThatThrownBy(() -> Checkpoints.parse(later.note(), firstKey)).isInstanceOf(IntegrityException.class);
        assertThat(later.note().lines().filter(line -> line.startsWith("\u2014")))
                .hasSize(1);
    }

    @Test
    void tellsOfItOnce() {
        Checkpoint change = log.checkpoint();
        assertThat(log.checkpoint()).isEqualTo(change);
        assertThat(open(directory).checkpoint()).isEqualTo(change);
        assertThat(log.size()).isEqualTo(4);
    }

    @Test
    void keepsCheckpointsOfTheOldKeyValid() {
        Checkpoint change = log.checkpoint();
        Fixtures.fill(log, 3);
        Checkpoint later = log.checkpoint();
        assertThat(log.verify(List.of(first, change, later)).problems()).isEmpty();
    }

    @Test
    void rejectsCheckpointsOfAKeyThatIsForgotten() {
        log.checkpoint();
        keys.destroy(1);
        assertThat(log.verify(List.of(first)).problems())
                .containsExactly(
                        "anchored checkpoint of 3 entries: not signed by a known key of [" + Fixtures.ORIGIN + "]");
    }

    @Test
    void tellsOfItOnceWhenSigningFailsInBetween() throws IOException {
        FaultyDirectory faulty = new FaultyDirectory(directory);
        TiledAuditLog failing = TiledAuditLog.open(faulty, keys, Fixtures.CLOCK, Fixtures.ORIGIN);
        // Truncate, write and force of the entry, the force before signing, then the first tile.
        faulty.failAt(5);
        assertThatThrownBy(failing::checkpoint).hasMessageContaining("disk is full");
        assertThat(failing.size()).isEqualTo(4);
        assertThat(failing.checkpoint().size()).isEqualTo(4);
        assertThat(failing.verify().problems()).isEmpty();
    }

    /** A key that nobody was told of could be anybody's. */
    @Test
    void refusesAKeyWhosePredecessorIsGone() {
        keys.destroy(1);
        Fixtures.fill(log, 1);
        assertThatThrownBy(log::checkpoint)
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("is signed by no key that the key provider has");
        assertThatThrownBy(() -> open(directory).size())
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("not signed by a known key");
    }
}
