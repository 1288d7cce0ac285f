package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.json.internal.JsonObject;

/** Proofs: merkle_rfc6962.json. What must fail: the kinds of damage that transparency-dev/merkle probes with. */
class MerkleCheckTest {

    private static final JsonObject GOLDEN = Fixtures.golden("merkle_rfc6962.json");
    private static final List<byte[]> LEAVES = Fixtures.hashes(GOLDEN.texts("leaves_hex"));

    private static byte[] root(long size) {
        return GOLDEN.objects("roots").stream()
                .filter(golden -> golden.integer("size") == size)
                .map(golden -> Fixtures.hex(golden.text("root")))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] leaf(long index) {
        return MerkleTree.leaf(LEAVES.get((int) index));
    }

    @Test
    void acceptsEveryInclusionProofOfTheReference() {
        for (JsonObject golden : GOLDEN.objects("inclusion")) {
            long index = golden.integer("index");
            long size = golden.integer("size");
            assertThat(MerkleCheck.inclusion(
                            index, size, leaf(index), Fixtures.hashes(golden.texts("proof")), root(size)))
                    .as("%d in %d", index, size)
                    .isTrue();
        }
    }

    @Test
    void acceptsEveryConsistencyProofOfTheReference() {
        for (JsonObject golden : GOLDEN.objects("consistency")) {
            long m = golden.integer("m");
            long n = golden.integer("n");
            assertThat(MerkleCheck.consistency(m, n, root(m), root(n), Fixtures.hashes(golden.texts("proof"))))
                    .as("%d in %d", m, n)
                    .isTrue();
        }
    }

    @Test
    void acceptsTheProofsOfALongSeries() {
        JsonObject series = GOLDEN.object("entry_series");
        byte[] last = Fixtures.hex(series.object("roots").text("1000"));
        assertThat(MerkleCheck.inclusion(
                        777,
                        1000,
                        MerkleTree.leaf(MerkleTreeTest.series().get(777)),
                        Fixtures.hashes(series.texts("inclusion 777 of 1000")),
                        last))
                .isTrue();
        assertThat(MerkleCheck.consistency(
                        257,
                        1000,
                        Fixtures.hex(series.object("roots").text("257")),
                        last,
                        Fixtures.hashes(series.texts("consistency 257->1000"))))
                .isTrue();
    }

    @Test
    void rejectsDamagedInclusionProofs() {
        for (JsonObject golden : GOLDEN.objects("inclusion")) {
            long index = golden.integer("index");
            long size = golden.integer("size");
            for (List<byte[]> damaged : damaged(Fixtures.hashes(golden.texts("proof")), leaf(index), root(size))) {
                assertThat(MerkleCheck.inclusion(index, size, leaf(index), damaged, root(size)))
                        .as("%d in %d with %d hashes", index, size, damaged.size())
                        .isFalse();
            }
        }
    }

    @Test
    void rejectsInclusionProofsOfAnotherPlace() {
        for (JsonObject golden : GOLDEN.objects("inclusion")) {
            long index = golden.integer("index");
            long size = golden.integer("size");
            List<byte[]> proof = Fixtures.hashes(golden.texts("proof"));
            for (long other = -1; other <= size; other++) {
                assertThat(MerkleCheck.inclusion(other, size, leaf(index), proof, root(size)))
                        .as("proof of %d in %d used for %d", index, size, other)
                        .isEqualTo(other == index);
            }
        }
    }

    @Test
    void rejectsInclusionProofsForAnotherLeafOrRoot() {
        for (JsonObject golden : GOLDEN.objects("inclusion")) {
            long index = golden.integer("index");
            long size = golden.integer("size");
            List<byte[]> proof = Fixtures.hashes(golden.texts("proof"));
            assertThat(MerkleCheck.inclusion(index, size, new byte[32], proof, root(size)))
                    .isFalse();
            assertThat(MerkleCheck.inclusion(index, size, new byte[0], proof, root(size)))
                    .isFalse();
            assertThat(MerkleCheck.inclusion(index, size, leaf(index), proof, new byte[0]))
                    .isFalse();
            assertThat(MerkleCheck.inclusion(index, size, leaf(index), proof, root(0)))
                    .isFalse();
        }
    }

