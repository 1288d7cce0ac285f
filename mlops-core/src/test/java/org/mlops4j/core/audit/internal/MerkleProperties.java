package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Trees of any size, against {@link ReferenceTree}. */
class MerkleProperties {

    private static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(ByteBuffer.allocate(4).putInt(i).array());
        }
        return entries;
    }

    @Property(tries = 100)
    void provesInclusionOfAnyEntry(
            @ForAll @IntRange(min = 1, max = 3000) int size, @ForAll @LongRange(min = 0) long pick) throws IOException {
        List<byte[]> d = entries(size);
        long index = pick % size;
        byte[] root = ReferenceTree.mth(d);
        byte[] leaf = ReferenceTree.mth(d.subList((int) index, (int) index + 1));
        List<byte[]> proof = MerkleTree.inclusion(index, size, ReferenceTree.hashes(d));
        assertThat(MerkleCheck.inclusion(index, size, leaf, proof, root)).isTrue();
        assertThat(MerkleCheck.inclusion((index + 1) % size, size, leaf, proof, root))
                .isEqualTo(size == 1);
    }

    @Property(tries = 100)
    void provesConsistencyOfAnySizes(
            @ForAll @IntRange(min = 1, max = 3000) int size, @ForAll @LongRange(min = 0) long pick) throws IOException {
        List<byte[]> d = entries(size);
        int earlier = 1 + (int) (pick % size);
        byte[] before = ReferenceTree.mth(d.subList(0, earlier));
        byte[] root = ReferenceTree.mth(d);
        List<byte[]> proof = MerkleTree.consistency(earlier, size, ReferenceTree.hashes(d));
        assertThat(MerkleCheck.consistency(earlier, size, before, root, proof)).isTrue();
        assertThat(MerkleCheck.consistency(earlier, size, ReferenceTree.mth(entries(earlier + 1)), root, proof))
                .isFalse();
    }

    @Property(tries = 100)
    void neverThrowsOnAnyProof(
            @ForAll long from,
            @ForAll long size,
            @ForAll List<byte[]> proof,
            @ForAll byte[] first,
            @ForAll byte[] last) {
        assertThat(MerkleCheck.inclusion(from, size, first, proof, last)).isFalse();
        if (from != size) {
            assertThat(MerkleCheck.consistency(from, size, first, last, proof)).isFalse();
        }
    }
}
