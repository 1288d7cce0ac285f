package org.mlops4j.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
import org.mlops4j.identity.IntegrityException;
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

    private String proofOf(int index) {
        return AuditProofs.write(entries.get(index), log.proveInclusion(index, late), late);
    }

    @Test
    void writesAProofThatStandsOnItsOwn() {
        for (int index : new int[] {0, 7, 255, 256, 599}) {
            assertThat(AuditProofs.read(proofOf(index), log.verifierKey())).isEqualTo(entries.get(index));
        }
    }

    /** The form of C2SP tlog-proof: header, extra data, index, hashes, an empty line, the checkpoint. */
    @Test
    void writesTheFormOfTheSpecification() {
        String[] lines = proofOf(7).split("\n");
        assertThat(lines[0]).isEqualTo("c2sp.org/tlog-proof@v1");
        byte[] stored = Base64.getDecoder().decode(lines[1].substring("extra ".length()));
        byte[] leaf = new byte[stored.length + 1];
        System.arraycopy(stored, 0, leaf, 1, stored.length);
        assertThat(Digest.of(leaf)).isEqualTo(entries.get(7).leafHash());
        assertThat(lines[2]).isEqualTo("index 7");
        List<String> hashes = log.proveInclusion(7, late).hashes().stream()
                .map(hash -> Base64.getEncoder().encodeToString(hash))
                .toList();
        assertThat(Arrays.asList(lines).subList(3, 3 + hashes.size())).isEqualTo(hashes);
        assertThat(proofOf(7)).endsWith("\n\n" + late.note());
    }

    @Test
    void rejectsAProofOfAChangedEntry() {
        String forged = Base64.getEncoder().encodeToString("{\"action\":\"a\"}".getBytes(UTF_8));
        String text = proofOf(7).replaceFirst("extra .*", "extra " + forged);
        assertThatThrownBy(() -> AuditProofs.read(text, log.verifierKey()))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("entry 7: the proof does not lead to the root of its checkpoint of 600 entries; "
                        + "the entry, its index or the proof was changed");
    }

    @Test
    void rejectsAProofAtAnotherIndex() {
        assertThatThrownBy(() -> AuditProofs.read(proofOf(7).replace("index 7", "index 8"), log.verifierKey()))
                .isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> AuditProofs.read(proofOf(7).replace("index 7", "index 07"), log.verifierKey()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("proof is no tlog-proof (C2SP)");
    }

    @Test
    void rejectsAProofOfAnotherLog() {
        String other = open("example.com/log").verifierKey();
        assertThatThrownBy(() -> AuditProofs.read(proofOf(7), other))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("not signed by a known key");
    }

    @Test
    void rejectsAProofCutAnywhere() {
        String text = proofOf(7);
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> AuditProofs.read(cut, log.verifierKey()))
                    .as("%d", length)
                    .isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void refusesToWriteWhatDoesNotBelongTogether() {
        MerkleProof proof = log.proveInclusion(7, late);
        assertThatThrownBy(() -> AuditProofs.write(entries.get(8), proof, late))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditProofs.write(entries.get(7), proof, early))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
