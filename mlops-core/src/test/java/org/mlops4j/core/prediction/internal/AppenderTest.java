package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Features;
import org.mlops4j.data.Field;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

/** Calls whose values come from an application's own code, which may do anything. */
@Timeout(60)
class AppenderTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("before", DataType.INT64), Field.of("x", DataType.FLOAT64), Field.of("after", DataType.INT64));

    private final MemoryDirectory directory = new MemoryDirectory();
    private StreamedPredictionLog log;

    @BeforeEach
    void open() throws IOException {
        log = Logs.open(directory, "one");
    }

    @AfterEach
    void close() {
        log.close(Logs.SOON);
    }

    private Appender<Double> appender(ToDoubleFunction<Double> accessor) {
        return appender(Features.of(SCHEMA)
                .from(Double.class)
                .integer("before", x -> 1)
                .number("x", accessor)
                .integer("after", x -> 2)::write);
    }

    private Appender<Double> appender(BiConsumer<Double, RowSink> values) {
        return log.appender("credit", 1, Logs.VERSION, List.of("good", "bad"), SCHEMA, values, null, null);
    }

    private static LogReceipt append(Appender<Double> appender, double x) {
        return appender.append(Logs.id((long) x), 0, "champion", x, new double[] {x / 10}, 1, 1, 0, null, Map.of());
    }

    private List<PredictionRecord> read() {
        log.flush(Logs.SOON);
        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            return records.toList();
        }
    }

    private List<Double> values() {
        return read().stream()
                .map(record -> record.features().orElseThrow())
                .peek(row -> assertThat(List.of(row.int64(0), row.int64(2))).containsExactly(1L, 2L))
                .map(row -> row.number(1))
                .toList();
    }

    @Test
    void aCallIsReadAsItWasMade() {
        Appender<Double> appender = appender(x -> x * 2);
        appender.append(
                Logs.id(1),
                1_000_001,
                "challenger",
                5.0,
                new double[] {0.25, 0.75, 99},
                2,
                0,
                77,
                null,
                Map.of("a", "b"));
        appender.append(Logs.id(2), 0, "champion", 6.0, new double[0], 0, -1, 1, "java.lang.Error", Map.of());
        List<PredictionRecord> read = read();

        assertThat(read.get(0).time()).isEqualTo("1970-01-01T00:00:01.000001Z");
        assertThat(read.get(0).arm()).isEqualTo("challenger");
        assertThat(read.get(0).scores()).containsExactly(0.25, 0.75);
        assertThat(read.get(0).decision()).contains("good");
        assertThat(read.get(0).latency().toNanos()).isEqualTo(77);
        assertThat(read.get(0).slices()).containsExactly(Map.entry("a", "b"));
        assertThat(read.get(0).features().orElseThrow().number(1)).isEqualTo(10);
        assertThat(read.get(1).decision()).isEmpty();
        assertThat(read.get(1).error()).contains("java.lang.Error");
        assertThat(read.get(1).features().orElseThrow().number(1)).isEqualTo(12);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("secret value 4711"),
                new java.nio.BufferOverflowException(),
                new java.nio.BufferUnderflowException(),
                new AssertionError("wrong"),
                new NoClassDefFoundError("gone"),
                new StackOverflowError(),
                new IOException("checked, thrown all the same"));
    }

    /** Half a record must not stay behind: the records around it are read as they were logged. */
    @ParameterizedTest
    @MethodSource("failures")
    void whatAnAccessorThrowsCostsItsOwnRecordOnly(Throwable failure) {
        Appender<Double> appender = appender((ToDoubleFunction<Double>) x -> {
            if (x == 2) {
                throw AppenderTest.<RuntimeException>unchecked(failure);
            }
            return x;
        });
        assertThat(append(appender, 1)).isEqualTo(LogReceipt.ACCEPTED);
        assertThat(append(appender, 2)).isEqualTo(LogReceipt.REJECTED);
        assertThat(append(appender, 3)).isEqualTo(LogReceipt.ACCEPTED);

        assertThat(values()).containsExactly(1.0, 3.0);
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(2, 2, 1, true));
        assertThat(log.stats().dropped()).isEqualTo(1);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void anAccessorMayLogFlushAndCloseItself() {
        Appender<Double> inner = appender(x -> x);
        Appender<Double> outer = appender(x -> {
            assertThat(append(inner, 1)).isEqualTo(LogReceipt.ACCEPTED);
            log.logDurably(Logs.builder(2).build());
            assertThat(log.flush(Logs.SOON).written()).isEqualTo(2);
            log.close(Logs.SOON);
            return x;
        });

        assertThat(append(outer, 3)).isEqualTo(LogReceipt.REJECTED);
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(2, 2, 1, true));
    }

    @Test
    void aSlowAccessorHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        Appender<Double> slow = appender((ToDoubleFunction<Double>) x -> {
            inside.countDown();
            awaitQuietly(others);
            return x;
        });
        Thread caller = new Thread(() -> append(slow, 2));
        caller.start();
        inside.await();
        Appender<Double> quick = appender(x -> x);

        assertThat(append(quick, 1)).isEqualTo(LogReceipt.ACCEPTED);
        assertThat(values()).containsExactly(1.0);
        others.countDown();
        caller.join();
        assertThat(values()).containsExactly(1.0, 2.0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void arraysMayBeReusedAtOnce() {
        double[] scores = {0.5};
        Appender<Double> appender = appender(x -> x);
        appender.append(Logs.id(1), 0, "champion", 1.0, scores, 1, -1, 0, null, Map.of());
        Arrays.fill(scores, 99);

        assertThat(read().get(0).scores()).containsExactly(0.5);
    }

    /** The map says three, and holds two by the time it is read. */
    @Test
    void slicesThatChangeMeanwhileHarmNothing() {
        Map<String, String> shrinking = new TreeMap<>(Map.of("a", "1", "b", "2")) {
            private static final long serialVersionUID = 1L;

            @Override
            public int size() {
                return 3;
            }
        };
        Appender<Double> appender = appender(x -> x);
        appender.append(Logs.id(1), 0, "champion", 1.0, new double[0], 0, -1, 0, null, shrinking);
        append(appender, 2);

        assertThat(values()).containsExactly(1.0, 2.0);
        assertThat(read().get(0).slices()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void atMost255SlicesAreKept() {
        Map<String, String> many = new TreeMap<>();
        IntStream.range(0, 300).forEach(i -> many.put(String.format("s%03d", i), "v"));
        Appender<Double> appender = appender(x -> x);
        appender.append(Logs.id(1), 0, "champion", 1.0, new double[0], 0, -1, 0, null, many);

        assertThat(values()).containsExactly(1.0);
        assertThat(read().get(0).slices()).hasSize(255).containsKey("s254").doesNotContainKey("s255");
    }

    @Test
    void aModelMayHaveThousandsOfClasses() {
        List<String> classes = IntStream.range(0, 5000).mapToObj(i -> "c" + i).toList();
        Appender<Double> appender = log.appender("credit", 1, Logs.VERSION, classes, Schema.of(), null, null, null);
        for (int decided : new int[] {0, 254, 255, 256, 4999, -1}) {
            appender.append(Logs.id(1), 0, "champion", 1.0, new double[5000], 5000, decided, 0, null, Map.of());
        }

        assertThat(read())
                .extracting(record -> record.decision().orElse("none"))
                .containsExactly("c0", "c254", "c255", "c256", "c4999", "none");
    }

    @Test
    void valuesThatAreNotOfTheSchemaAreRejected() {
        Appender<Double> wrongType = appender((x, sink) -> sink.text(0, "1"));
        Appender<Double> tooMany = appender((x, sink) -> sink.int64(3, 1));
        Appender<Double> twice = appender((x, sink) -> {
            sink.int64(0, 1);
            sink.int64(0, 1);
        });
        for (Appender<Double> appender : List.of(wrongType, tooMany, twice)) {
            assertThat(append(appender, 1)).isEqualTo(LogReceipt.REJECTED);
        }
        append(appender(x -> x), 4);

        assertThat(values()).containsExactly(4.0);
    }

    @Test
    void aSchemaTooLargeForAFrameIsNotLoggedAndSaysSo() {
        List<String> words = IntStream.range(0, 50_000)
                .mapToObj(i -> "a rather long class name " + i)
                .toList();
        Appender<Double> appender = log.appender("credit", 1, Logs.VERSION, words, Schema.of(), null, null, null);

        assertThat(append(appender, 1)).isEqualTo(LogReceipt.REJECTED);
        append(appender(x -> x), 2);
        assertThat(values()).containsExactly(2.0);
        assertThat(log.stats().dropped()).isEqualTo(1);
    }

    @Test
    void aCallAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().getId();
        Schema schema = Schema.of(Field.of("x", DataType.FLOAT64), Field.of("word", DataType.CATEGORY));
        Appender<double[]> appender = log.appender(
                "credit",
                1,
                Logs.VERSION,
                List.of("good", "bad"),
                schema,
                (x, sink) -> {
                    sink.float64(0, x[0]);
                    sink.text(1, "word");
                },
                null,
                null);
        double[] input = {1};
        double[] scores = {0.5};
        var id = Logs.id(1);
        int calls = 5_000;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            log.flush(Logs.SOON);
            long before = threads.getThreadAllocatedBytes(me);
            for (int i = 0; i < calls; i++) {
                appender.append(id, i, "champion", input, scores, 1, 1, 10, null, Map.of());
            }
            allocated = Math.min(allocated, threads.getThreadAllocatedBytes(me) - before);
        }

        // One object a call would be at least 16 bytes.
        assertThat(allocated).isLessThan(calls);
    }
}
