package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.IntegrityException;

/** A log of 600 entries, 10 of them pending; what is changed in its files is found where it is. */
class TiledAuditLogVerifyTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private Checkpoint early;
    private Checkpoint late;

    @BeforeEach
    void fill() {
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 100);
        early = log.checkpoint();
        Fixtures.fill(log, 490);
        late = log.checkpoint();
        Fixtures.fill(log, 10);
    }

    private AuditVerification verify(Checkpoint... anchored) {
        return Fixtures.open(directory).verify(List.of(anchored));
    }

    private List<String> problemsAfterFlipping(String file, int at) {
        byte[] bytes = directory.read(file).orElseThrow();
        byte[] changed = bytes.clone();
        changed[at] ^= 0x04;
        directory.replace(file, changed);
        List<String> problems = verify().problems();
        directory.replace(file, bytes);
        return problems;
    }

    @Test
    void findsNothingInAnIntactLog() {
        AuditVerification verification = verify();
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.entries()).isEqualTo(600);
        assertThat(verification.origin()).isEqualTo(Fixtures.ORIGIN);
    }

    @Test
    void isIndependentOnlyWithACheckpointKeptElsewhere() {
        assertThat(verify().independent()).isFalse();
        assertThat(verify(early).independent()).isTrue();
        assertThat(verify(early, late).problems()).isEmpty();
    }

    @Test
    void isNotIndependentByACheckpointOfNothing() {
        Checkpoint nothing = Fixtures.open(new MemoryDirectory()).checkpoint();
        assertThat(verify(nothing).independent()).isFalse();
        assertThat(verify(nothing).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit/tile/0/000",
                "audit/tile/0/001",
                "audit/tile/0/002.p/78",
                "audit/tile/1/000.p/2",
                "audit/tile/entries/000",
                "audit/tile/entries/001",
                "audit/tile/entries/002.p/78",
                "audit/checkpoint",
                "audit/pending/590"
            })
    void namesTheFileOfAFlippedByte(String file) {
        int length = (int) directory.size(file);
        int step = Math.max(1, length / 29);
        for (int at = 0; at < length; at += step) {
            assertThat(problemsAfterFlipping(file, at))
                    .as("byte %d of %s", at, file)
                    .isNotEmpty()
                    .anyMatch(problem -> problem.contains(file));
        }
    }

    @Test
    void namesTheEntryOfAFlippedByte() {
        int entryLength = AuditJson.encode(Fixtures.entry(256)).length;
        assertThat(problemsAfterFlipping("audit/tile/entries/001", 2 + entryLength / 2))
                .containsExactly("entry 256: audit/tile/entries/001 does not hash to its leaf in audit/tile/0/001");
        assertThat(problemsAfterFlipping("audit/tile/0/001", 3 * 32))
                .containsExactlyInAnyOrder(
                        "entry 259: audit/tile/entries/001 does not hash to its leaf in audit/tile/0/001",
                        "audit/tile/0/001: does not hash to its place in audit/tile/1/000.p/2; "
                                + "entries 256 to 511 may have been changed");
    }

    @Test
    void namesThePlaceOfAFlippedPendingByte() {
        assertThat(problemsAfterFlipping("audit/pending/590", 40))
                .singleElement()
                .asString()
                .startsWith("audit/pending/590: entry 590: damaged frame at byte 13: checksum differs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit/tile/0/001", "audit/tile/1/000.p/2", "audit/tile/entries/000"})
    void namesAMissingFile(String file) {
        directory.delete(file);
        assertThat(verify().problems()).anyMatch(problem -> problem.startsWith(file + " is missing"));
    }

    @Test
    void findsAMissingCheckpoint() {
        directory.delete("audit/checkpoint");
        assertThat(verify().problems())
                .anyMatch(problem -> problem.startsWith("audit/pending/590: begins behind the 0 entries"))
                .anyMatch(problem -> problem.startsWith("audit/tile/entries/000: holds entries behind the end"));
    }

    @Test
    void findsAnOlderCheckpointByAnAnchoredOne() {
        directory.replace("audit/checkpoint", early.note().getBytes(StandardCharsets.UTF_8));
        assertThat(verify(late).problems())
                .anyMatch(
                        problem -> problem.startsWith("anchored checkpoint of 590 entries: covers more than the 100"));
    }

    @Test
    void doesNotTrustAnAnchorThatClaimsSomethingElse() {
        Checkpoint forged = new Checkpoint(late.origin(), late.size(), early.root(), late.note());
        AuditVerification verification = verify(forged);
        assertThat(verification.problems())
                .containsExactly("anchored checkpoint of 590 entries: its note says something else than it does");
        assertThat(verification.independent()).isFalse();
    }

    @Test
    void doesNotTrustAnAnchorOfAnotherLog() {
        TiledAuditLog foreign =
                TiledAuditLog.open(new MemoryDirectory(), new SeededKeys(9), Fixtures.CLOCK, Fixtures.ORIGIN);
        Fixtures.fill(foreign, 5);
        assertThat(verify(foreign.checkpoint()).problems())
                .singleElement()
                .asString()
                .contains("not signed by a known key of [" + Fixtures.ORIGIN + "]");
    }

    /** Whoever holds the key can write another log under the same name; only what others kept tells. */
    @Test
    void findsARewriteWithTheSameKeyByAnAnchorAndOnlyByThat() {
        MemoryDirectory rewritten = new MemoryDirectory();
        TiledAuditLog forger = Fixtures.open(rewritten);
        for (int i = 0; i < 590; i++) {
            AuditEntry entry = Fixtures.entry(i);
            forger.append(
                    i != 42
                            ? entry
                            : new AuditEntry(
                                    entry.time(),
                                    entry.actor(),
                                    entry.action(),
                                    entry.subject(),
                                    "innocent",
                                    entry.details()));
        }
        forger.checkpoint();
        TiledAuditLog log = Fixtures.open(rewritten);
        assertThat(log.verify().problems()).isEmpty();
        assertThat(log.verify(List.of(early)).problems())
                .singleElement()
                .asString()
                .startsWith("anchored checkpoint of 100 entries: signs the root ")
                .endsWith("; the log was changed within entries 0 to 99");
        assertThat(log.verify(List.of(early)).independent()).isTrue();
    }

    @Test
    void saysWhenTheKeyIsGone() {
        SeededKeys keys = new SeededKeys(1);
        keys.destroy(1);
        TiledAuditLog log = TiledAuditLog.open(directory, keys, Fixtures.CLOCK, Fixtures.ORIGIN);
        assertThat(log.verify().problems())
                .containsExactly(
                        "signatures cannot be checked: no key audit",
                        "audit/checkpoint: not signed by a known key of []");
    }

    @Test
    void stopsReadingAtAChangedEntry() {
        byte[] bytes = directory.read("audit/tile/entries/001").orElseThrow();
        bytes[20] ^= 0x04;
        directory.replace("audit/tile/entries/001", bytes);
        TiledAuditLog log = Fixtures.open(directory);
        assertThat(log.entries(0, 256).count()).isEqualTo(256);
        Assertions.assertThatThrownBy(() -> Fixtures.all(log))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("entry 256: audit/tile/entries/001 does not hash to its leaf");
    }
}