    @Test
    void rejectsDamagedConsistencyProofs() {
        for (JsonObject golden : GOLDEN.objects("consistency")) {
            long m = golden.integer("m");
            long n = golden.integer("n");
            for (List<byte[]> damaged : damaged(Fixtures.hashes(golden.texts("proof")), root(m), root(n))) {
                assertThat(MerkleCheck.consistency(m, n, root(m), root(n), damaged))
                        .as("%d in %d with %d hashes", m, n, damaged.size())
                        .isFalse();
            }
        }
    }

    @Test
    void rejectsConsistencyProofsOfOtherSizesOrRoots() {
        for (JsonObject golden : GOLDEN.objects("consistency")) {
            long m = golden.integer("m");
            long n = golden.integer("n");
            List<byte[]> proof = Fixtures.hashes(golden.texts("proof"));
            assertThat(MerkleCheck.consistency(m - 1, n, root(m), root(n), proof))
                    .isFalse();
            assertThat(MerkleCheck.consistency(n + 1, n, root(m), root(n), proof))
                    .isFalse();
            assertThat(MerkleCheck.consistency(m, m - 1, root(m), root(n), proof))
                    .isFalse();
            assertThat(MerkleCheck.consistency(m, n, root(0), root(n), proof)).isFalse();
            assertThat(MerkleCheck.consistency(m, n, root(m), root(0), proof)).isFalse();
            assertThat(MerkleCheck.consistency(m, n, root(m), new byte[0], proof))
                    .isFalse();
        }
    }

    @Test
    void provesNothingFromAnEmptyLog() {
        assertThat(MerkleCheck.consistency(0, 8, root(0), root(8), List.of())).isFalse();
        assertThat(MerkleCheck.consistency(0, 0, root(0), root(0), List.of())).isFalse();
    }

    @Test
    void endsOnSizesAtTheLimit() {
        List<byte[]> proof = Collections.nCopies(200, new byte[32]);
        assertThat(MerkleCheck.inclusion(Long.MAX_VALUE - 1, Long.MAX_VALUE, new byte[32], proof, new byte[32]))
                .isFalse();
        assertThat(MerkleCheck.consistency(1L << 62, Long.MAX_VALUE, new byte[32], new byte[32], proof))
                .isFalse();
    }

    /** Proofs with a hash too many or too few, in another order, of another length, or with a bit flipped. */
    private static List<List<byte[]>> damaged(List<byte[]> proof, byte[] first, byte[] last) {
        List<List<byte[]>> all = new ArrayList<>();
        for (byte[] extra : List.of(new byte[0], new byte[32], first, last)) {
            all.add(with(proof, 0, extra));
            all.add(with(proof, proof.size(), extra));
        }
        for (int i = 0; i < proof.size(); i++) {
            List<byte[]> without = new ArrayList<>(proof);
            without.remove(i);
            all.add(without);
            for (byte[] other :
                    List.of(flipped(proof.get(i)), Arrays.copyOf(proof.get(i), 31), Arrays.copyOf(proof.get(i), 33))) {
                List<byte[]> changed = new ArrayList<>(proof);
                changed.set(i, other);
                all.add(changed);
            }
            if (i > 0) {
                List<byte[]> swapped = new ArrayList<>(proof);
                Collections.swap(swapped, i - 1, i);
                all.add(swapped);
            }
        }
        return all;
    }

    private static List<byte[]> with(List<byte[]> proof, int at, byte[] extra) {
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(at, extra);
        return longer;
    }

    private static byte[] flipped(byte[] hash) {
        byte[] other = hash.clone();
        other[7] ^= 0x10;
        return other;
    }
}
