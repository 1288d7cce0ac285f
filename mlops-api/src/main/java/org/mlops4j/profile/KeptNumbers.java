package org.mlops4j.profile;

import java.util.Arrays;

/** The distinct numbers that a quantile sketch has kept, in order, with how many numbers they stand for. */
final class KeptNumbers {

    private final double[] values;
    private final long[] atMost;
    private final int[] times;

    /** Numbers by level, each level in ascending order; one on level h stands for 2^h numbers. */
    KeptNumbers(double[][] levels) {
        double[] all = new double[0];
        for (double[] level : levels) {
            all = QuantileSketch.Builder.merged(all, level);
        }
        this.values = Arrays.stream(all).distinct().toArray();
        this.atMost = new long[values.length];
        this.times = new int[values.length];
        for (int level = 0; level < levels.length; level++) {
            int at = 0;
            for (double number : levels[level]) {
                while (values[at] != number) {
                    at++;
                }
                atMost[at] += 1L << level;
                times[at]++;
            }
        }
        for (int i = 1; i < atMost.length; i++) {
            atMost[i] += atMost[i - 1];
        }
    }

    /** The smallest of them that so many numbers are at most as large as. */
    double atRank(long rank) {
        int found = Arrays.binarySearch(atMost, rank);
        return values[found >= 0 ? found : -found - 1];
    }

    /** How many numbers are at most a value. */
    long atMost(double value) {
        int found = Arrays.binarySearch(values, value + 0.0);
        int last = found >= 0 ? found : -found - 2;
        return last < 0 ? 0 : atMost[last];
    }

    /** Those kept more than once that stand for more numbers than so many. */
    double[] withMoreThan(double numbers) {
        double[] found = new double[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            long own = atMost[i] - (i == 0 ? 0 : atMost[i - 1]);
            if (times[i] > 1 && own > numbers) {
                found[size++] = values[i];
            }
        }
        return Arrays.copyOf(found, size);
    }
}
