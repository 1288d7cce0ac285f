package org.mlops4j.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.QuantileSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Profiles of a million rows of ten numeric columns (normal, lognormal, heavy-tailed, zero-inflated, counts) and five
 * categories of 3 to 10,000 words. Budgets, on an idle core: counting 30 ns a number in 256 bins and 60 ns a
 * dictionary-coded category; quantile sketch 60 ns a number, merge 50 us; everything in 1.2 s, where whylogs-java takes 5
 * to 6.6 s. On a machine that does other work too, compare with {@link #sortOneColumn}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProfileBenchmark {

    private static final int ROWS = 1_000_000;
    private static final int[] WORDS = {3, 10, 50, 500, 10_000};

    private Table table = Table.of();
    private Table oneNumber = Table.of();
    private Table oneCategory = Table.of();
    private Profile numberReference = Profile.of(0, List.of());
    private Profile categoryReference = Profile.of(0, List.of());
    private Profile half = Profile.of(0, List.of());
    private double[] values = new double[0];
    private QuantileSketch left = QuantileSketch.empty();
    private QuantileSketch right = QuantileSketch.empty();

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            columns.add(Float64Column.of(Field.of("n" + c, DataType.FLOAT64), numbers(c % 5, random)));
        }
        for (int words : WORDS) {
            String[] drawn = new String[ROWS];
            for (int i = 0; i < ROWS; i++) {
                drawn[i] = "word-" + (int) Math.pow(words, random.nextDouble()); // shares about as 1/rank
            }
            columns.add(CategoryColumn.of(Field.of("w" + words, DataType.CATEGORY), drawn));
        }
        table = Table.of(columns);
        oneNumber = table.columns("n0");
        oneCategory = table.columns("w500");
        numberReference = Profiles.reference(oneNumber);
        categoryReference = Profiles.reference(oneCategory);
        half = Profiles.of(table.slice(0, ROWS / 2));
        values = oneNumber.column(0).toNumbers();
        left = sketch(0);
        right = sketch(ROWS / 2);
    }

    private static double[] numbers(int kind, SplittableRandom random) {
        double[] drawn = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double normal = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
            drawn[i] = switch (kind) {
                case 0 -> normal;
                case 1 -> Math.exp(2 * normal);
                case 2 -> Math.pow(1 - random.nextDouble(), -1 / 1.5);
                case 3 -> random.nextDouble() < 0.7 ? 0 : Math.exp(normal);
                default -> Math.floor(20 * random.nextDouble());
            };
        }
        return drawn;
    }

    private QuantileSketch sketch(int from) {
        QuantileSketch.Builder builder = QuantileSketch.builder(QuantileSketch.DEFAULT_K, 0);
        for (int i = from; i < from + ROWS / 2; i++) {
            builder.add(values[i]);
        }
        return builder.build();
    }

    /** Counts a number in 256 bins. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Profile countNumber() {
        return Profiles.against(numberReference, oneNumber);
    }

    /** Counts a dictionary-coded category. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Profile countCategory() {
        return Profiles.against(categoryReference, oneCategory);
    }

    /** Takes a number into a quantile sketch. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public QuantileSketch updateQuantiles() {
        QuantileSketch.Builder builder = QuantileSketch.builder(QuantileSketch.DEFAULT_K, 0);
        for (double value : values) {
            builder.add(value);
        }
        return builder.build();
    }

    /** Merges two sketches of half a million numbers each. */
    @Benchmark
    public QuantileSketch mergeQuantiles() {
        return left.merge(right);
    }

    /** Everything of all fifteen columns on one core. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Profile profileTable() {
        return Profiles.of(table);
    }

    /** The same on all cores. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Profile profileTableInParallel() {
        return Profiles.ofDefaults()
                .parallel()
                .collect(table.schema())
                .add(table)
                .toProfile();
    }

    /** Merges two profiles of fifteen columns. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Profile mergeProfiles() {
        return half.merge(half);
    }

    /** The bytes of a profile of fifteen columns. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public byte[] writeProfile() {
        return Profiles.toBytes(half);
    }

    /** A yardstick: sorting a million numbers. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] sortOneColumn() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
