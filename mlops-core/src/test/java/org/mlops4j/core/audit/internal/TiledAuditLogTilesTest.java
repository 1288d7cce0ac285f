package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.MemoryDirectory;

/** The files, recomputed with {@link ReferenceTree} from the definitions of C2SP tlog-tiles and RFC 6962. */
class TiledAuditLogTilesTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TiledAuditLog log = Fixtures.open(directory);

    private static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(AuditJson.encode(Fixtures.entry(i)));
        }
        return entries;
    }

    private static byte[] bundle(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bundle.write(entry.length / 256);
            bundle.write(entry.length % 256);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    @Test
    void writesTheTilesOfTheSpecification() {
        Fixtures.fill(log, 1100);
        log.checkpoint();
        List<byte[]> d = entries(1100);
        for (int n = 0; n < 4; n++) {
            assertThat(directory.read("audit/tile/0/00" + n)).hasValue(ReferenceTree.tile(d, 0, n));
        }
        assertThat(directory.read("audit/tile/0/004.p/76")).hasValue(ReferenceTree.tile(d, 0, 4));
        assertThat(directory.read("audit/tile/1/000.p/4")).hasValue(ReferenceTree.tile(d, 1, 0));
    }

    @Test
    void writesTheEntryBundlesOfTheSpecification() {
        Fixtures.fill(log, 600);
        log.checkpoint();
        List<byte[]> d = entries(600);
        assertThat(directory.read("audit/tile/entries/000")).hasValue(bundle(d.subList(0, 256)));
        assertThat(directory.read("audit/tile/entries/001")).hasValue(bundle(d.subList(256, 512)));
        assertThat(directory.read("audit/tile/entries/002.p/88")).hasValue(bundle(d.subList(512, 600)));
    }

    @Test
    void signsTheRootOfTheSpecification() {
        int size = 0;
        for (int step : new int[] {1, 1, 5, 100, 149, 256, 511, 1, 3}) {
            Fixtures.fill(log, step);
            size += step;
            Checkpoint checkpoint = log.checkpoint();
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(checkpoint.root().toBytes()).isEqualTo(ReferenceTree.mth(entries(size)));
        }
    }

    @Test
    void writesTheSameFilesHoweverTheTreeGrew() throws IOException {
        Fixtures.fill(log, 700);
        log.checkpoint();
        MemoryDirectory other = new MemoryDirectory();
        TiledAuditLog stepwise = Fixtures.open(other);
        for (int i = 0; i < 70; i++) {
            Fixtures.fill(stepwise, 10);
            stepwise.checkpoint();
        }
        assertThat(other.read("audit/checkpoint").orElseThrow())
                .isEqualTo(directory.read("audit/checkpoint").orElseThrow());
        for (String file : Fixtures.files(directory, "audit")) {
            if (!file.contains(".p/") || file.endsWith("002.p/188") || file.endsWith("000.p/2")) {
                assertThat(other.read(file)).as(file).isPresent();
                assertThat(other.read(file).orElseThrow())
                        .as(file)
                        .isEqualTo(directory.read(file).orElseThrow());
            }
        }
        assertThat(stepwise.verify().problems()).isEmpty();
    }

    @Test
    void dropsPartialTilesOnceTheyAreFull() {
        Fixtures.fill(log, 10);
        log.checkpoint();
        Fixtures.fill(log, 10);
        log.checkpoint();
        assertThat(directory.list("audit/tile/0/000.p")).containsExactly("10", "20");
        assertThat(directory.list("audit/tile/entries/000.p")).containsExactly("10", "20");
        Fixtures.fill(log, 256);
        log.checkpoint();
        assertThat(directory.list("audit/tile/0/000.p")).isEmpty();
        assertThat(directory.list("audit/tile/entries/000.p")).isEmpty();
    }

    @Test
    void provesFromTilesThatBecameFull() throws IOException {
        Fixtures.fill(log, 10);
        Checkpoint early = log.checkpoint();
        Fixtures.fill(log, 990);
        Checkpoint late = log.checkpoint();
        List<byte[]> d = entries(1000);
        assertThat(log.proveInclusion(7, early).hashes())
                .containsExactlyElementsOf(MerkleTree.inclusion(7, 10, ReferenceTree.hashes(d)));
        assertThat(log.proveInclusion(777, late).hashes())
                .containsExactlyElementsOf(MerkleTree.inclusion(777, 1000, ReferenceTree.hashes(d)));
        assertThat(log.proveConsistency(10, late).hashes())
                .containsExactlyElementsOf(MerkleTree.consistency(10, 1000, ReferenceTree.hashes(d)));
    }
}
