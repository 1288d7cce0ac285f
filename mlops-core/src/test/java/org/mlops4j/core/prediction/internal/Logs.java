package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.privacy.internal.HmacKeys;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

/** Logs of a small model, as tests open, fill and read them: the record of a number says the number. */
final class Logs {

    static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    static final Digest VERSION = Digest.of("version".getBytes(StandardCharsets.UTF_8));
    static final Duration SOON = Duration.ofSeconds(30);

    private static final Schema SCHEMA = Schema.of(
            Field.of("number", DataType.INT64),
            Field.builder("word", DataType.CATEGORY).nullable().build());

    private static final int LARGE_DIMENSION = 8192;
    private static final Schema LARGE = Schema.of(Field.of("vector", DataType.vector(LARGE_DIMENSION)));

    private Logs() {}

    static StreamedPredictionLog open(Directory directory, String stream) throws IOException {
        return open(directory, stream, FailurePolicy.dropNewest());
    }

    static StreamedPredictionLog open(Directory directory, String stream, FailurePolicy policy) throws IOException {
        return new StreamedPredictionLog(
                directory,
                stream,
                Clock.systemUTC(),
                System::nanoTime,
                new HmacKeys(),
                Duration.ofSeconds(1),
                policy,
                record -> Optional.empty());
    }

    /** A log that is only read: it has a stream, and never writes to it. */
    static StreamedPredictionLog reader(Directory directory) throws IOException {
        return open(directory, "reader");
    }

    static PredictionRecord.Builder builder(long number) {
        return PredictionRecord.builder(id(number), TIME.plusSeconds(number), "credit", 1, VERSION);
    }

    static PredictionRecord record(long number) {
        RowBuilder row = new RowBuilder(SCHEMA);
        row.int64(0, number);
        if (number % 3 > 0) {
            row.text(1, "word " + number);
        }
        return builder(number)
                .features(row.build())
                .scores(number / 8.0)
                .decision(number % 2 == 0 ? "good" : "bad")
                .build();
    }

    /** A record of 64 KiB, a few of which fill a buffer. */
    static PredictionRecord large(long number) {
        RowBuilder row = new RowBuilder(LARGE);
        row.vector(0, new double[LARGE_DIMENSION]);
        return builder(number).features(row.build()).build();
    }

    /** The numbers of all records, large ones too, in the order in which they are read. */
    static List<Long> ids(Directory directory) throws IOException {
        StreamedPredictionLog log = reader(directory);
        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            return records.map(record -> record.id().low()).toList();
        } finally {
            log.close(SOON);
        }
    }

    static PredictionId id(long number) {
        return PredictionId.of(7, number);
    }

    /** The numbers of all records, in the order in which they are read; each must be as it was logged. */
    static List<Long> numbers(PredictionLog log) {
        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            return records.map(Logs::numberOf).toList();
        }
    }

    static List<Long> numbers(Directory directory) throws IOException {
        StreamedPredictionLog log = reader(directory);
        try {
            return numbers(log);
        } finally {
            log.close(SOON);
        }
    }

    static long numberOf(PredictionRecord record) {
        long number = record.features().orElseThrow().int64(0);
        if (!facts(record).equals(facts(record(number)))) {
            assertThat(facts(record)).isEqualTo(facts(record(number)));
        }
        return number;
    }

    /** Everything that a record says, to the bit; a time to the microsecond. */
    static List<Object> facts(PredictionRecord record) {
        return List.of(
                record.id(),
                String.valueOf(record.id().ownTextOrNull()),
                RecordEncoder.micros(record.time()),
                record.model(),
                record.version(),
                record.digest(),
                record.arm(),
                Arrays.stream(record.scores())
                        .mapToLong(Double::doubleToRawLongBits)
                        .boxed()
                        .toList(),
                record.decision(),
                record.latency(),
                record.error(),
                record.slices(),
                record.features().map(Rows::describe));
    }

    /** Waits until something is so; fails if it does not become so. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
