package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Schema;
import org.mlops4j.prediction.Outcome;

class SegmentWriterTest {

    private static final Clock CLOCK = Clock.fixed(Logs.TIME, ZoneOffset.UTC);

    private final MemoryDirectory directory = new MemoryDirectory();
    private final SchemaNumbers schemas = new SchemaNumbers();

    private SegmentWriter writer(long maxBytes) throws IOException {
        return new SegmentWriter(directory, "one", CLOCK, maxBytes);
    }

    private void write(SegmentWriter writer, long number) throws IOException {
        RecordEncoder encoder = new RecordEncoder().begin(FrameType.OUTCOME);
        encoder.outcome(Outcome.of(Logs.id(number), "x", Logs.TIME));
        FrameBuffer buffer = new FrameBuffer();
        buffer.put(encoder.end());
        writer.write(buffer.frames(), 1, schemas.payloads());
    }

    private void addSchema(String model) {
        schemas.add(LoggedSchema.of(model, 1, Logs.VERSION, List.of(), Schema.of(), null));
    }

    private List<String> modelsOf(String segment) throws IOException {
        try (SegmentReader reader = SegmentReader.open(directory, "streams/one/" + segment)) {
            return reader.allSchemas().stream().map(LoggedSchema::model).toList();
        }
    }

    private List<Long> numbers() {
        return StreamReader.open(directory)
                .outcomes()
                .map(outcome -> outcome.prediction().low())
                .toList();
    }

    @Test
    void aFullSegmentIsLeftOnceItIsSynced() throws IOException {
        SegmentWriter writer = writer(500);
        List<Integer> files = new ArrayList<>();
        for (long i = 0; i < 40; i++) {
            write(writer, i);
            if (writer.isFull()) {
                writer.sync();
                files.add(directory.list("streams/one").size());
            }
        }
        writer.close();

        assertThat(files)
                .hasSizeGreaterThan(2)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, files.size()).boxed().toList());
        for (String file : directory.list("streams/one")) {
            assertThat(directory.size("streams/one/" + file)).isLessThan(600);
        }
        assertThat(numbers()).isEqualTo(LongStream.range(0, 40).boxed().toList());
    }

    @Test
    void everySegmentBeginsWithTheSchemasKnownSoFar() throws IOException {
        SegmentWriter writer = writer(1);
        addSchema("a");
        write(writer, 1);
        addSchema("b");
        write(writer, 2);
        writer.sync();
        addSchema("c");
        write(writer, 3);
        writer.close();

        assertThat(modelsOf("000000000001.seg")).containsExactly("a", "b");
        assertThat(modelsOf("000000000002.seg")).containsExactly("a", "b", "c");
    }

    @Test
    void theHeaderNamesFormatStreamAndNumber() throws IOException {
        write(writer(1), 1);
        try (SegmentReader reader = SegmentReader.open(directory, "streams/one/000000000001.seg")) {
            JsonObject header = reader.readJson("header", json -> json);

            assertThat(header.integer("format")).isEqualTo(1);
            assertThat(header.text("stream")).isEqualTo("one");
            assertThat(header.integer("segment")).isEqualTo(1);
            assertThat(header.instant("opened")).isEqualTo(Logs.TIME);
        }
    }

    @Test
    void countsWhatIsWrittenAndWhatIsDurable() throws IOException {
        SegmentWriter writer = writer(1_000_000);
        assertThat(writer.isUnsynced()).isFalse();
        writer.sync();
        write(writer, 1);
        write(writer, 2);
        assertThat(List.of(writer.written(), writer.durable(), writer.doubtful()))
                .containsExactly(2L, 0L, 0L);
        assertThat(writer.isUnsynced()).isTrue();
        writer.sync();

        assertThat(List.of(writer.written(), writer.durable(), writer.doubtful()))
                .containsExactly(2L, 2L, 0L);
        assertThat(writer.isUnsynced()).isFalse();
    }

    /** A process that died between making the file and writing to it. */
    @Test
    void anEmptySegmentIsPassedOverAndNotReused() throws IOException {
        directory.create("streams/one/000000000007.seg", new byte[0]);
        SegmentWriter writer = writer(1_000_000);
        write(writer, 1);
        writer.close();

        assertThat(directory.list("streams/one")).containsExactly("000000000007.seg", "000000000008.seg");
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void filesAreReadableByTheirOwnerOnly(@TempDir Path home) throws IOException {
        try (DiskDirectory disk = DiskDirectory.open(home)) {
            SegmentWriter writer = new SegmentWriter(disk, "one", CLOCK, 1_000_000);
            writer.write(ByteBuffer.allocate(0), 0, List.of());
            writer.close();

            assertThat(Files.getPosixFilePermissions(home.resolve("streams/one/000000000001.seg")))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }
    }
}
