package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;

/** Segments as a crash, a bad disk or another version leaves them. */
class SegmentDamageTest {

    private static final String DAMAGED = "streams/a/000000000001.seg";
    private static final String NEXT = "streams/a/000000000002.seg";

    private final MemoryDirectory directory = new MemoryDirectory();
    private byte[] segment = {};
    /** Where each frame begins, and the end of the file. */
    private List<Integer> starts = List.of();

    private StreamedPredictionLog reader;

    /** Header, schema, and six records: five predictions and an outcome; a whole segment behind it. */
    @BeforeEach
    void writeSegments() throws IOException {
        StreamedPredictionLog log = Logs.open(directory, "a");
        for (long i = 0; i < 3; i++) {
            log.logDurably(Logs.record(i));
        }
        log.outcome(Outcome.of(Logs.id(1), "bad", Logs.TIME));
        log.log(Logs.record(3));
        log.log(Logs.record(4));
        log.close(Logs.SOON);
        log = Logs.open(directory, "a");
        log.log(Logs.record(9));
        log.close(Logs.SOON);
        segment = directory.read(DAMAGED).orElseThrow();
        starts = starts(segment);
        assertThat(starts).hasSize(9);
        reader = Logs.reader(directory);
    }

    @AfterEach
    void close() {
        reader.close(Logs.SOON);
    }

    /** By the documented form of a frame: u32 length, u32 checksum, u8 type, payload. */
    private static List<Integer> starts(byte[] file) {
        List<Integer> starts = new ArrayList<>();
        ByteBuffer frames = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (; at < file.length; at += 9 + frames.getInt(at)) {
            starts.add(at);
        }
        starts.add(at);
        return starts;
    }

    /** The numbers before a byte, and that of the next segment: frames 0 and 1 are the header and the schema, 5 the outcome. */
    private List<Long> numbersBefore(int end) {
        List<Long> numbers = new ArrayList<>();
        for (int frame : new int[] {2, 3, 4, 6, 7}) {
            if (starts.get(frame + 1) <= end) {
                numbers.add((long) numbers.size());
            }
        }
        numbers.add(9L);
        return numbers;
    }

    private int frameOf(int at) {
        int frame = 0;
        while (starts.get(frame + 1) <= at) {
            frame++;
        }
        return frame;
    }

