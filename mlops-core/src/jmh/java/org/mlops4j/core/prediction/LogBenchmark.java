package org.mlops4j.core.prediction;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.prediction.internal.Appender;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.data.Features;
import org.mlops4j.data.SchemaField;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.LogReceipt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to log a prediction of 20 features (14 numbers, 3 integers, 3 words), made durable at most every second,
 * and what the plain way costs in the same run: one line of JSON a record, built by the JDK's own code under a lock and
 * written to a buffered file, as a text logger does it. Budget: about 110 ns and 0 bytes on the caller's side, and at
 * least ten times the drained throughput of the text.
 *
 * <ul>
 *   <li>{@code append*}: the caller's side, in bursts that fit the buffer; between them everything is flushed, unmeasured
 *   <li>{@code drained*}: from the first record until the last is written and synced
 *   <li>{@code paced}: single calls at 20,000 a second, for the tail; includes about 25 ns of looking at the clock
 * </ul>
 *
 * <p>Bytes a call: {@code -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class LogBenchmark {

    private static final int BURST = 4_000;
    private static final int DRAINED = 200_000;
    private static final long PACE_NANOS = 50_000;
    private static final int INPUTS = 1_024;
    private static final String[] WORDS = {"DE", "FR", "employed", "freelance", "web", "branch"};

    private final LoanRequest[] inputs = new LoanRequest[INPUTS];
    private final PredictionId[] ids = new PredictionId[INPUTS];
    private final double[] scores = {0.25, 0.75};
    private final Object jsonLock = new Object();
    private final StringBuilder line = new StringBuilder();
    private Path folder = Path.of("target");
    private @Nullable StreamedPredictionLog log;
    private @Nullable Appender<LoanRequest> appender;
    private @Nullable FileChannel jsonFile;
    private @Nullable BufferedOutputStream json;
    private int next;

    /** What a model is asked. */
    public record LoanRequest(
            double amount,
            double income,
            double debt,
            double rate,
            double balance,
            double limit,
            double used,
            double spending,
            double savings,
            double rent,
            double deposit,
            double collateral,
            double score,
            double distance,
            long age,
            long months,
            long cards,
            @SchemaField(category = true) String country,
            @SchemaField(category = true) String job,
            @SchemaField(category = true) String channel) {}

    /** Draws the inputs. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < INPUTS; i++) {
            double[] x = random.doubles(14).toArray();
            for (int k = 0; k < 7; k++) {
                x[k] = Math.round(x[k] * 1e6) / 100.0;
            }
            inputs[i] = new LoanRequest(
                    x[0],
                    x[1],
                    x[2],
                    x[3],
                    x[4],
                    x[5],
                    x[6],
                    x[7],
                    x[8],
                    x[9],
                    x[10],
                    x[11],
                    x[12],
                    x[13],
                    random.nextInt(18, 80),
                    random.nextInt(60),
                    random.nextInt(5),
                    WORDS[random.nextInt(2)],
                    WORDS[2 + random.nextInt(2)],
                    WORDS[4 + random.nextInt(2)]);
            ids[i] = PredictionId.of(random.nextLong(), random.nextLong());
        }
    }

    /** Opens a new log and a new text file. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "log-benchmark-");
        DiskDirectory directory = DiskDirectory.open(folder.resolve("home"));
        StreamedPredictionLog opened = new StreamedPredictionLog(
                directory,
                "benchmark",
                Clock.systemUTC(),
                System::nanoTime,
                new DirectoryKeyProvider(directory),
                Duration.ofSeconds(1),
                FailurePolicy.block(Duration.ofMinutes(1)),
                record -> Optional.empty());
        Features<LoanRequest> features = Features.of(LoanRequest.class);
        log = opened;
        appender = opened.appender(
                "credit",
                1,
                Digest.of("model".getBytes(StandardCharsets.UTF_8)),
                List.of("good", "bad"),
                features.schema(),
                features::write,
                null,
                null);
        jsonFile =
                FileChannel.open(folder.resolve("log.jsonl"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        json = new BufferedOutputStream(Channels.newOutputStream(jsonFile), 1 << 18);
    }

    /** Closes and deletes them; a lost record would make the figures worthless. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        if (openLog().close(Duration.ofMinutes(1)).dropped() > 0) {
            throw new IllegalStateException("records were dropped");
        }
        openJson().close();
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    /** Bursts that begin when nothing is left of the last. */
    @State(Scope.Thread)
    public static class Burst {

        /** Lets the writers finish. */
        @Setup(Level.Invocation)
        public void flush(LogBenchmark logs) throws IOException {
            logs.openLog().flush(Duration.ofMinutes(1));
            logs.openJson().flush();
        }
    }

    /** Calls that come one by one. */
    @State(Scope.Thread)
    public static class Pace {

        private long due = System.nanoTime();

        /** Waits until the next call is due. */
        @Setup(Level.Invocation)
        public void await() {
            due = Math.max(due + PACE_NANOS, System.nanoTime());
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
        }
    }

    /** The caller's side of the log. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void append(Burst burst) {
        for (int i = 0; i < BURST; i++) {
            appendOne();
        }
    }

    /** The caller's side of a text logger. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void appendJson(Burst burst) throws IOException {
        for (int i = 0; i < BURST; i++) {
            appendLine();
        }
    }

    /** The log until everything is on disk. */
    @Benchmark
    @OperationsPerInvocation(DRAINED)
    public void drained(Burst burst) {
        for (int i = 0; i < DRAINED; i++) {
            appendOne();
        }
        if (!openLog().flush(Duration.ofMinutes(1)).complete()) {
            throw new IllegalStateException("the log is not durable");
        }
    }

    /** A text logger until everything is on disk. */
    @Benchmark
    @OperationsPerInvocation(DRAINED)
    public void drainedJson(Burst burst) throws IOException {
        for (int i = 0; i < DRAINED; i++) {
            appendLine();
        }
        openJson().flush();
        FileChannel file = jsonFile;
        if (file != null) {
            file.force(false);
        }
    }

    /** The caller's side of single calls. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public LogReceipt paced(Pace pace) {
        return appendOne();
    }

    private StreamedPredictionLog openLog() {
        StreamedPredictionLog known = log;
        if (known == null) {
            throw new IllegalStateException("no log");
        }
        return known;
    }

    private BufferedOutputStream openJson() {
        BufferedOutputStream known = json;
        if (known == null) {
            throw new IllegalStateException("no file");
        }
        return known;
    }

    private LogReceipt appendOne() {
        Appender<LoanRequest> known = appender;
        if (known == null) {
            throw new IllegalStateException("no log");
        }
        int i = next++ & INPUTS - 1;
        return known.append(
                ids[i],
                System.currentTimeMillis() * 1_000,
                Prediction.CHAMPION,
                inputs[i],
                scores,
                scores.length,
                1,
                1_234,
                null,
                Map.of());
    }

    private void appendLine() throws IOException {
        int i = next++ & INPUTS - 1;
        LoanRequest loan = inputs[i];
        synchronized (jsonLock) {
            line.setLength(0);
            line.append("{\"time\":\"")
                    .append(Instant.now())
                    .append("\",\"id\":\"")
                    .append(ids[i]);
            line.append("\",\"model\":\"credit\",\"version\":1,\"scores\":[");
            line.append(scores[0]).append(',').append(scores[1]);
            line.append("],\"decision\":\"bad\",\"latency_ns\":").append(1_234).append(",\"features\":{");
            number("amount", loan.amount());
            number("income", loan.income());
            number("debt", loan.debt());
            number("rate", loan.rate());
            number("balance", loan.balance());
            number("limit", loan.limit());
            number("used", loan.used());
            number("spending", loan.spending());
            number("savings", loan.savings());
            number("rent", loan.rent());
            number("deposit", loan.deposit());
            number("collateral", loan.collateral());
            number("score", loan.score());
            number("distance", loan.distance());
            line.append("\"age\":").append(loan.age()).append(',');
            line.append("\"months\":").append(loan.months()).append(',');
            line.append("\"cards\":").append(loan.cards()).append(',');
            line.append("\"country\":\"").append(loan.country()).append("\",");
            line.append("\"job\":\"").append(loan.job()).append("\",");
            line.append("\"channel\":\"").append(loan.channel()).append("\"}}\n");
            openJson().write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void number(String name, double value) {
        line.append('"').append(name).append("\":").append(value).append(',');
    }
}
