package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.json.internal.JsonObject;

/** Expected values: merkle_rfc6962.json, the certificate-transparency reference vectors. */
class MerkleTreeTest {

    private static final JsonObject GOLDEN = Fixtures.golden("merkle_rfc6962.json");
    private static final List<byte[]> LEAVES = Fixtures.hashes(GOLDEN.texts("leaves_hex"));

    /** Subtrees by halving, with the hashes under test; the tree above them is what is compared. */
    private static MerkleTree.Hashes hashes(List<byte[]> entries) {
        return (level, index) -> subtree(entries, level, (int) index);
    }

    private static byte[] subtree(List<byte[]> entries, int level, int index) {
        return level == 0
                ? MerkleTree.leaf(entries.get(index))
                : MerkleTree.node(subtree(entries, level - 1, 2 * index), subtree(entries, level - 1, 2 * index + 1));
    }

    @Test
    void hashesAnEmptyLeaf() {
        assertThat(MerkleTree.leaf(new byte[0]))
                .isEqualTo(Fixtures.hex(GOLDEN.object("hash").text("empty_leaf")));
    }

    @Test
    void hashesALeafBehindAZeroByte() {
        assertThat(MerkleTree.leaf("L123456".getBytes(UTF_8)))
                .isEqualTo(Fixtures.hex(GOLDEN.object("hash").text("leaf L123456")));
    }

    @Test
    void hashesANodeBehindAOneByte() {
        assertThat(MerkleTree.node("N123".getBytes(UTF_8), "N456".getBytes(UTF_8)))
                .isEqualTo(Fixtures.hex(GOLDEN.object("hash").text("node N123,N456")));
    }

    @Test
    void hasTheRootsOfTheReference() throws IOException {
        for (JsonObject golden : GOLDEN.objects("roots")) {
            assertThat(MerkleTree.root(golden.integer("size"), hashes(LEAVES)))
                    .as("root of %d", golden.integer("size"))
                    .isEqualTo(Fixtures.hex(golden.text("root")));
        }
    }

    @Test
    void hasTheInclusionProofsOfTheReference() throws IOException {
        for (JsonObject golden : GOLDEN.objects("inclusion")) {
            assertThat(MerkleTree.inclusion(golden.integer("index"), golden.integer("size"), hashes(LEAVES)))
                    .as("proof of %d in %d", golden.integer("index"), golden.integer("size"))
                    .containsExactlyElementsOf(Fixtures.hashes(golden.texts("proof")));
        }
    }

    @Test
    void hasTheConsistencyProofsOfTheReference() throws IOException {
        for (JsonObject golden : GOLDEN.objects("consistency")) {
            assertThat(MerkleTree.consistency(golden.integer("m"), golden.integer("n"), hashes(LEAVES)))
                    .as("proof of %d in %d", golden.integer("m"), golden.integer("n"))
                    .containsExactlyElementsOf(Fixtures.hashes(golden.texts("proof")));
        }
    }

    @Test
    void hasTheRootsOfALongSeries() throws IOException {
        JsonObject golden = GOLDEN.object("entry_series").object("roots");
        for (String size : golden.members().keySet()) {
            assertThat(MerkleTree.root(Long.parseLong(size), hashes(series())))
                    .as("root of %s", size)
                    .isEqualTo(Fixtures.hex(golden.text(size)));
        }
    }

    @Test
    void provesInclusionInALongSeries() throws IOException {
        assertThat(MerkleTree.inclusion(777, 1000, hashes(series())))
                .containsExactlyElementsOf(
                        Fixtures.hashes(GOLDEN.object("entry_series").texts("inclusion 777 of 1000")));
    }

    @Test
    void provesConsistencyInALongSeries() throws IOException {
        assertThat(MerkleTree.consistency(257, 1000, hashes(series())))
                .containsExactlyElementsOf(
                        Fixtures.hashes(GOLDEN.object("entry_series").texts("consistency 257->1000")));
    }

    @Test
    void refusesAnIndexBehindTheTree() {
        assertThatThrownBy(() -> MerkleTree.inclusion(8, 8, hashes(LEAVES)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index must be in [0, 8) but was 8");
    }

    @Test
    void refusesConsistencyFromNothing() {
        assertThatThrownBy(() -> MerkleTree.consistency(0, 8, hashes(LEAVES)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("earlier size must be in [1, 8] but was 0");
    }

    static List<byte[]> series() {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            entries.add(("entry-" + i).getBytes(UTF_8));
        }
        return entries;
    }
}
