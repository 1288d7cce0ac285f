package org.mlops4j;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an application waits for when it starts: the first opening of an empty home in a fresh JVM, with all loading of
 * classes. Budget: 300 ms.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class OpenBenchmark {

    private Path folder = Path.of("");
    private @Nullable Mlops mlops;

    /** Makes an empty folder. */
    @Setup(Level.Iteration)
    public void makeFolder() throws IOException {
        folder = Files.createTempDirectory("mlops4j-open-");
    }

    /** Opens a home where there is none. */
    @Benchmark
    public Mlops openEmpty() {
        mlops = Mlops.at(folder.resolve("home"));
        return mlops;
    }

    /** Closes it and removes the folder. */
    @TearDown(Level.Iteration)
    public void remove() throws IOException {
        if (mlops != null) {
            mlops.close();
        }
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
