package org.mlops4j.testing.data;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;

/**
 * Makes data move although every row stays real.
 *
 * @since 0.1.0
 */
public final class DriftScenarios {

    private DriftScenarios() {}

    /**
     * Rows drawn with replacement, each with the same probability: a population that has not moved.
     *
     * @param table where from; not empty
     * @param rows how many to draw, from 0
     * @param seed decides which
     * @return a view on the drawn rows
     * @throws IllegalArgumentException if the table is empty or {@code rows} is negative
     */
    public static Table resample(Table table, int rows, long seed) {
        return resample(table, row -> 1, rows, seed);
    }

    /**
     * Rows drawn with replacement, each with a probability in proportion to its weight: a population that has moved
     * towards the heavier rows.
     *
     * @param table where from; not empty
     * @param weight weight of a row: finite, not negative, above 0 for at least one row, with a finite sum
     * @param rows how many to draw, from 0
     * @param seed decides which
     * @return a view on the drawn rows
     * @throws IllegalArgumentException if the table is empty, {@code rows} is negative, a weight is negative or not
     *     finite, or their sum is 0 or not finite
     */
    public static Table resample(Table table, ToDoubleFunction<Row> weight, int rows, long seed) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be >= 0 but was " + rows);
        }
        double[] upTo = new double[table.rowCount()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            double heavy = weight.applyAsDouble(table.row(i));
            if (!(heavy >= 0 && heavy < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of row " + i + " must be finite and >= 0 but was " + heavy);
            }
            sum += heavy;
            upTo[i] = sum;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "weights of the " + upTo.length + " rows must have a finite sum above 0 but it was " + sum);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int[] drawn = new int[rows];
        for (int i = 0; i < rows; i++) {
            drawn[i] = firstAbove(upTo, random.nextDouble() * sum);
        }
        return table.select(drawn);
    }

    private static int firstAbove(double[] upTo, double at) {
        int found = Arrays.binarySearch(upTo, at);
        if (found < 0) {
            return -found - 1;
        }
        while (found < upTo.length - 1 && upTo[found] <= at) {
            found++;
        }
        return found;
    }
}
