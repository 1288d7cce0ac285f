package org.mlops4j.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.MerkleProof;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

/** What a third party checks: entries, proofs and checkpoints of a log, without the log. */
class AuditProofsTest {

    private final List<RecordedEntry> entries = new ArrayList<>();
    private TiledAuditLog log;
    private Checkpoint early;
    private Checkpoint late;

    @BeforeEach
    void fill() {
        log = open("example.com/log");
        early = append(100);
        late = append(500);
    }

    private static TiledAuditLog open(String origin) {
        MemoryDirectory directory = new MemoryDirectory();
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
        return TiledAuditLog.open(directory, new DirectoryKeyProvider(directory), clock, origin);
    }

    private Checkpoint append(int count) {
        for (int i = 0; i < count; i++) {
            entries.add(log.append(Actor.human("ada"), "alias.move", Ref.of("alias", "credit"), "step " + i));
        }
        return log.checkpoint();
    }

    @Test
    void showsThatEveryEntryIsInTheLog() {
        for (RecordedEntry entry : entries) {
            MerkleProof proof = log.proveInclusion(entry.index(), late);
            assertThat(AuditProofs.verifyInclusion(entry.leafHash(), proof, late))
                    .as("entry %d", entry.index())
                    .isTrue();
        }
    }

    @Test
    void showsThatTheLogOnlyGrew() {
        MerkleProof proof = log.proveConsistency(early.size(), late);
        assertThat(AuditProofs.verifyConsistency(early, proof, late)).isTrue();
        assertThat(AuditProofs.verifyConsistency(late, log.proveConsistency(late.size(), late), late))
                .isTrue();
    }

    @Test
    void rejectsAProofOfAnotherEntry() {
        MerkleProof proof = log.proveInclusion(7, late);
        assertThat(AuditProofs.verifyInclusion(entries.get(8).leafHash(), proof, late))
                .isFalse();
        assertThat(AuditProofs.verifyInclusion(Digest.of("other".getBytes(UTF_8)), proof, late))
                .isFalse();
    }

    @Test
    void rejectsAProofOfAnotherCheckpoint() {
        MerkleProof proof = log.proveInclusion(7, late);
        assertThat(AuditProofs.verifyInclusion(entries.get(7).leafHash(), proof, early))
                .isFalse();
        MerkleProof growth = log.proveConsistency(early.size(), late);
        assertThat(AuditProofs.verifyConsistency(late, growth, late)).isFalse();
        assertThat(AuditProofs.verifyConsistency(late, growth, early)).isFalse();
    }

    @Test
    void rejectsCheckpointsOfDifferentLogs() {
        MerkleProof proof = log.proveConsistency(early.size(), late);
        Checkpoint renamed = new Checkpoint("example.com/other", early.size(), early.root(), early.note());
        assertThat(AuditProofs.verifyConsistency(renamed, proof, late)).isFalse();
    }

    @Test
    void provesNothingFromAnEmptyLog() {
        Checkpoint empty = open("example.com/log").checkpoint();
        assertThat(AuditProofs.verifyConsistency(empty, new MerkleProof(0, late.size(), List.of()), late))
                .isFalse();
        assertThat(AuditProofs.verifyConsistency(empty, new MerkleProof(0, 0, List.of()), empty))
                .isFalse();
    }

    @Test
    void rejectsMalformedProofs() {
        MerkleProof proof = log.proveInclusion(7, late);
        List<byte[]> hashes = proof.hashes();
        List<byte[]> longer = new ArrayList<>(hashes);
        longer.add(new byte[32]);
        List<byte[]> odd = new ArrayList<>(hashes);
        odd.set(0, new byte[31]);
        for (MerkleProof malformed : List.of(
                new MerkleProof(-1, 600, hashes),
                new MerkleProof(600, 600, hashes),
                new MerkleProof(7, 600, longer),
                new MerkleProof(7, 600, odd),
                new MerkleProof(7, 600, hashes.subList(1, hashes.size())))) {
            assertThat(AuditProofs.verifyInclusion(entries.get(7).leafHash(), malformed, late))
                    .isFalse();
        }
    }
}
