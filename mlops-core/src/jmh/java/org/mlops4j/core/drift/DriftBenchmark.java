package org.mlops4j.core.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.profile.Profile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Profiles and drift of a million rows of ten numeric columns, each in 256 intervals. Budget: counting and comparing
 * against a stored profile at least ten times as fast as Evidently and NannyML, which need 9 to 54 s for the ten columns
 * (map of batch drift, section 5); counting a column of a million values takes about 40 ms.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DriftBenchmark {

    private static final int ROWS = 1_000_000;
    private static final int COLUMNS = 10;

    private Table before = Table.of();
    private Table now = Table.of();
    private Table oneColumn = Table.of();
    private Profile reference = Profiles.reference(before);
    private Profile referenceOfOneColumn = Profiles.reference(oneColumn);
    private Profile current = Profiles.against(reference, now);

    /** Draws the rows and counts them. */
    @Setup
    public void draw() {
        before = table(1, 0);
        now = table(2, 0.02);
        oneColumn = now.columns("c0");
        reference = Profiles.reference(before);
        referenceOfOneColumn = Profiles.reference(before.columns("c0"));
        current = Profiles.against(reference, now);
    }

    private static Table table(long seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            double[] values = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + shift;
                values[i] = c % 2 == 0 ? sum : Math.exp(2 * sum);
            }
            columns.add(Float64Column.of(Field.of("c" + c, DataType.FLOAT64), values));
        }
        return Table.of(columns);
    }

    /** Freezes the bins of ten columns and counts them: sorting is most of it. */
    @Benchmark
    public Profile freezeTenColumns() {
        return Profiles.reference(before);
    }

    /** Counts a million values into 256 intervals. */
    @Benchmark
    public Profile countOneColumn() {
        return Profiles.against(referenceOfOneColumn, oneColumn);
    }

    /** Counts ten million values. */
    @Benchmark
    public Profile countTenColumns() {
        return Profiles.against(reference, now);
    }

    /** Compares two profiles of ten columns. */
    @Benchmark
    public DriftReport compareTenColumns() {
        return Drift.ofDefaults().compare(reference, current);
    }

    /** Counts and compares ten columns against a stored profile. */
    @Benchmark
    public DriftReport countAndCompareTenColumns() {
        return Drift.ofDefaults().compare(reference, Profiles.against(reference, now));
    }
}