    @Test
    void aSegmentCutAtAnyByteGivesTheRecordsBeforeTheCutAndIsReported() {
        for (int cut = 0; cut < segment.length; cut++) {
            directory.replace(DAMAGED, Arrays.copyOf(segment, cut));
            LogStats stats = reader.stats();

            assertThat(Logs.numbers(reader)).as("cut at %d", cut).isEqualTo(numbersBefore(cut));
            assertThat(stats.predictions()).isEqualTo(numbersBefore(cut).size());
            if (starts.contains(cut)) {
                assertThat(stats.damages()).isEmpty();
            } else {
                assertThat(stats.damages())
                        .singleElement()
                        .asString()
                        .startsWith("segment " + DAMAGED + ": torn frame at byte " + starts.get(frameOf(cut)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0xff})
    void aSegmentFlippedAtAnyByteGivesTheRecordsBeforeTheDamageAndIsReported(int flip) {
        for (int at = 0; at < segment.length; at++) {
            byte[] flipped = segment.clone();
            flipped[at] ^= (byte) flip;
            directory.replace(DAMAGED, flipped);
            int frame = starts.get(frameOf(at));

            assertThat(Logs.numbers(reader)).as("flipped at %d", at).isEqualTo(numbersBefore(frame));
            assertThat(reader.stats().damages())
                    .singleElement()
                    .asString()
                    .startsWith("segment " + DAMAGED + ": ")
                    .contains("at byte " + frame);
        }
    }

    @Test
    void outcomesBehindADamageAreNotTrusted() {
        segment[starts.get(4) + 20] ^= 1;
        directory.replace(DAMAGED, segment);

        assertThat(reader.joined(PredictionQuery.model("credit").build())
                        .column("outcome")
                        .text(1))
                .isNull();
    }

    @Test
    void aSegmentOfAnotherNumberIsNoSegmentOfThisOne() {
        directory.replace(NEXT, segment);

        assertThat(Logs.numbers(reader)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(reader.stats().damages())
                .containsExactly("segment " + NEXT + ": damaged frame at byte 0: checksum differs");
    }

    @Test
    void aTornTailOfAStreamThatIsBeingWrittenIsNoDamage() throws IOException {
        directory.replace(NEXT, Arrays.copyOf(directory.read(NEXT).orElseThrow(), 200));
        Directory.Held writer = directory.tryHold("stream-a").orElseThrow();
        assertThat(reader.stats().damages()).isEmpty();
        writer.close();

        assertThat(reader.stats().damages()).singleElement().asString().contains(NEXT, "torn frame");
    }

    @Test
    void onlyTheLastSegmentOfALivingStreamMayBeTorn() throws IOException {
        directory.replace(DAMAGED, Arrays.copyOf(segment, segment.length - 1));
        Directory.Held writer = directory.tryHold("stream-a").orElseThrow();

        assertThat(reader.stats().damages()).singleElement().asString().contains(DAMAGED, "torn frame");
        writer.close();
    }

    @Test
    void damageInsideALivingStreamIsReported() throws IOException {
        byte[] next = directory.read(NEXT).orElseThrow();
        next[next.length - 1] ^= 1;
        directory.replace(NEXT, next);
        Directory.Held writer = directory.tryHold("stream-a").orElseThrow();

        assertThat(reader.stats().damages()).singleElement().asString().contains(NEXT, "checksum differs");
        writer.close();
    }

    @Test
    void aReadOnlyHomeReportsDamageAndTornTailsThatNobodyWrites() throws IOException {
        segment[100] ^= 1;
        directory.replace(DAMAGED, segment);
        directory.replace(NEXT, Arrays.copyOf(directory.read(NEXT).orElseThrow(), 200));
        StreamedPredictionLog log = Logs.reader(new ReadOnlyDirectory(directory));

        assertThat(log.stats().damages())
                .satisfiesExactly(
                        damage -> assertThat(damage).contains(DAMAGED),
                        damage -> assertThat(damage).contains(NEXT));
    }

    @Test
    void aSegmentOfANewerFormatIsRefused() {
        directory.replace(DAMAGED, frames(FrameType.HEADER, "{\"format\":2,\"anything\":[]}"));
        byte[] before = directory.read(DAMAGED).orElseThrow();

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> Logs.numbers(reader))
                .withMessage("segment " + DAMAGED
                        + " has format 2, newer than this version reads (1); use a newer version of the library");
        assertThatExceptionOfType(IntegrityException.class).isThrownBy(reader::stats);
        assertThat(directory.read(DAMAGED).orElseThrow()).isEqualTo(before);
    }

    @Test
    void aSegmentThatBeginsWithSomethingElseIsReported() {
        directory.replace(DAMAGED, frames(FrameType.GAP, "{}"));

        assertThat(Logs.numbers(reader)).containsExactly(9L);
        assertThat(reader.stats().damages())
                .containsExactly("segment " + DAMAGED + ": it does not begin with a header");
    }

    @Test
    void anIntactFrameThatMakesNoSenseIsRefusedByName() {
        directory.replace(
                DAMAGED, frames(FrameType.HEADER, "{\"format\":1}", FrameType.PREDICTION, "\0\0 and not much more"));
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> Logs.numbers(reader))
                .withMessage("segment " + DAMAGED + " refers to schema 0 but holds 0");

        directory.replace(DAMAGED, frames(FrameType.HEADER, "{\"format\":1}", FrameType.OUTCOME, "short"));
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> reader.joined(PredictionQuery.model("credit").build()))
                .withMessageContaining(DAMAGED);

        directory.replace(DAMAGED, frames(FrameType.HEADER, "{\"format\":1}", FrameType.SCHEMA, "{"));
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> Logs.numbers(reader))
                .withMessageContaining("schema in segment " + DAMAGED);
    }

    /** A later version may add types of frames. */
    @Test
    void framesOfUnknownTypesArePassedOver() {
        directory.replace(DAMAGED, frames(FrameType.HEADER, "{\"format\":1}", 200, "whatever"));

        assertThat(Logs.numbers(reader)).containsExactly(9L);
        assertThat(reader.stats().damages()).isEmpty();
    }

    @Test
    void whatElseLiesInTheFolderIsPassedOver() {
        MemoryDirectory untidy = new MemoryDirectory();
        untidy.create("streams/note.txt", new byte[] {1});
        untidy.create("streams/b/000000000001.seg.bak", segment);
        untidy.create("streams/b/1.seg", segment);
        untidy.create(DAMAGED, segment);

        assertThat(StreamReader.open(untidy).predictions(PredictionQuery.all()).count())
                .isEqualTo(5);
    }

    /** Frames of segment 1, given as type and text in turn. */
    private static byte[] frames(Object... typesAndTexts) {
        ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < typesAndTexts.length; i += 2) {
            byte[] payload = ((String) typesAndTexts[i + 1]).getBytes(StandardCharsets.UTF_8);
            Frames.put(file, 1, (int) typesAndTexts[i], payload, 0, payload.length);
        }
        return Arrays.copyOf(file.array(), file.position());
    }
}
