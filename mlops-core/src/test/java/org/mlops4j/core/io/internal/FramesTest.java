package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mlops4j.core.io.internal.FrameFile.SALT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.FrameFile.Found;
import org.mlops4j.core.io.internal.FrameFile.Frame;

class FramesTest {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final List<Frame> FRAMES = List.of(
            new Frame(1, text("first record")),
            new Frame(0, new byte[0]),
            new Frame(255, new byte[] {0, 0, 0, 0}),
            new Frame(7, text("last")));

    /** Where each frame of FRAMES begins, and the end. */
    private static final int[] STARTS = {0, 21, 30, 43, 56};

    @Test
    void framesReadBackInOrder() throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);

        assertThat(read(file)).isEqualTo(new Found(FRAMES, STARTS[4], null));
        assertThat(file).hasSize(STARTS[4]);
    }

    @Test
    void nothingIsNoProblem() throws IOException {
        assertThat(read(new byte[0])).isEqualTo(new Found(List.of(), 0, null));
    }

    /** RFC 3720, appendix B.4, and the check value of the Rocksoft model; the reference below must give these first. */
    @Test
    void referenceChecksumIsThatOfTheStandard() {
        assertThat(crc32c(new byte[32])).isEqualTo(0x8a9136aa);
        assertThat(crc32c(text("123456789"))).isEqualTo(0xe3069283);
    }

    @Test
    void bytesOfAFrameAreThoseOfTheFormat() {
        byte[] payload = text("abc");
        ByteBuffer covered = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        covered.putLong(SALT).putInt(3).put((byte) 9).put(payload);
        ByteBuffer expected = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(3).putInt(crc32c(covered.array())).put((byte) 9).put(payload);

        assertThat(FrameFile.write(SALT, List.of(new Frame(9, payload)))).isEqualTo(expected.array());
    }

    /** CRC-32C bit by bit, polynomial 0x1EDC6F41 reflected. */
    private static int crc32c(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 1 ? 0x82f63b78 : 0);
            }
        }
        return ~crc;
    }

    @Test
    void sealFillsInTheChecksumsOfFramesBuiltInPlace() {
        ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(5);
        buffer.putInt(3).putInt(0).put((byte) 9).put(text("abc"));
        buffer.putInt(1).putInt(0).put((byte) 7).put(text("d"));
        Frames.seal(buffer.flip().position(5), SALT);

        assertThat(Arrays.copyOfRange(buffer.array(), 5, 27))
                .isEqualTo(FrameFile.write(SALT, List.of(new Frame(9, text("abc")), new Frame(7, text("d")))));
    }

    @Test
    void aFileCutAtAnyByteGivesTheFramesBeforeTheCut() throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);
        for (int cut = 0; cut <= file.length; cut++) {
            int whole = framesBefore(cut);
            Found found = read(Arrays.copyOf(file, cut));

            assertThat(found.frames()).as("cut at %d", cut).isEqualTo(FRAMES.subList(0, whole));
            assertThat(found.validEnd()).isEqualTo(STARTS[whole]);
            if (cut == STARTS[whole]) {
                assertThat(found.problem()).isNull();
            } else {
                assertThat(found.problem())
                        .startsWith("torn frame at byte " + STARTS[whole] + ": the file ends inside ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xff})
    void aFileFlippedAtAnyByteGivesTheFramesBeforeTheDamage(int flip) throws IOException {
        for (int at = 0; at < STARTS[4]; at++) {
            byte[] file = FrameFile.write(SALT, FRAMES);
            file[at] ^= (byte) flip;
            int whole = framesBefore(at);
            Found found = read(file);

            assertThat(found.frames()).as("flipped at %d", at).isEqualTo(FRAMES.subList(0, whole));
            assertThat(found.validEnd()).isEqualTo(STARTS[whole]);
            assertThat(found.problem()).containsPattern("^(torn|damaged) frame at byte " + STARTS[whole] + ": .+");
        }
    }

    /** As a crash leaves it where the file system had made the file longer but not yet written to it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 10, 100, 4096, 100_000})
    void aTailOfZerosIsNoFrame(int zeros) throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);
        Found found = read(Arrays.copyOf(file, file.length + zeros));

        assertThat(found.frames()).isEqualTo(FRAMES);
        assertThat(found.validEnd()).isEqualTo(file.length);
        assertThat(found.problem()).contains(" frame at byte 56: ");
    }

    @Test
    void zerosAreNoFrameUnderTheSaltZeroEither() throws IOException {
        Found found = FrameFile.read(0, new ByteArrayInputStream(new byte[100]));

        assertThat(found).isEqualTo(new Found(List.of(), 0, "damaged frame at byte 0: checksum differs"));
    }

    @Test
    void framesOfAnotherFileAreDamage() throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);

        assertThat(FrameFile.read(SALT + 1, new ByteArrayInputStream(file)))
                .isEqualTo(new Found(List.of(), 0, "damaged frame at byte 0: checksum differs"));
    }

    @Test
    void framesOfAnotherFileBehindGoodOnesAreDamage() throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);
        byte[] other = FrameFile.write(SALT + 1, FRAMES);
        byte[] both = Arrays.copyOf(file, file.length + other.length);
        System.arraycopy(other, 0, both, file.length, other.length);

        assertThat(read(both)).isEqualTo(new Found(FRAMES, 56, "damaged frame at byte 56: checksum differs"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Frames.MAX_PAYLOAD_BYTES + 1})
    void anImpossibleLengthIsNotFollowed(int length) throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(STARTS[1], length);

        assertThat(read(file))
                .isEqualTo(new Found(
                        FRAMES.subList(0, 1),
                        STARTS[1],
                        "damaged frame at byte 21: impossible length " + Integer.toUnsignedString(length)));
    }

    @Test
    void framesLargerThanTheBufferReadBack() throws IOException {
        List<Frame> frames = IntStream.of(
                        BUFFER_BYTES - 9,
                        BUFFER_BYTES - 8,
                        BUFFER_BYTES,
                        3 * BUFFER_BYTES + 1,
                        5,
                        Frames.MAX_PAYLOAD_BYTES,
                        0)
                .mapToObj(size -> new Frame(size & 0xff, random(size)))
                .toList();
        byte[] file = FrameFile.write(SALT, frames);

        assertThat(read(file)).isEqualTo(new Found(frames, file.length, null));
    }

    @Test
    void framesAcrossTheEndOfTheBufferReadBack() throws IOException {
        for (int first = BUFFER_BYTES - 30; first < BUFFER_BYTES; first++) {
            List<Frame> frames =
                    List.of(new Frame(1, random(first)), new Frame(2, random(7)), new Frame(3, random(40)));
            byte[] file = FrameFile.write(SALT, frames);

            assertThat(read(file)).as("first of %d", first).isEqualTo(new Found(frames, file.length, null));
        }
    }

    @Test
    void payloadsLargerThanAllowedAreRefused() {
        byte[] payload = new byte[Frames.MAX_PAYLOAD_BYTES + 1];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameFile.write(SALT, List.of(new Frame(1, payload))))
                .withMessage("payload must have at most 1048576 bytes but has 1048577");
    }

    @Test
    void putTakesAPartOfAnArray() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
        Frames.put(buffer, SALT, 3, text("xaby"), 1, 2);

        assertThat(read(buffer.array()).frames()).containsExactly(new Frame(3, text("ab")));
    }

    @Test
    void aReaderStaysWhereItStopped() throws IOException {
        byte[] file = FrameFile.write(SALT, FRAMES);
        file[STARTS[1]] ^= 1;
        try (FrameReader reader = new FrameReader(new ByteArrayInputStream(file), SALT)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isFalse();
            assertThat(reader.next()).isFalse();
            assertThat(reader.validEnd()).isEqualTo(STARTS[1]);
        }
    }

    private static Found read(byte[] file) throws IOException {
        return FrameFile.read(SALT, new ByteArrayInputStream(file));
    }

    private static int framesBefore(int position) {
        int whole = 0;
        while (whole + 1 < STARTS.length && STARTS[whole + 1] <= position) {
            whole++;
        }
        return whole;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
