package org.mlops4j.core.drift;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Table;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.Profile;

/** Columns for tests, drawn with a fixed seed or given by their counts. */
final class Samples {

    static final Field X = Field.builder("x", DataType.FLOAT64).nullable().build();
    static final Field W = Field.builder("w", DataType.CATEGORY).nullable().build();

    private static final List<String> DICTIONARY =
            IntStream.range(0, 10_000).mapToObj(i -> "w" + i).toList();

    private Samples() {}

    /** Draws numbers. */
    static Column numbers(int n, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> draw.applyAsDouble(random));
        return Float64Column.of(X, values);
    }

    /** Numbers as given. */
    static Column numbers(double... values) {
        return Float64Column.of(X, values);
    }

    /** Words as given. */
    static Column words(String... values) {
        return CategoryColumn.of(W, values);
    }

    /** Draws words by their cumulative shares. */
    static Column words(int n, SplittableRandom random, double[] cumulative) {
        int[] codes = new int[n];
        for (int i = 0; i < n; i++) {
            int found = Arrays.binarySearch(cumulative, random.nextDouble());
            codes[i] = Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
        }
        return CategoryColumn.ofCodes(W, codes, DICTIONARY.subList(0, cumulative.length));
    }

    /** Cumulative shares of k words, the i-th proportional to i to the minus s; s = 0 makes all equal. */
    static double[] zipf(int k, double s) {
        double[] cumulative = new double[k];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += Math.pow(i + 1, -s);
            cumulative[i] = sum;
        }
        double total = sum;
        return Arrays.stream(cumulative).map(value -> value / total).toArray();
    }

    static Profile reference(Column column) {
        return Profiles.reference(Table.of(column));
    }

    static Profile against(Profile reference, Column column) {
        return Profiles.against(reference, Table.of(column));
    }

    /** A profile of the only column of another, in its bins, from counts. */
    static ColumnProfile counted(ColumnProfile like, long[] counts) {
        return ColumnProfile.of(like.field(), like.bins(), counts, Moments.EMPTY);
    }

    /** A column of words w0, w1, … with these counts. */
    static ColumnProfile counted(long... counts) {
        List<String> words =
                IntStream.range(0, counts.length).mapToObj(i -> "w" + i).toList();
        CategoryBins bins = CategoryBins.of(words, List.of());
        return ColumnProfile.of(W, bins, Arrays.copyOf(counts, bins.size()), Moments.EMPTY);
    }
}
