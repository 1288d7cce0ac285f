package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

class PredictionLogProperties {

    @Property(tries = 60)
    void anyRecordsAreReadAsTheyWereLogged(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        MemoryDirectory directory = new MemoryDirectory();
        StreamedPredictionLog log = Logs.open(directory, "one");
        List<List<Object>> logged = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            PredictionRecord record = record(random);
            assertThat(log.log(record)).isEqualTo(LogReceipt.ACCEPTED);
            logged.add(Logs.facts(record));
        }
        log.close(Logs.SOON);

        try (Stream<PredictionRecord> records = log.scan(PredictionQuery.all())) {
            assertThat(records.map(Logs::facts).toList()).isEqualTo(logged);
        }
    }

    private static PredictionRecord record(SplittableRandom random) {
        PredictionId id = random.nextBoolean()
                ? PredictionId.of(random.nextLong(), random.nextLong())
                : PredictionId.of("x" + text(random, 80));
        Instant time = Instant.ofEpochSecond(
                random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
        PredictionRecord.Builder record = PredictionRecord.builder(
                        id, time, "m" + random.nextInt(2), 1 + random.nextInt(2), Logs.VERSION)
                .latency(Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64)));
        if (random.nextBoolean()) {
            record.arm(text(random, 20));
        }
        record.scores(random.ints(random.nextInt(5))
                .mapToDouble(any -> number(random))
                .toArray());
        if (random.nextBoolean()) {
            record.decision(text(random, 20));
        }
        if (random.nextInt(4) == 0) {
            record.error(text(random, 20));
        }
        TreeMap<String, String> slices = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            slices.put(text(random, 10), text(random, 10));
        }
        record.slices(slices);
        if (random.nextInt(4) > 0) {
            record.features(row(random));
        }
        return record.build();
    }

    private static Row row(SplittableRandom random) {
        List<DataType> types = List.of(
                DataType.BOOLEAN,
                DataType.INT64,
                DataType.FLOAT64,
                DataType.STRING,
                DataType.CATEGORY,
                DataType.INSTANT,
                DataType.vector(3));
        List<Field> fields = new ArrayList<>();
        for (int i = random.nextInt(18); i >= 0; i--) {
            fields.add(Field.of("f" + i, types.get(random.nextInt(types.size()))));
        }
        Schema schema = Schema.of(fields);
        RowBuilder row = new RowBuilder(schema);
        for (int i = 0; i < schema.size(); i++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            switch (schema.field(i).type().kind()) {
                case BOOLEAN -> row.bool(i, random.nextBoolean());
                case INT64 -> row.int64(i, random.nextLong() >> random.nextInt(64));
                case FLOAT64 -> row.float64(i, number(random));
                case STRING, CATEGORY -> row.text(i, text(random, 100));
                case INSTANT -> row.instant(i, Instant.EPOCH.plusNanos(1_000 * random.nextLong(-1L << 50, 1L << 50)));
                case VECTOR -> row.vector(i, new double[] {number(random), number(random), number(random)});
            }
        }
        return row.build();
    }

    /** Any bits, those of NaN with a payload too. */
    private static double number(SplittableRandom random) {
        return random.nextBoolean() ? random.nextInt(100) : Double.longBitsToDouble(random.nextLong());
    }

    private static String text(SplittableRandom random, int most) {
        int limit = new int[] {0x7f, 0xd7ff, 0x10ffff}[random.nextInt(3)];
        return random.ints(random.nextInt(most + 1), 0, limit)
                .map(point -> point >= 0xd800 && point <= 0xdfff ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
