package org.mlops4j.profile;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many distinct values there are, in a size that does not depend on how many.
 *
 * <p>Up to {@value #EXACT_LIMIT} distinct values are known by their 64-bit hashes and the count is exact (but for two
 * values of one hash, a chance below 1e-15). Beyond, the hashes are folded into the {@value #REGISTERS} registers of a
 * HyperLogLog (Flajolet et al. 2007) whose estimate is the one of Ertl 2017 (arXiv:1702.01284, algorithm 6), which needs
 * no correction for small or large counts: its standard error is {@code 1.04 / sqrt(4096)}, about 1.6 % of the count.
 *
 * <p>The state depends on the set of values only, not on their order or on how they were split, so that merging is exactly
 * associative, commutative and idempotent.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class DistinctSketch {

    /** So many distinct values are counted exactly. */
    public static final int EXACT_LIMIT = 128;

    /** So many registers a sketch has beyond that. */
    public static final int REGISTERS = 4096;

    /** Of nothing. */
    public static final DistinctSketch EMPTY = new DistinctSketch(new long[0], new byte[0]);

    private static final int PRECISION = 12;
    private static final int HASH_BITS = Long.SIZE - PRECISION;
    private static final double RELATIVE_ERROR = 1.04 / 64; // 1.04 / sqrt(REGISTERS)
    private static final double ALPHA = 0.5 / Math.log(2);

    private final long[] hashes;
    private final byte[] registers;

    private DistinctSketch(long[] hashes, byte[] registers) {
        this.hashes = hashes;
        this.registers = registers;
    }

    /**
     * Begins a sketch of nothing.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An exact sketch from its state.
     *
     * @param hashes distinct hashes, at most {@value #EXACT_LIMIT}; copied
     * @return the sketch
     * @throws IllegalArgumentException if there are too many or one occurs twice
     */
    public static DistinctSketch ofHashes(long... hashes) {
        long[] sorted = Arrays.stream(hashes).sorted().distinct().toArray();
        if (sorted.length != hashes.length || sorted.length > EXACT_LIMIT) {
            throw new IllegalArgumentException(
                    "hashes must be distinct and at most " + EXACT_LIMIT + " but were " + hashes.length);
        }
        return new DistinctSketch(sorted, new byte[0]);
    }

    /**
     * A HyperLogLog from its state.
     *
     * @param registers {@value #REGISTERS} numbers in [0, 53]; copied
     * @return the sketch
     * @throws IllegalArgumentException if there is another count of them, or one is out of range
     */
    public static DistinctSketch ofRegisters(byte... registers) {
        if (registers.length != REGISTERS) {
            throw new IllegalArgumentException("registers must be " + REGISTERS + " but were " + registers.length);
        }
        for (byte register : registers) {
            if (register < 0 || register > HASH_BITS + 1) {
                throw new IllegalArgumentException("registers must be in [0, 53] but one was " + register);
            }
        }
        return new DistinctSketch(new long[0], registers.clone());
    }

    /**
     * Whether the count is exact.
     *
     * @return true up to {@value #EXACT_LIMIT} distinct values, unless {@link #withoutHashes()} forgot them
     */
    public boolean isExact() {
        return registers.length == 0;
    }

    /**
     * How many distinct values there are.
     *
     * @return a number from 0, whole if {@link #isExact()}
     */
    public double estimate() {
        return isExact() ? hashes.length : ertl(registers);
    }

    /**
     * The standard error of the estimate as a share of the count.
     *
     * @return 0 if it is exact, otherwise 0.01625
     */
    public double relativeError() {
        return isExact() ? 0 : RELATIVE_ERROR;
    }

    /**
     * The hashes of the values while the count is exact.
     *
     * @return a new array in ascending order; empty beyond
     */
    public long[] hashes() {
        return hashes.clone();
    }

    /**
     * The registers beyond that.
     *
     * @return a new array; empty while the count is exact
     */
    public byte[] registers() {
        return registers.clone();
    }

    /**
     * The same count without the hashes, from which somebody who guesses a value could tell whether it is among them.
     *
     * @return a sketch in registers
     */
    public DistinctSketch withoutHashes() {
        return isExact() ? new DistinctSketch(new long[0], folded(hashes, new byte[REGISTERS])) : this;
    }

    /**
     * The values of both.
     *
     * @param other another sketch
     * @return the sketch of the union
     */
    public DistinctSketch merge(DistinctSketch other) {
        return new Builder().add(this).add(other).build();
    }

    private static byte[] folded(long[] hashes, byte[] registers) {
        for (long hash : hashes) {
            fold(hash, registers);
        }
        return registers;
    }

    private static void fold(long hash, byte[] registers) {
        int register = (int) (hash >>> HASH_BITS);
        byte rank = (byte) (1 + Long.numberOfLeadingZeros(hash << PRECISION | 1L << (PRECISION - 1)));
        if (registers[register] < rank) {
            registers[register] = rank;
        }
    }

    /** The finalizer of SplitMix64 (variant 13 of Stafford): a bijection that spreads every bit. */
    static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static double ertl(byte[] registers) {
        int[] histogram = new int[HASH_BITS + 2];
        for (byte register : registers) {
            histogram[register]++;
        }
        double m = REGISTERS;
        double z = m * tau(1 - histogram[HASH_BITS + 1] / m);
        for (int k = HASH_BITS; k >= 1; k--) {
            z = 0.5 * (z + histogram[k]);
        }
        return ALPHA * m * m / (z + m * sigma(histogram[0] / m));
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    /**
     * Compares the state.
     *
     * @param other what to compare with
     * @return true for an equal sketch
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DistinctSketch that
                && Arrays.equals(hashes, that.hashes)
                && Arrays.equals(registers, that.registers);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the state
     */
    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hashes) + Arrays.hashCode(registers);
    }

    /**
     * One line for messages.
     *
     * @return the estimate
     */
    @Override
    public String toString() {
        return (isExact() ? "" : "about ") + Math.round(estimate()) + " distinct";
    }

    /** Takes values in. Not thread-safe. */
    public static final class Builder {

        private static final int SLOTS = 4 * EXACT_LIMIT; // a power of two
        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        private final long[] slots = new long[SLOTS]; // 0 is a free slot
        private int used;
        private boolean zero;
        private byte @Nullable [] registers;

        private Builder() {}

        /**
         * Takes a number in. Both zeros are one value, and so are all NaN.
         *
         * @param value the number
         * @return this builder
         */
        public Builder add(double value) {
            return addHash(mix(Double.doubleToLongBits(value + 0.0)));
        }

        /**
         * Takes an integer in, which is another value than the floating-point number equal to it.
         *
         * @param value the integer
         * @return this builder
         */
        public Builder add(long value) {
            return addHash(mix(value));
        }

        /**
         * Takes a text in.
         *
         * @param value the text, of any content
         * @return this builder
         */
        public Builder add(String value) {
            long hash = FNV_OFFSET;
            for (int i = 0; i < value.length(); i++) {
                hash = (hash ^ value.charAt(i)) * FNV_PRIME;
            }
            return addHash(mix(hash));
        }

        /**
         * Takes all values of a sketch in.
         *
         * @param sketch the other sketch
         * @return this builder
         */
        public Builder add(DistinctSketch sketch) {
            for (long hash : sketch.hashes) {
                addHash(hash);
            }
            if (!sketch.isExact()) {
                byte[] all = toRegisters();
                for (int i = 0; i < all.length; i++) {
                    all[i] = (byte) Math.max(all[i], sketch.registers[i]);
                }
            }
            return this;
        }

        /**
         * Takes in a value known by a hash of one's own, whose 64 bits must be evenly spread.
         *
         * @param hash the hash
         * @return this builder
         */
        public Builder addHash(long hash) {
            byte[] folded = registers;
            if (folded != null) {
                fold(hash, folded);
            } else if (hash == 0) {
                zero = true;
                foldIfMany();
            } else {
                int slot = (int) hash & SLOTS - 1;
                while (slots[slot] != 0 && slots[slot] != hash) {
                    slot = slot + 1 & SLOTS - 1;
                }
                if (slots[slot] == 0) {
                    slots[slot] = hash;
                    used++;
                    foldIfMany();
                }
            }
            return this;
        }

        /**
         * The sketch of what was taken in so far; more may follow.
         *
         * @return the sketch
         */
        public DistinctSketch build() {
            byte[] folded = registers;
            return folded != null
                    ? new DistinctSketch(new long[0], folded.clone())
                    : new DistinctSketch(exact(), new byte[0]);
        }

        private void foldIfMany() {
            if (used + (zero ? 1 : 0) > EXACT_LIMIT) {
                toRegisters();
            }
        }

        private byte[] toRegisters() {
            byte[] folded = registers;
            if (folded == null) {
                folded = folded(exact(), new byte[REGISTERS]);
                registers = folded;
            }
            return folded;
        }

        private long[] exact() {
            long[] found = new long[used + (zero ? 1 : 0)];
            int[] taken =
                    IntStream.range(0, SLOTS).filter(slot -> slots[slot] != 0).toArray();
            for (int i = 0; i < taken.length; i++) {
                found[i] = slots[taken[i]];
            }
            Arrays.sort(found);
            return found;
        }
    }
}
