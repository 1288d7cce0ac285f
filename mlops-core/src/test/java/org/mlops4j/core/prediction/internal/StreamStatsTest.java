package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.PredictionRecord;

/** What the log says of its own losses. */
class StreamStatsTest {

    private final MemoryDirectory directory = new MemoryDirectory();

    /** A record that cannot be encoded: it has more scores than fit. */
    private static PredictionRecord impossible() {
        return Logs.builder(1).scores(new double[70_000]).build();
    }

    @Test
    void lossesOfAllProcessesAreAddedUpAndNoneIsCountedTwice() throws IOException {
        StreamedPredictionLog a = Logs.open(directory, "a");
        StreamedPredictionLog b = Logs.open(directory, "b");
        for (int i = 0; i < 3; i++) {
            assertThat(a.log(impossible())).isEqualTo(LogReceipt.REJECTED);
        }
        assertThat(b.log(impossible())).isEqualTo(LogReceipt.REJECTED);
        a.logDurably(Logs.record(1));
        b.logDurably(Logs.record(2));

        Logs.await(() -> a.stats().dropped() == 4);
        Logs.await(() -> b.stats().dropped() == 4);
        a.close(Logs.SOON);
        assertThat(a.stats().dropped()).isEqualTo(4);
        b.close(Logs.SOON);
        StreamedPredictionLog reader = Logs.reader(directory);
        assertThat(reader.stats().dropped()).isEqualTo(4);
        assertThat(reader.stats().accepted()).isZero();
        reader.close(Logs.SOON);
    }

    @Test
    void aLossIsWrittenIntoTheLogEvenIfNothingElseIs() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "a");
        log.log(impossible());
        log.close(Logs.SOON);

        try (SegmentReader segment = SegmentReader.open(directory, "streams/a/000000000001.seg")) {
            assertThat(segment.next()).isTrue();
            assertThat(segment.type()).isEqualTo(FrameType.GAP);
            Gap gap = segment.readJson("gap", Gap::fromJson);
            assertThat(gap.dropped()).isEqualTo(1);
            assertThat(gap.doubtful()).isZero();
            assertThat(gap.until()).isGreaterThanOrEqualTo(gap.since());
            assertThat(segment.next()).isFalse();
        }
    }

    @Test
    void aGapIsWrittenAsDocumentedAndReadBack() {
        Gap gap = new Gap(3, 2, 1_000, 2_500);
        ByteBuffer frame = gap.toFrame().order(ByteOrder.LITTLE_ENDIAN);
        byte[] payload = new byte[frame.remaining() - 9];
        frame.get(9, payload);

        assertThat(frame.getInt(0)).isEqualTo(payload.length);
        assertThat(frame.get(8)).isEqualTo((byte) 5);
        assertThat(payload)
                .asString()
                .isEqualTo("{\"doubtful\":2,\"dropped\":3,\"since\":\"1970-01-01T00:00:01Z\","
                        + "\"until\":\"1970-01-01T00:00:02.500Z\"}");
        assertThat(Gap.fromJson(JsonObject.of("gap", Json.parse(payload)))).isEqualTo(gap);
    }
}
