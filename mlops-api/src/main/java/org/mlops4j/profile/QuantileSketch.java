package org.mlops4j.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates quantiles and ranks of many numbers in a size that does not depend on how many: the sketch of Karnin, Lang and
 * Liberty 2016 (arXiv:1603.05346) on 64-bit numbers.
 *
 * <p>Numbers are kept on levels; one on level {@code h} stands for {@code 2^h} numbers. When there are too many, every second
 * number of a full level, in order, moves up, and a coin decides which half. The coins are drawn from a recorded seed, the
 * count of earlier draws and the numbers at hand: the same numbers in the same order give the same sketch on every machine,
 * and merging is commutative.
 *
 * <p>With probability 0.99 an estimated rank is off by at most {@link #rankError()} of the count; up to {@code k} numbers
 * all are kept and every answer is exact.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class QuantileSketch {

    /** The size unless another is asked for: a rank error of 0.44 %, and at most some 25 KB for any count of numbers. */
    public static final int DEFAULT_K = 1024;

    /** The smallest size there is. */
    public static final int LEAST_K = 8;

    /** The largest size there is. */
    public static final int MOST_K = 65_535;

    private static final int MOST_LEVELS = 61;
    private static final int LEAST_ON_LEVEL = 8;
    private static final double SHRINKING = 2.0 / 3;

    private final int k;
    private final long seed;
    private final long draws;
    private final long count;
    private final double min;
    private final double max;
    private final double[][] levels;
    private volatile @Nullable KeptNumbers kept;

    private QuantileSketch(Builder from) {
        this.k = from.k;
        this.seed = from.seed;
        this.draws = from.draws;
        this.count = from.count;
        this.min = from.min;
        this.max = from.max;
        this.levels = from.levels.toArray(double[][]::new);
    }

    /**
     * A sketch of no numbers, of the default size and seed 0.
     *
     * @return the sketch
     */
    public static QuantileSketch empty() {
        return builder(DEFAULT_K, 0).build();
    }

    /**
     * Begins a sketch of no numbers.
     *
     * @param k the size, in [8, 65535]; the error falls about as 1/k
     * @param seed what the coins are drawn from
     * @return a builder
     * @throws IllegalArgumentException if k is not in [8, 65535]
     */
    public static Builder builder(int k, long seed) {
        if (k < LEAST_K || k > MOST_K) {
            throw new IllegalArgumentException(
                    "k must be in [" + LEAST_K + ", " + MOST_K + "] but was " + k + "; 1024 fits most uses");
        }
        return new Builder(k, seed);
    }

    /**
     * A sketch from its state.
     *
     * @param k the size
     * @param seed what coins are drawn from
     * @param draws how many were drawn
     * @param min the smallest number; ignored if there are none
     * @param max the largest number; ignored if there are none
     * @param levels the numbers of each level, finite and in ascending order; copied
     * @return the sketch
     * @throws IllegalArgumentException if it is not the state of a sketch
     */
    public static QuantileSketch of(int k, long seed, long draws, double min, double max, double[][] levels) {
        Builder builder = builder(k, seed);
        if (draws < 0 || levels.length > MOST_LEVELS) {
            throw new IllegalArgumentException("draws must be >= 0 and levels at most " + MOST_LEVELS + " but were "
                    + draws + " and " + levels.length);
        }
        builder.draws = draws;
        for (int level = 0; level < levels.length; level++) {
            double[] numbers = levels[level].clone();
            for (int i = 0; i < numbers.length; i++) {
                requireFinite(numbers[i]);
                if (!(numbers[i] >= (i == 0 ? min : numbers[i - 1]) && numbers[i] <= max)) {
                    throw new IllegalArgumentException(
                            "numbers of level " + level + " must ascend from min to max but one is " + numbers[i]);
                }
            }
            builder.levels.add(numbers);
            builder.count = Math.addExact(builder.count, Math.multiplyExact((long) numbers.length, 1L << level));
        }
        if (builder.count > 0) {
            builder.min = requireFinite(min);
            builder.max = requireFinite(max);
        }
        return new QuantileSketch(builder);
    }

    private static double requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite but was " + value);
        }
        return value;
    }

    /**
     * The size.
     *
     * @return a number in [8, 65535]
     */
    public int k() {
        return k;
    }

    /**
     * What coins are drawn from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * How many coins were drawn so far.
     *
     * @return a number from 0
     */
    public long draws() {
        return draws;
    }

    /**
     * How many numbers there were.
     *
     * @return a number from 0
     */
    public long count() {
        return count;
    }

    /**
     * Whether there were no numbers.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * The numbers that are kept, by level.
     *
     * @return new arrays, each in ascending order
     */
    public double[][] levels() {
        return Arrays.stream(levels).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * How far an estimated rank may be off, as a share of the count, with probability 0.99: {@code 2.296 / k^0.9021}, as
     * measured by the authors of Apache DataSketches for this kind of sketch.
     *
     * @return a share, for example 0.0044 for k = 1024; 0 while all numbers are kept
     */
    public double rankError() {
        return levels.length <= 1 ? 0 : 2.296 / Math.pow(k, 0.9021);
    }

    /**
     * The smallest number.
     *
     * @return the exact value; NaN if there are none
     */
    public double min() {
        return isEmpty() ? Double.NaN : min;
    }

    /**
     * The largest number.
     *
     * @return the exact value; NaN if there are none
     */
    public double max() {
        return isEmpty() ? Double.NaN : max;
    }

    /**
     * A quantile: the smallest kept number such that at least the share p of all numbers is at most as large.
     *
     * @param p a share in [0, 1]; 0 is the smallest number, 1 the largest
     * @return the quantile; NaN if there are no numbers
     * @throws IllegalArgumentException if p is not in [0, 1]
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be in [0, 1] but was " + p);
        }
        if (isEmpty()) {
            return Double.NaN;
        }
        if (p == 0 || p == 1) {
            return p == 0 ? min : max;
        }
        return kept().atRank(Math.max(1, (long) Math.ceil(p * count)));
    }

    /**
     * How many numbers are at most a value.
     *
     * @param value any value but NaN
     * @return the estimate, from 0 to {@link #count()}
     */
    public long countAtMost(double value) {
        return kept().atMost(value);
    }

    /**
     * How many numbers are below a value.
     *
     * @param value any value but NaN
     * @return the estimate, from 0 to {@link #count()}
     */
    public long countBelow(double value) {
        return countAtMost(Math.nextDown(value));
    }

    /**
     * The values that make up more than a share of the numbers by themselves, each of them kept more than once.
     *
     * @param share a share in (0, 1)
     * @return the values in ascending order
     */
    public double[] atoms(double share) {
        return kept().withMoreThan(share * count);
    }

    /**
     * The numbers of both.
     *
     * @param other another sketch; if the sizes differ, the result has the smaller one
     * @return the merged sketch
     */
    public QuantileSketch merge(QuantileSketch other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        long common = seed == other.seed ? seed : DistinctSketch.mix(seed + other.seed);
        Builder merged = new Builder(Math.min(k, other.k), common);
        merged.draws = draws + other.draws;
        merged.count = Math.addExact(count, other.count);
        merged.min = Math.min(min, other.min);
        merged.max = Math.max(max, other.max);
        for (int level = 0; level < Math.max(levels.length, other.levels.length); level++) {
            merged.levels.add(Builder.merged(onLevel(level), other.onLevel(level)));
        }
        merged.compress();
        return new QuantileSketch(merged);
    }

    private double[] onLevel(int level) {
        return level < levels.length ? levels[level] : new double[0];
    }

    private KeptNumbers kept() {
        KeptNumbers known = kept;
        if (known == null) {
            known = new KeptNumbers(levels);
            kept = known;
        }
        return known;
    }

    /**
     * Compares the state.
     *
     * @param other what to compare with
     * @return true for an equal sketch
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuantileSketch that
                && k == that.k
                && seed == that.seed
                && draws == that.draws
                && Double.compare(min, that.min) == 0
                && Double.compare(max, that.max) == 0
                && Arrays.deepEquals(levels, that.levels);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the state
     */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(seed) + Arrays.deepHashCode(levels);
    }

    /**
     * One line for messages.
     *
     * @return count, size and error
     */
    @Override
    public String toString() {
        return "quantiles of " + count + " numbers, rank error " + rankError();
    }

    /** Takes numbers in. Not thread-safe. */
    public static final class Builder {

        private static final int BUFFER = 1024;
        private static final long GOLDEN = 0x9e3779b97f4a7c15L;

        private final int k;
        private final long seed;
        private final double[] buffer = new double[BUFFER];
        private int buffered;
        private List<double[]> levels = new ArrayList<>();
        private long draws;
        private long count;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        private Builder(int k, long seed) {
            this.k = k;
            this.seed = seed;
        }

        /**
         * Takes a number in; negative zero counts as zero.
         *
         * @param value a finite number
         * @return this builder
         * @throws IllegalArgumentException if it is not finite
         */
        public Builder add(double value) {
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                requireFinite(value);
            }
            buffer[buffered++] = value + 0.0;
            if (buffered == BUFFER) {
                flush();
            }
            return this;
        }

        /**
         * Takes a number in that stands for several.
         *
         * @param value a finite number
         * @param times how many, from 1 to 2^60
         * @return this builder
         * @throws IllegalArgumentException if the number is not finite or times is out of range
         */
        public Builder add(double value, long times) {
            if (times < 1 || times >= 1L << (MOST_LEVELS - 1)) {
                throw new IllegalArgumentException("times must be in [1, 2^60) but was " + times);
            }
            double number = requireFinite(value) + 0.0;
            for (int level = 0; level < Long.SIZE - Long.numberOfLeadingZeros(times); level++) {
                boolean stands = (times >>> level & 1) == 1;
                addLevel(level, stands ? new double[] {number} : new double[0]);
            }
            count = Math.addExact(count, times);
            min = Math.min(min, number);
            max = Math.max(max, number);
            compress();
            return this;
        }

        /**
         * The sketch of what was taken in so far; more may follow.
         *
         * @return the sketch
         */
        public QuantileSketch build() {
            Builder copy = new Builder(k, seed);
            copy.draws = draws;
            copy.count = count;
            copy.min = min;
            copy.max = max;
            copy.levels = new ArrayList<>(levels); // whose arrays never change
            System.arraycopy(buffer, 0, copy.buffer, 0, buffered);
            copy.buffered = buffered;
            copy.flush();
            return new QuantileSketch(copy);
        }

        private void flush() {
            if (buffered == 0) {
                return;
            }
            Arrays.sort(buffer, 0, buffered);
            min = Math.min(min, buffer[0]);
            max = Math.max(max, buffer[buffered - 1]);
            count += buffered;
            addLevel(0, Arrays.copyOf(buffer, buffered));
            buffered = 0;
            compress();
        }

        private void addLevel(int level, double[] sorted) {
            if (level == levels.size()) {
                levels.add(sorted);
            } else {
                levels.set(level, merged(levels.get(level), sorted));
            }
        }

        /** Halves the lowest level that is full, until all numbers together are no more than the levels may hold. */
        private void compress() {
            while (true) {
                int[] capacities = capacities();
                int kept = 0;
                int allowed = 0;
                int full = -1;
                for (int level = levels.size() - 1; level >= 0; level--) {
                    kept += levels.get(level).length;
                    allowed += capacities[level];
                    full = levels.get(level).length >= capacities[level] ? level : full;
                }
                if (kept <= allowed) {
                    return;
                }
                halve(full);
            }
        }

        private void halve(int level) {
            double[] numbers = levels.get(level);
            int odd = numbers.length & 1; // the first one stays, as it has no other to be drawn against
            long coin = DistinctSketch.mix(seed + ++draws * GOLDEN
                    ^ DistinctSketch.mix(Double.doubleToLongBits(numbers[odd]))
                    ^ Long.rotateLeft(DistinctSketch.mix(Double.doubleToLongBits(numbers[numbers.length - 1])), 1));
            double[] half = new double[numbers.length / 2];
            int at = odd + (int) (coin >>> Long.SIZE - 1);
            for (int i = 0; i < half.length; i++) {
                half[i] = numbers[at + 2 * i];
            }
            levels.set(level, Arrays.copyOf(numbers, odd));
            addLevel(level + 1, half);
        }

        private int[] capacities() {
            int[] capacities = new int[levels.size()];
            double capacity = k;
            for (int level = capacities.length - 1; level >= 0; level--) {
                capacities[level] = Math.max(LEAST_ON_LEVEL, (int) Math.ceil(capacity));
                capacity *= SHRINKING;
            }
            return capacities;
        }

        static double[] merged(double[] a, double[] b) {
            if (a.length == 0 || b.length == 0) {
                return a.length == 0 ? b : a;
            }
            double[] all = new double[a.length + b.length];
            int i = 0;
            int j = 0;
            int at = 0;
            while (i < a.length && j < b.length) {
                all[at++] = a[i] <= b[j] ? a[i++] : b[j++];
            }
            System.arraycopy(a, i, all, at, a.length - i);
            System.arraycopy(b, j, all, at + a.length - i, b.length - j);
            return all;
        }
    }
}
