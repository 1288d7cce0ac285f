package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.IntegrityException;

/**
 * Somebody who can write to the files of a log of 600 entries, and perhaps sign for it. Checkpoints of 100, 300 and 590
 * entries are kept elsewhere.
 */
class AuditAttackTest {

    private static final String LEAVES = "audit/tile/0/001";
    private static final String BUNDLE = "audit/tile/entries/001";

    private final MemoryAnchor anchor = new MemoryAnchor();
    private MemoryDirectory directory = new MemoryDirectory();

    @BeforeEach
    void fill() {
        write(directory, anchor, entries());
    }

    private static List<AuditEntry> entries() {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            entries.add(Fixtures.entry(i));
        }
        return entries;
    }

    private static void write(MemoryDirectory target, MemoryAnchor anchor, List<AuditEntry> entries) {
        TiledAuditLog log = guarded(target, anchor);
        log.appendAll(entries.subList(0, 100));
        log.checkpoint();
        log.appendAll(entries.subList(100, 300));
        log.checkpoint();
        log.appendAll(entries.subList(300, 590));
        log.checkpoint();
        log.appendAll(entries.subList(590, entries.size()));
    }

    private static TiledAuditLog guarded(MemoryDirectory directory, MemoryAnchor anchor, String... witnesses) {
        return TiledAuditLog.open(
                directory,
                new SeededKeys(1),
                Fixtures.CLOCK,
                Fixtures.ORIGIN,
                new TiledAuditLog.Guards(List.of(anchor), List.of(witnesses), Authorizer.allowAll()));
    }

    /** What the files alone tell. */
    private List<String> problems() {
        return Fixtures.open(directory).verify().problems();
    }

    /** What they tell beside the checkpoints kept elsewhere. */
    private AuditVerification verifyAnchored() {
        return guarded(directory, anchor).verify();
    }

    private byte[] read(String file) {
        return directory.read(file).orElseThrow();
    }

    private void swap(String one, String other) {
        byte[] bytes = read(one);
        directory.replace(one, read(other));
        directory.replace(other, bytes);
    }

    private void forge(List<AuditEntry> entries) {
        directory = new MemoryDirectory();
        write(directory, new MemoryAnchor(), entries);
    }

    private static AuditEntry innocent(AuditEntry entry) {
        return new AuditEntry(
                entry.time(), entry.actor(), entry.action(), entry.subject(), "innocent", entry.details());
    }

    @Test
    void findsNothingWhereNobodyWas() {
        AuditVerification found = verifyAnchored();
        assertThat(found.problems()).isEmpty();
        assertThat(found.warnings()).isEmpty();
        assertThat(found.anchored()).isEqualTo(590);
        assertThat(found)
                .hasToString(Fixtures.ORIGIN + ": 600 entries, intact (entries 590 to 599 not signed yet; "
                        + "entries 590 to 599 SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT)");
    }

    @Test
    void rewrittenEntry() throws IOException {
        List<StoredEntry> bundle =
                new ArrayList<>(new Tiles(directory).entries(1, 590).entries());
        bundle.set(44, StoredEntry.of(innocent(Fixtures.entry(300))));
        directory.replace(BUNDLE, EntryBundle.encode(bundle));
        assertThat(problems()).containsExactly("entry 300: " + BUNDLE + " does not hash to its leaf in " + LEAVES);
    }

    @Test
    void rewrittenEntryWithItsLeaf() throws IOException {
        List<StoredEntry> bundle =
                new ArrayList<>(new Tiles(directory).entries(1, 590).entries());
        StoredEntry forged = StoredEntry.of(innocent(Fixtures.entry(300)));
        bundle.set(44, forged);
        directory.replace(BUNDLE, EntryBundle.encode(bundle));
        byte[] leaves = read(LEAVES);
        System.arraycopy(forged.leafHash(), 0, leaves, 44 * 32, 32);
        directory.replace(LEAVES, leaves);
        assertThat(problems())
                .containsExactly(LEAVES + ": does not hash to its place in audit/tile/1/000.p/2; "
                        + "entries 256 to 511 may have been changed");
    }

    @Test
    void rewrittenEntryWithAllTiles() {
        Checkpoint genuine = anchor.checkpoints().get(2);
        List<AuditEntry> entries = entries();
        entries.set(300, innocent(entries.get(300)));
        forge(entries);
        directory.replace("audit/checkpoint", genuine.note().getBytes(StandardCharsets.UTF_8));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("audit/checkpoint: signs the root ")
                .endsWith("; the log was changed");
        assertThat(verifyAnchored().problems())
                .anyMatch(problem -> problem.startsWith("anchored checkpoint of 590 entries (memory): ")
                        && problem.endsWith("; the log was changed within entries 300 to 589"));
    }

    /** The holder of the key writes tree and checkpoint anew: nothing in the files tells, but others kept checkpoints. */
    @Test
    void rewrittenEntryWithTheStolenKey() {
        List<AuditEntry> entries = entries();
        entries.set(42, innocent(entries.get(42)));
        forge(entries);
        AuditVerification alone = Fixtures.open(directory).verify();
        assertThat(alone.isIntact()).isTrue();
        assertThat(alone).asString().contains(AuditVerification.SELF_SIGNED);
        assertThat(verifyAnchored().problems())
                .singleElement()
                .asString()
                .startsWith("anchored checkpoint of 100 entries (memory): signs the root ")
                .endsWith("; the log was changed within entries 0 to 99");
    }

    @Test
    void rewrittenEntryWithTheStolenKeyBetweenTwoAnchors() {
        List<AuditEntry> entries = entries();
        entries.set(200, innocent(entries.get(200)));
        forge(entries);
        assertThat(verifyAnchored().problems())
                .singleElement()
                .asString()
                .startsWith("anchored checkpoint of 300 entries (memory)")
                .endsWith("; the log was changed within entries 100 to 299");
    }

    @Test
    void truncatedByItsLastBundle() {
        directory.delete("audit/tile/entries/002.p/78");
        assertThat(problems())
                .containsExactly("audit/tile/entries/002.p/78 is missing, which has entries 512 to 589; "
                        + "restore the file from a backup");
    }

    @Test
    void truncatedByItsPendingEntriesIsNoticedByWhoeverWroteThem() {
        TiledAuditLog writer = Fixtures.open(directory);
        Fixtures.fill(writer, 1);
        directory.delete("audit/pending/590");
        assertThat(writer.verify().problems())
                .containsExactly("audit/pending/590: ends before entry 600, which was in the log");
    }

    @Test
    void truncatedToAnEarlierState() {
        directory = new MemoryDirectory();
        TiledAuditLog log = Fixtures.open(directory);
        Fixtures.fill(log, 100);
        log.checkpoint();
        assertThat(problems()).isEmpty();
        assertThat(verifyAnchored().problems())
                .singleElement()
                .asString()
                .startsWith("anchored checkpoint of 590 entries (memory): covers more than the 100 entries of ")
                .endsWith("; entries 100 to 589 were removed");
    }

    @Test
    void checkpointRolledBack() {
        Checkpoint early = anchor.checkpoints().get(0);
        directory.replace("audit/checkpoint", early.note().getBytes(StandardCharsets.UTF_8));
        assertThat(problems())
                .contains(
                        "audit/tile/entries/000: holds entries behind the end of the log, at 100",
                        "audit/pending/590: begins behind the 100 entries of audit/checkpoint; "
                                + "an older checkpoint was put back");
        assertThatThrownBy(() -> Fixtures.fill(Fixtures.open(directory), 1))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("an older checkpoint was put back");
    }

    @Test
    void forkedLog() {
        List<AuditEntry> entries = entries();
        Collections.reverse(entries.subList(300, 600));
        forge(entries);
        assertThat(problems()).isEmpty();
        assertThat(verifyAnchored().problems())
                .singleElement()
                .asString()
                .startsWith("anchored checkpoint of 590 entries (memory)")
                .endsWith("within entries 300 to 589");
    }

    @Test
    void reorderedEntries() throws IOException {
        List<StoredEntry> bundle =
                new ArrayList<>(new Tiles(directory).entries(1, 590).entries());
        Collections.swap(bundle, 4, 9);
        directory.replace(BUNDLE, EntryBundle.encode(bundle));
        assertThat(problems())
                .containsExactly(
                        "entry 260: " + BUNDLE + " does not hash to its leaf in " + LEAVES,
                        "entry 265: " + BUNDLE + " does not hash to its leaf in " + LEAVES);
    }

    @Test
    void signedAgainWithAnotherKey() {
        directory = new MemoryDirectory();
        TiledAuditLog forger = TiledAuditLog.open(directory, new SeededKeys(66), Fixtures.CLOCK, Fixtures.ORIGIN);
        forger.appendAll(entries());
        forger.checkpoint();
        assertThat(problems())
                .containsExactly("audit/checkpoint: not signed by a known key of [" + Fixtures.ORIGIN + "]");
    }

    @Test
    void tilesSwapped() {
        swap("audit/tile/0/000", LEAVES);
        assertThat(problems())
                .contains(
                        "audit/tile/0/000: does not hash to its place in audit/tile/1/000.p/2; "
                                + "entries 0 to 255 may have been changed",
                        LEAVES + ": does not hash to its place in audit/tile/1/000.p/2; "
                                + "entries 256 to 511 may have been changed");
    }

    @Test
    void bundlesSwapped() {
        swap("audit/tile/entries/000", BUNDLE);
        assertThat(problems())
                .containsExactly(
                        "256 of entries 0 to 255: audit/tile/entries/000 does not hash to its leaves in audit/tile/0/000",
                        "256 of entries 256 to 511: " + BUNDLE + " does not hash to its leaves in " + LEAVES);
    }

    @Test
    void bundlesAndTilesSwapped() {
        swap("audit/tile/entries/000", BUNDLE);
        swap("audit/tile/0/000", LEAVES);
        assertThat(problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("does not hash to its place in audit/tile/1/000.p/2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit/tile/0/000",
                "audit/tile/0/002.p/78",
                "audit/tile/1/000.p/2",
                "audit/tile/entries/001",
                "audit/tile/entries/002.p/78",
                "audit/checkpoint"
            })
    void halfWrittenFile(String file) {
        byte[] whole = read(file);
        int step = Math.max(1, whole.length / 17);
        for (int length = 0; length < whole.length; length += step) {
            directory.replace(file, Arrays.copyOf(whole, length));
            assertThat(problems())
                    .as("%d bytes of %s", length, file)
                    .isNotEmpty()
                    .anyMatch(problem -> problem.contains(file));
        }
    }

    @Test
    void halfWrittenTileNamesItsEntries() {
        directory.replace(LEAVES, Arrays.copyOf(read(LEAVES), 4096));
        assertThat(problems())
                .contains(LEAVES + " must have 8192 bytes for entries 256 to 511 but has 4096; "
                        + "restore the file from a backup");
    }

    @Test
    void hugeFileIsNotRead() {
        directory.replace("audit/tile/0/000", new byte[8193]);
        directory.replace("audit/checkpoint.other", new byte[0]);
        assertThat(problems())
                .contains("audit/tile/0/000 must have at most 8192 bytes for entries 0 to 255 but has 8193; "
                        + "restore the file from a backup");
        directory.replace("audit/checkpoint", new byte[(1 << 20) + 1]);
        assertThat(problems())
                .containsExactly("audit/checkpoint is no signed note: it has 1048577 bytes; "
                        + "restore the file from a backup");
    }

    @Test
    void clockSetBack() {
        AuditEntry last = Fixtures.entry(599);
        Fixtures.open(directory)
                .append(new AuditEntry(
                        last.time().minus(Duration.ofHours(1)),
                        last.actor(),
                        last.action(),
                        last.subject(),
                        last.reason(),
                        last.details()));
        AuditVerification found = Fixtures.open(directory).verify();
        assertThat(found.isIntact()).isTrue();
        assertThat(found.warnings())
                .containsExactly(
                        "entry 600: its time, 2026-11-23T07:00:00.599Z, is before that of the entry before it, "
                                + "2026-11-23T08:00:00.599Z; a clock was set back");
    }

    /** With the clock wrong from the beginning no entry looks odd, but a witness has a clock of its own. */
    @Test
    void clockSetBackBeforeTheFirstEntry() {
        TestWitness witness = new TestWitness("witness.example/w1", new byte[32]);
        Instant seen = Fixtures.NOW.plus(Duration.ofDays(7));
        Checkpoint cosigned = witness.cosign(anchor.checkpoints().get(1), seen);
        AuditVerification found =
                guarded(directory, new MemoryAnchor(), witness.key()).verify(List.of(cosigned));
        assertThat(found.isIntact()).isTrue();
        assertThat(found.anchored()).isEqualTo(300);
        assertThat(found.warnings())
                .hasSize(101)
                .startsWith("entry 300: its time is 2026-11-23T08:00:00.300Z but at 2026-11-30T08:00:00Z the witness "
                        + "witness.example/w1 was shown the log without it; the clock was behind");
    }

    @Test
    void clockSetAhead() {
        TestWitness witness = new TestWitness("witness.example/w1", new byte[32]);
        Checkpoint cosigned = witness.cosign(anchor.checkpoints().get(0), Fixtures.NOW.minusSeconds(120));
        AuditVerification found =
                guarded(directory, new MemoryAnchor(), witness.key()).verify(List.of(cosigned));
        assertThat(found.warnings())
                .startsWith("entry 0: its time is 2026-11-23T08:00:00Z but the witness witness.example/w1 saw it at "
                        + "2026-11-23T07:58:00Z; the clock was ahead");
    }

    @Test
    void forgedCosignature() {
        TestWitness witness = new TestWitness("witness.example/w1", new byte[32]);
        Checkpoint early = anchor.checkpoints().get(0);
        String text =
                early.note().substring(0, early.note().indexOf("\n\n") + 1).replace("100", "101");
        Checkpoint forged = new Checkpoint(
                early.origin(), early.size(), early.root(), early.note() + witness.line(text, 1_764_000_000L));
        AuditVerification found =
                guarded(directory, new MemoryAnchor(), witness.key()).verify(List.of(forged));
        assertThat(found.problems())
                .containsExactly("anchored checkpoint of 100 entries: the cosignature of the witness "
                        + "witness.example/w1 does not fit the text; take the original from whoever keeps a copy");
    }

    /** Entries that no checkpoint covers are guarded against accidents only, and the report says which those are. */
    @Test
    void rewrittenPendingEntryIsNotFoundButSaidToBeUnsigned() throws IOException {
        List<StoredEntry> forged = new ArrayList<>();
        for (int i = 590; i < 600; i++) {
            forged.add(StoredEntry.of(innocent(Fixtures.entry(i))));
        }
        byte[] file = new byte[1 << 16];
        var frames = PendingFile.entries(590, PendingEntries.NONE, forged);
        int length = frames.remaining();
        frames.get(file, 0, length);
        directory.replace("audit/pending/590", Arrays.copyOf(file, length));
        AuditVerification found = verifyAnchored();
        assertThat(found.problems()).isEmpty();
        assertThat(found.signed()).isEqualTo(590);
        assertThat(found).asString().contains("entries 590 to 599 not signed yet");
    }
}
