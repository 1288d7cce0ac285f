package org.mlops4j;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Features;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a served model costs on top of the model itself, a logistic regression of ten numbers. Budget of the way to the
 * model and back, without the encoding of the record: 150 ns and 64 B. Callers outrun the disk here, so that the buffers
 * fill up and records are dropped, which is part of the figures.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ServeBenchmark {

    private static final int WIDTH = 10;
    private static final Actor ACTOR = Actor.ci("benchmark");

    private final double[] input = new double[WIDTH];
    private final double[] weights = new double[WIDTH];
    private final Model<double[], Double> bare = Model.of(this::score);
    private Path folder = Path.of("");
    private @Nullable Mlops mlops;
    private @Nullable ServedModel<double[], Double> withoutInputs;
    private @Nullable ServedModel<double[], Double> withInputs;

    /** Registers the model and opens two services. */
    @Setup
    public void open() throws IOException {
        for (int i = 0; i < WIDTH; i++) {
            input[i] = i / 10.0;
            weights[i] = 1 - i / 5.0;
        }
        folder = Files.createTempDirectory("mlops4j-serve-");
        mlops = Mlops.at(folder.resolve("home"));
        mlops.registry().register(Registration.of("m").build(), ACTOR, "benchmark");
        mlops.registry().moveAlias("m", "champion", 1, ACTOR, "benchmark");
        Scores<Double> scores = Scores.binary("good", "bad", score -> score);
        withoutInputs = mlops.serving()
                .serve("m@champion", files -> Model.<double[], Double>of(this::score))
                .scores(scores)
                .open();
        withInputs = mlops.serving()
                .serve("m@champion", files -> Model.<double[], Double>of(this::score))
                .features(features())
                .scores(scores)
                .open();
    }

    private static Features<double[]> features() {
        Field[] fields = new Field[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            fields[i] = Field.of("x" + i, DataType.FLOAT64);
        }
        Features<double[]> features = Features.of(Schema.of(fields)).number("x0", (double[] row) -> row[0]);
        for (int i = 1; i < WIDTH; i++) {
            int at = i;
            features = features.number("x" + i, row -> row[at]);
        }
        return features;
    }

    private double score(double[] row) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += weights[i] * row[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** The model alone. */
    @Benchmark
    public Double bareModel() throws Exception {
        return bare.predict(input);
    }

    /** Served, with id, score and latency logged. */
    @Benchmark
    public Object servedWithoutInputs() {
        return withoutInputs.predict(input);
    }

    /** Served, with ten numbers logged beside. */
    @Benchmark
    public Object servedWithTenInputs() {
        return withInputs.predict(input);
    }

    /** Closes the home and removes it. */
    @TearDown
    public void close() throws IOException {
        if (mlops != null) {
            mlops.close();
        }
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
