package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.AuditProofs;
import org.mlops4j.core.io.internal.FaultyDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

/** A log of 1000 entries, one each millisecond, all of them signed. */
class TiledAuditLogRetentionTest {

    private static final Instant LATER = Fixtures.NOW.plusSeconds(3600);
    private static final Ref LOG = Ref.of(LegalHold.LOG, Fixtures.ORIGIN);

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TiledAuditLog log = Fixtures.open(directory);
    private List<RecordedEntry> all;
    private Checkpoint checkpoint;

    @BeforeEach
    void fill() {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            entries.add(Fixtures.entry(i));
        }
        all = log.appendAll(entries);
        checkpoint = log.checkpoint();
    }

    private long prune(Instant before) {
        return log.prune(before, Fixtures.ADA, "ten years are over");
    }

    private List<String> bundles() {
        return directory.list("audit/tile/entries").stream()
                .filter(name -> directory.size("audit/tile/entries/" + name) >= 0)
                .toList();
    }

    @Test
    void dropsWholeBundlesThatAreOld() {
        assertThat(prune(Fixtures.NOW.plusMillis(600))).isEqualTo(512);
        assertThat(log.firstIndex()).isEqualTo(512);
        assertThat(bundles()).containsExactly("002");
        assertThat(Fixtures.all(log)).startsWith(all.get(512)).hasSize(1000 - 512 + 1);
        assertThat(log.verify().problems()).isEmpty();
        assertThat(log.verify()).asString().contains("1001 entries, intact (pruned before entry 512; ");
    }

    @Test
    void tellsOfItInTheLog() {
        prune(Fixtures.NOW.plusMillis(600));
        assertThat(log.entries(1000, 1001).map(RecordedEntry::entry))
                .containsExactly(new AuditEntry(
                        Fixtures.NOW,
                        Fixtures.ADA,
                        "audit.prune",
                        LOG,
                        "ten years are over",
                        Map.of("before", "2026-11-23T08:00:00.600Z", "from", "0", "first", "512")));
    }

    @Test
    void keepsAllProofsValid() {
        prune(LATER);
        for (int i : new int[] {0, 255, 256, 700, 999}) {
            assertThat(AuditProofs.verifyInclusion(
                            all.get(i).leafHash(), log.proveInclusion(i, checkpoint), checkpoint))
                    .as("entry %d", i)
                    .isTrue();
        }
        Checkpoint later = log.checkpoint();
        assertThat(AuditProofs.verifyConsistency(checkpoint, log.proveConsistency(checkpoint.size(), later), later))
                .isTrue();
        assertThat(log.verify(List.of(checkpoint)).problems()).isEmpty();
    }

    @Test
    void keepsWhatNoCheckpointCoversAndTheLastBundle() {
        assertThat(prune(LATER)).isEqualTo(768);
        assertThat(Fixtures.all(log)).startsWith(all.get(768));
    }

    @Test
    void doesNothingTwice() {
        prune(LATER);
        long size = log.size();
        assertThat(prune(LATER)).isEqualTo(768);
        assertThat(log.size()).isEqualTo(size);
        assertThat(prune(Fixtures.NOW)).isEqualTo(768);
    }

    @Test
    void goesOnWhereItStopped() {
        assertThat(prune(Fixtures.NOW.plusMillis(300))).isEqualTo(256);
        assertThat(prune(Fixtures.NOW.plusMillis(800))).isEqualTo(768);
        assertThat(bundles()).isEmpty();
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void refusesToReadWhatIsPruned() {
        prune(LATER);
        assertThatThrownBy(() -> log.entries(0, 900))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("entries before 768 were pruned but the range begins at 0");
        assertThat(log.entries(0, 0)).isEmpty();
        assertThat(log.about("alias", "credit:7")).isEmpty();
        assertThat(log.about("alias", "credit:800")).hasSize(1);
    }

    @Test
    void saysToAReaderWhatWasPrunedUnderIt() {
        var entries = log.entries(0, 1000);
        prune(LATER);
        assertThatThrownBy(() -> entries.forEach(entry -> {}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageStartingWith("entries before 768 were pruned");
    }

    @Test
    void keepsEverythingWhileTheLogIsHeld() {
        LegalHold hold = log.hold("case 7", LOG, Fixtures.ADA, "court order");
        assertThat(prune(LATER)).isZero();
        assertThat(log.holds()).containsExactly(hold);
        assertThat(log.release("case 7", Fixtures.ADA, "settled")).containsExactly(hold);
        assertThat(prune(LATER)).isEqualTo(768);
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void keepsWhatIsAboutAThingThatIsHeld() {
        log.hold("case 7", Ref.of("alias", "credit:700"), Fixtures.ADA, "court order");
        assertThat(prune(LATER)).isEqualTo(512);
    }

    @Test
    void keepsTheOrderOfAHoldThatIsInForce() {
        log.hold("case 7", Ref.of("model", "elsewhere"), Fixtures.ADA, "court order");
        List<AuditEntry> more = new ArrayList<>();
        for (int i = 1000; i < 1400; i++) {
            more.add(Fixtures.entry(i));
        }
        log.appendAll(more);
        log.checkpoint();
        // Entry 1000 orders the hold, so its bundle, from 768, stays.
        assertThat(prune(LATER)).isEqualTo(768);
        log.release("case 7", Fixtures.ADA, "settled");
        assertThat(prune(LATER)).isEqualTo(1280);
        assertThat(log.verify().problems()).isEmpty();
    }

    @Test
    void tellsOfHoldsInTheLog() {
        Ref subject = Ref.of("alias", "credit:7", Digest.of(new byte[0]));
        log.hold("case 7", subject, Fixtures.ADA, "court order");
        log.release("case 7", Fixtures.ADA, "settled");
        assertThat(log.entries(1000, 1002).map(RecordedEntry::entry))
                .containsExactly(
                        new AuditEntry(
                                Fixtures.NOW,
                                Fixtures.ADA,
                                "audit.hold",
                                subject,
                                "court order",
                                Map.of("matter", "case 7")),
                        new AuditEntry(
                                Fixtures.NOW,
                                Fixtures.ADA,
                                "audit.release",
                                Ref.of("legal-matter", "case 7"),
                                "settled",
                                Map.of("matter", "case 7")));
    }

    @Test
    void holdsOnceForAMatter() {
        LegalHold first = log.hold("case 7", LOG, Fixtures.ADA, "court order");
        assertThat(log.hold("case 7", LOG, Fixtures.ADA, "again")).isEqualTo(first);
        assertThat(log.hold("case 8", LOG, Fixtures.ADA, "another court")).isNotEqualTo(first);
        assertThat(log.holds()).hasSize(2);
        assertThat(log.size()).isEqualTo(1002);
        assertThat(log.release("case 9", Fixtures.ADA, "unknown")).isEmpty();
        assertThat(log.size()).isEqualTo(1002);
    }

    @Test
    void asksWhetherTheActorMay() {
        TiledAuditLog guarded = TiledAuditLog.open(
                directory,
                new SeededKeys(1),
                Fixtures.CLOCK,
                Fixtures.ORIGIN,
                new TiledAuditLog.Guards(List.of(), List.of(), (actor, action, subject) -> {
                    throw new UnauthorizedException(actor + " may not " + action);
                }));
        assertThatThrownBy(() -> guarded.prune(LATER, Fixtures.ADA, "why not"))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:ada may not audit.prune");
        assertThatThrownBy(() -> guarded.hold("case 7", LOG, Fixtures.ADA, "why not"))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> guarded.release("case 7", Fixtures.ADA, "why not"))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void wantsAReason() {
        assertThatThrownBy(() -> log.prune(LATER, Fixtures.ADA, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason for 'audit.prune' must say why but was blank");
        assertThatThrownBy(() -> log.hold(" ", LOG, Fixtures.ADA, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEntriesThatLookLikeItsOwn() {
        assertThatThrownBy(() -> log.append(Fixtures.ADA, "audit.prune", LOG, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("action must not begin with 'audit.'");
    }

    @Test
    void findsAPruningThatNobodyOrdered() {
        directory.replace("audit/retention", new Retention(256, 0, List.of()).encode());
        directory.delete("audit/tile/entries/000");
        assertThat(log.verify().problems())
                .containsExactly(
                        "audit/retention: says that entries before 256 were pruned, but the entries of the log "
                                + "say before 0");
    }

    @Test
    void findsABundleThatIsMissingWithoutPruning() {
        directory.delete("audit/tile/entries/000");
        assertThat(log.verify().problems())
                .containsExactly("audit/tile/entries/000 is missing, which has entries 0 to 255; "
                        + "restore the file from a backup");
    }

    @Test
    void findsAHoldThatWasStruckOut() {
        log.hold("case 7", Ref.of("alias", "credit:7"), Fixtures.ADA, "court order");
        directory.delete("audit/retention");
        assertThat(log.verify().problems())
                .containsExactly(
                        "entry 1000: orders a hold for the matter 'case 7' that audit/retention does not have");
    }

    @Test
    void findsAHoldThatNobodyOrdered() {
        LegalHold hold = new LegalHold("case 9", LOG, Fixtures.ADA, "x", Fixtures.NOW);
        directory.replace("audit/retention", new Retention(0, 0, List.of(hold)).encode());
        assertThat(log.verify().problems())
                .containsExactly("audit/retention: holds audit-log " + Fixtures.ORIGIN
                        + " for the matter 'case 9', which no entry orders");
    }

    @Test
    void findsADamagedNote() {
        directory.replace("audit/retention", new byte[] {'{'});
        assertThat(log.verify().problems())
                .singleElement()
                .asString()
                .startsWith("note of retention audit/retention is not as it was written");
        assertThatThrownBy(log::firstIndex).isInstanceOf(IntegrityException.class);
    }

    @Test
    void agreesWithItsNoteWhenKilledAtAnyWrite() throws IOException {
        int killedAt = 0;
        boolean ended = false;
        while (!ended) {
            MemoryDirectory copy = new MemoryDirectory();
            for (String file : Fixtures.files(directory, "audit")) {
                copy.replace(file, directory.read(file).orElseThrow());
            }
            FaultyDirectory faulty = new FaultyDirectory(copy);
            faulty.killAt(++killedAt, true);
            ended = endsBeforeKilled(Fixtures.open(faulty));

            TiledAuditLog reopened = Fixtures.open(copy);
            assertThat(reopened.verify().problems().stream()
                            .filter(problem -> !problem.startsWith("audit/pending/1000: entry "))
                            .toList())
                    .as("killed at write %d", killedAt)
                    .isEmpty();
            reopened.hold("case 7", LOG, Fixtures.ADA, "court order");
            reopened.release("case 7", Fixtures.ADA, "settled");
            assertThat(reopened.prune(LATER, Fixtures.ADA, "again")).isEqualTo(768);
            assertThat(copy.list("audit/tile/entries").stream().filter(name -> !name.endsWith(".p")))
                    .isEmpty();
            assertThat(reopened.verify().problems())
                    .as("killed at write %d", killedAt)
                    .isEmpty();
        }
        // Four changes of five writes each, and five bundles.
        assertThat(killedAt).isGreaterThan(15);
    }

    private static boolean endsBeforeKilled(TiledAuditLog log) {
        try {
            log.hold("case 7", LOG, Fixtures.ADA, "court order");
            log.release("case 7", Fixtures.ADA, "settled");
            log.prune(LATER, Fixtures.ADA, "ten years are over");
            return true;
        } catch (FaultyDirectory.Kill e) {
            // What a killed process leaves behind is looked at by the caller.
            return false;
        }
    }
}
