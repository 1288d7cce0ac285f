package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.core.io.internal.SwitchedDirectory;
import org.mlops4j.core.privacy.internal.HmacKeys;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

class StreamedPredictionLogTest {

    private static final Digest OTHER_VERSION = Digest.of(new byte[] {2});

    private final MemoryDirectory directory = new MemoryDirectory();

    private List<PredictionRecord> logged(PredictionRecord... records) throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        for (PredictionRecord record : records) {
            assertThat(log.log(record)).isEqualTo(LogReceipt.ACCEPTED);
        }
        assertThat(log.close(Logs.SOON).complete()).isTrue();
        return scan(PredictionQuery.all());
    }

    private List<PredictionRecord> scan(PredictionQuery query) throws IOException {
        StreamedPredictionLog reader = Logs.reader(directory);
        try (Stream<PredictionRecord> records = reader.scan(query)) {
            return records.toList();
        } finally {
            reader.close(Logs.SOON);
        }
    }

    static Stream<PredictionRecord> records() {
        return Stream.of(
                Logs.builder(1).build(),
                Logs.builder(2)
                        .scores(0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY)
                        .build(),
                Logs.builder(3)
                        .scores(IntStream.range(0, 1000).asDoubleStream().toArray())
                        .build(),
                Logs.builder(4).decision("good").arm("challenger").build(),
                Logs.builder(5)
                        .error("java.lang.IllegalStateException")
                        .latency(Duration.ofNanos(1))
                        .build(),
                Logs.builder(6)
                        .slices(Map.of("tenant", "acme", "land", "Österreich"))
                        .build(),
                PredictionRecord.builder(PredictionId.of("order №1 \uD83D\uDE00"), Logs.TIME, "credit", 1, Logs.VERSION)
                        .build(),
                PredictionRecord.builder(
                                PredictionId.of(-1, -1),
                                Instant.parse("1901-01-01T00:00:00.000001Z"),
                                "m",
                                9,
                                OTHER_VERSION)
                        .latency(Duration.ofDays(2))
                        .build(),
                PredictionRecord.builder(
                                PredictionId.of(0, 0),
                                Instant.parse("9999-12-31T23:59:59.999999Z"),
                                "m",
                                1,
                                OTHER_VERSION)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordIsReadAsItWasLogged(PredictionRecord record) throws IOException {
        List<PredictionRecord> read = logged(record);

        assertThat(read).hasSize(1);
        assertThat(Logs.facts(read.get(0))).isEqualTo(Logs.facts(record));
    }

    @Test
    void valuesOfEveryTypeAreReadAsTheyWereLogged() throws IOException {
        Schema schema = Schema.of(
                Field.of("flag", DataType.BOOLEAN),
                Field.of("whole", DataType.INT64),
                Field.of("real", DataType.FLOAT64),
                Field.of("text", DataType.STRING),
                Field.of("word", DataType.CATEGORY),
                Field.of("when", DataType.INSTANT),
                Field.of("vector", DataType.vector(2)),
                Field.of("last", DataType.BOOLEAN));
        RowBuilder full = new RowBuilder(schema);
        full.bool(0, true);
        full.int64(1, Long.MIN_VALUE);
        full.float64(2, Double.longBitsToDouble(0x7ff8_dead_beef_0001L));
        full.text(3, "tab\t, zero \0, Ä, 漢, \uD83D\uDE00");
        full.text(4, "");
        full.instant(5, Instant.parse("1969-12-31T23:59:59.999999Z"));
        full.vector(6, new double[] {-0.0, Double.NaN});
        full.bool(7, false);
        RowBuilder mixed = new RowBuilder(schema);
        mixed.float64(2, Double.POSITIVE_INFINITY);
        mixed.bool(7, true);

        for (Row row : List.of(full.build(), mixed.build(), new RowBuilder(schema).build())) {
            List<PredictionRecord> read = logged(Logs.builder(1).features(row).build());

            assertThat(Rows.describe(read.get(read.size() - 1).features().orElseThrow()))
                    .isEqualTo(Rows.describe(row));
        }
    }

    @Test
    void textIsCutAtAWholeCharacterAfterOneKibibyte() throws IOException {
        Schema schema = Schema.of(Field.of("text", DataType.STRING));
        for (String character : List.of("x", "é", "漢", "\uD83D\uDE00")) {
            int bytes = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            for (String before : List.of("", "a", "ab", "abc")) {
                RowBuilder row = new RowBuilder(schema);
                row.text(0, before + character.repeat(2000));
                List<PredictionRecord> read =
                        logged(Logs.builder(1).features(row.build()).build());

                assertThat(read.get(read.size() - 1).features().orElseThrow().text(0))
                        .isEqualTo(before + character.repeat((1024 - before.length()) / bytes));
            }
        }
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() throws IOException {
        RowBuilder row = new RowBuilder(Schema.of(Field.of("text", DataType.STRING)));
        row.text(0, "a\uD800b\uDC00");

        assertThat(logged(Logs.builder(1).features(row.build()).build())
                        .get(0)
                        .features()
                        .orElseThrow()
                        .text(0))
                .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void aRecordTooLargeIsRejectedAndHarmsNoOther() throws IOException {
        Schema schema = Schema.of(Field.of("vector", DataType.vector(140_000)));
        RowBuilder large = new RowBuilder(schema);
        large.vector(0, new double[140_000]);
        StreamedPredictionLog log = Logs.open(directory, "one");
        log.log(Logs.record(1));

        assertThat(log.log(Logs.builder(2).features(large.build()).build())).isEqualTo(LogReceipt.REJECTED);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        log.logDurably(Logs.builder(3).features(large.build()).build()))
                .withMessageContaining("at most 1048576 bytes");
        log.log(Logs.record(4));
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(2, 2, 2, true));
        assertThat(Logs.numbers(directory)).containsExactly(1L, 4L);
    }

    @Test
    void aRecordOfAlmostAMebibyteIsLogged() throws IOException {
        Schema schema = Schema.of(Field.of("vector", DataType.vector(130_000)));
        RowBuilder large = new RowBuilder(schema);
        large.vector(0, IntStream.range(0, 130_000).asDoubleStream().toArray());
        PredictionRecord record = Logs.builder(1).features(large.build()).build();

        assertThat(Logs.facts(logged(record).get(0))).isEqualTo(Logs.facts(record));
    }

    @Test
    void aTimeThatMicrosecondsCannotHoldIsRejected() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        PredictionRecord never = PredictionRecord.builder(Logs.id(1), Instant.MAX, "credit", 1, Logs.VERSION)
                .build();

        assertThat(log.log(never)).isEqualTo(LogReceipt.REJECTED);
        assertThat(log.outcome(Outcome.of(Logs.id(1), "bad", Instant.MIN))).isEqualTo(LogReceipt.REJECTED);
        assertThat(log.close(Logs.SOON).dropped()).isEqualTo(2);
    }

    @Test
    void nullIsAFaultOfTheCaller() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");

        assertThatNullPointerException().isThrownBy(() -> log.log(null)).withMessage("record");
        assertThatNullPointerException().isThrownBy(() -> log.logDurably(null)).withMessage("record");
        assertThatNullPointerException().isThrownBy(() -> log.outcome(null)).withMessage("outcome");
    }

    @Test
    void recordsOfOneVersionUnderTwoNamesKeepTheirNames() throws IOException {
        PredictionRecord one = PredictionRecord.builder(Logs.id(1), Logs.TIME, "a", 1, Logs.VERSION)
                .build();
        PredictionRecord two = PredictionRecord.builder(Logs.id(2), Logs.TIME, "b", 2, Logs.VERSION)
                .build();

        assertThat(logged(one, two))
                .extracting(record -> record.model() + ":" + record.version())
                .containsExactly("a:1", "b:2");
    }

    @Test
    void readsWhatTheQueryAsksFor() throws IOException {
        PredictionRecord other = PredictionRecord.builder(Logs.id(9), Logs.TIME, "other", 1, OTHER_VERSION)
                .build();
        logged(Logs.record(1), Logs.record(2), Logs.record(3), other);

        assertThat(scan(PredictionQuery.model("credit")
                        .digest(Logs.VERSION)
                        .from(Logs.TIME.plusSeconds(2))
                        .to(Logs.TIME.plusSeconds(3))
                        .build()))
                .extracting(PredictionRecord::id)
                .containsExactly(Logs.id(2));
        assertThat(scan(PredictionQuery.model("other").build())).hasSize(1);
        assertThat(scan(PredictionQuery.model("credit").digest(OTHER_VERSION).build()))
                .isEmpty();
    }

    @Test
    void readsTheStreamsOfAllProcessesInOrderOfTheirNames() throws IOException {
        StreamedPredictionLog b = Logs.open(directory, "b");
        StreamedPredictionLog a = Logs.open(directory, "a");
        for (long i = 0; i < 10; i++) {
            (i % 2 == 0 ? a : b).log(Logs.record(i));
        }
        a.flush(Logs.SOON);
        b.flush(Logs.SOON);

        assertThat(Logs.numbers(a)).containsExactly(0L, 2L, 4L, 6L, 8L, 1L, 3L, 5L, 7L, 9L);
    }

    @Test
    void aStreamIsWrittenByOneLogOnly() throws IOException {
        StreamedPredictionLog first = Logs.open(directory, "one");

        assertThatIOException()
                .isThrownBy(() -> Logs.open(directory, "one"))
                .withMessage("stream 'one' is already being written; use another name");
        first.close(Logs.SOON);
        Logs.open(directory, "one").close(Logs.SOON);
    }

    @Test
    void aStreamOpenedAgainGoesOnBehindItsSegments() throws IOException {
        for (long i = 1; i <= 3; i++) {
            StreamedPredictionLog log = Logs.open(directory, "one");
            log.log(Logs.record(i));
            log.close(Logs.SOON);
        }

        assertThat(directory.list("streams/one")).hasSize(3);
        assertThat(Logs.numbers(directory)).containsExactly(1L, 2L, 3L);
    }

    /** With the digits of another script in its name a segment would not be found again. */
    @Test
    void segmentsAreNamedInAsciiWhateverTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
        try {
            logged(Logs.record(1));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(directory.list("streams/one")).containsExactly("000000000001.seg");
    }

    @Test
    void aSchemaIsWrittenOnceHoweverOftenItIsAsked() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        for (int i = 0; i < 1000; i++) {
            log.appender("credit", 1, Logs.VERSION, List.of("good", "bad"), Schema.of(), null, null, null);
        }
        log.log(Logs.record(1));
        log.close(Logs.SOON);

        assertThat(directory.size("streams/one/000000000001.seg")).isLessThan(2_000);
    }

    @Test
    void aThousandSchemasFitOneStream() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        for (int i = 0; i < 1000; i++) {
            RowBuilder row = new RowBuilder(Schema.of(Field.of("x" + i, DataType.INT64)));
            row.int64(0, i);
            log.log(Logs.builder(i).features(row.build()).build());
        }
        log.close(Logs.SOON);

        assertThat(scan(PredictionQuery.all()))
                .extracting(record ->
                        record.features().orElseThrow().schema().field(0).name() + "="
                                + record.features().orElseThrow().int64(0))
                .containsExactlyElementsOf(LongStream.range(0, 1000)
                        .mapToObj(i -> "x" + i + "=" + i)
                        .toList());
    }

    @Test
    void aClockThatStepsBackLosesNothing() throws IOException {
        Instant[] now = {Logs.TIME};
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        StreamedPredictionLog log = new StreamedPredictionLog(
                directory,
                "one",
                clock,
                System::nanoTime,
                new HmacKeys(),
                Duration.ofSeconds(1),
                FailurePolicy.dropNewest(),
                record -> Optional.empty());
        log.logDurably(Logs.record(2));
        now[0] = Logs.TIME.minus(Duration.ofHours(1));
        log.logDurably(Logs.record(1));
        log.close(Logs.SOON);

        assertThat(Logs.numbers(directory)).containsExactly(2L, 1L);
        StreamedPredictionLog reader = Logs.reader(directory);
        assertThat(reader.stats().oldest()).contains(Logs.TIME.plusSeconds(1));
        assertThat(reader.stats().newest()).contains(Logs.TIME.plusSeconds(2));
        reader.close(Logs.SOON);
    }

    @Test
    void countsWhatTheLogHolds() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        log.log(Logs.record(1));
        log.log(Logs.builder(2).error("java.lang.Error").build());
        log.outcome(Outcome.of(Logs.id(1), "bad", Logs.TIME));
        log.flush(Logs.SOON);
        LogStats stats = log.stats();

        assertThat(stats)
                .isEqualTo(new LogStats(
                        2,
                        1,
                        1,
                        0,
                        3,
                        3,
                        1,
                        directory.size("streams/one/000000000001.seg"),
                        Logs.TIME.plusSeconds(1),
                        Logs.TIME.plusSeconds(2),
                        List.of()));
    }

    @Test
    void anEmptyLogHoldsNothing() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");

        assertThat(log.stats()).isEqualTo(new LogStats(0, 0, 0, 0, 0, 0, 0, 0, null, null, List.of()));
        assertThat(log.flush(Duration.ZERO)).isEqualTo(new FlushResult(0, 0, 0, true));
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(0, 0, 0, true));
        assertThat(directory.list("streams")).isEmpty();
    }

    @Test
    void aClosedLogTakesNothingAndCountsIt() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "one");
        log.log(Logs.record(1));
        FlushResult first = log.close(Logs.SOON);

        assertThat(log.log(Logs.record(2))).isEqualTo(LogReceipt.REJECTED);
        assertThat(log.outcome(Outcome.of(Logs.id(1), "bad", Logs.TIME))).isEqualTo(LogReceipt.REJECTED);
        assertThatIllegalStateException()
                .isThrownBy(() -> log.logDurably(Logs.record(3)))
                .withMessage("the prediction log takes no records: it is closed; open the home again");
        assertThat(first).isEqualTo(new FlushResult(1, 1, 0, true));
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(1, 1, 3, true));
        assertThat(log.stats().dropped()).isEqualTo(3);
        assertThat(Logs.numbers(log)).containsExactly(1L);
    }

    @Test
    void inAReadOnlyHomeTheLogIsReadAndRecordsAreRejectedAndCounted() throws IOException {
        logged(Logs.record(1));
        StreamedPredictionLog log = Logs.open(new ReadOnlyDirectory(directory), "two");
        Appender<Row> appender = log.appender(
                "credit",
                1,
                Logs.VERSION,
                List.of(),
                Schema.of(Field.of("x", DataType.INT64)),
                Row::writeTo,
                null,
                null);
        RowBuilder row = new RowBuilder(Schema.of(Field.of("x", DataType.INT64)));

        assertThat(log.fault()).contains("the home cannot be written to; predictions are not logged");
        assertThat(log.log(Logs.record(2))).isEqualTo(LogReceipt.REJECTED);
        assertThat(appender.append(Logs.id(3), 0, "champion", row.build(), new double[0], 0, -1, 0, null, Map.of()))
                .isEqualTo(LogReceipt.REJECTED);
        assertThatIllegalStateException()
                .isThrownBy(() -> log.logDurably(Logs.record(2)))
                .withMessageContaining("cannot be written to");
        assertThat(log.stats().dropped()).isEqualTo(3);
        assertThat(Logs.numbers(log)).containsExactly(1L);
        assertThat(log.close(Logs.SOON)).isEqualTo(new FlushResult(0, 0, 3, true));
    }

    @Test
    void readsWhatAnotherDirectoryOnTheSameDiskWrites(@TempDir Path home) throws IOException {
        try (DiskDirectory mine = DiskDirectory.open(home);
                DiskDirectory theirs = DiskDirectory.open(home)) {
            StreamedPredictionLog writer = Logs.open(mine, "one");
            StreamedPredictionLog reader = Logs.open(theirs, "two");
            writer.logDurably(Logs.record(1));
            reader.logDurably(Logs.record(2));

            assertThat(Logs.numbers(reader)).containsExactly(1L, 2L);
            assertThat(reader.stats().damages()).isEmpty();
            writer.close(Logs.SOON);
            reader.close(Logs.SOON);
        }
    }

    @Test
    void scanOpensOneFileAtATimeAndClosesEach() throws IOException {
        for (String stream : List.of("a", "b", "c")) {
            StreamedPredictionLog log = Logs.open(directory, stream);
            log.log(Logs.record(1));
            log.log(Logs.record(2));
            log.close(Logs.SOON);
        }
        SwitchedDirectory counted = new SwitchedDirectory(directory);
        StreamedPredictionLog log = Logs.open(counted, "d");

        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            assertThat(counted.openForReading()).isZero();
            assertThat(records.peek(record ->
                                    assertThat(counted.openForReading()).isEqualTo(1))
                            .count())
                    .isEqualTo(6);
            assertThat(counted.openForReading()).isZero();
        }
        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all()).limit(3)) {
            assertThat(records.toList()).hasSize(3);
        }
        assertThat(counted.openForReading()).isZero();
        log.joined(PredictionQuery.model("credit").build());
        log.stats();
        assertThat(counted.openForReading()).isZero();
    }
}
