package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;

/** The bytes of a version on their way out. */
class ModelFilesTest {

    private static final Actor ADA = TestRegistry.ADA;
    private static final byte[] WEIGHTS = "0.25 0.5 0.125 -1.75".getBytes(UTF_8);

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);
    private ModelVersion version;
    private String blob;

    @BeforeEach
    void oneVersion() {
        version = test.registry.register(registration(), ADA, "trained");
        blob = DirectoryBlobStore.pathOf(Digest.of(WEIGHTS));
    }

    private static Registration registration() {
        return Registration.of("credit")
                .file("weights/part-1.bin", TestRegistry.file(WEIGHTS))
                .file("notes.txt", TestRegistry.file("be careful"))
                .parameter("l2", "0.1")
                .build();
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = test.registry.open(version, name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void filesAreReadAsTheyWereRegistered() throws IOException {
        assertThat(read("weights/part-1.bin")).isEqualTo(WEIGHTS);
        assertThat(read("notes.txt")).isEqualTo("be careful".getBytes(UTF_8));
    }

    @Test
    void filesAreLaidOutUnderTheirNames() throws IOException {
        ModelFiles files = test.registry.files(version);

        assertThat(files.names()).containsExactly("notes.txt", "weights/part-1.bin");
        assertThat(files.path("weights/part-1.bin"))
                .isEqualTo(files.directory().resolve("weights/part-1.bin"))
                .hasBinaryContent(WEIGHTS);
        assertThat(files.path("notes.txt")).hasContent("be careful");
        assertThat(files.parameters()).containsOnlyKeys("l2");
        assertThat(files.directory()).isNotEqualTo(test.registry.files(version).directory());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.path("../secret"))
                .withMessage("credit:1 has no file '../secret'; it has [notes.txt, weights/part-1.bin]");
        test.close();
        assertThat(files.directory()).doesNotExist();
    }

    @Test
    void anUnknownFileIsNamedTogetherWithThoseThereAre() {
        assertThatThrownBy(() -> test.registry.open(version, "model.onnx"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage("credit:1 has no file 'model.onnx'; it has [notes.txt, weights/part-1.bin]");
    }

    @Test
    void aFlippedBitIsFoundWhereverItIs() {
        for (int i = 0; i < WEIGHTS.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = WEIGHTS.clone();
                flipped[i] ^= (byte) (1 << bit);
                directory.replace(blob, flipped);
                assertDamaged();
            }
        }
    }

    @Test
    void aCutIsFoundWhereverItIs() {
        for (int length = 0; length < WEIGHTS.length; length++) {
            directory.replace(blob, Arrays.copyOf(WEIGHTS, length));
            assertDamaged();
        }
    }

    @Test
    void bytesBehindTheEndAreFound() {
        directory.replace(blob, Arrays.copyOf(WEIGHTS, WEIGHTS.length + 1));
        assertDamaged();
    }

    private void assertDamaged() {
        String message = "file 'weights/part-1.bin' of credit:1 is not what was registered: its digest is ";
        String advice = "… but must be " + Digest.of(WEIGHTS)
                + "; restore the blob of this name from a backup or register the same content again";
        assertThatThrownBy(() -> test.registry.files(version))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(advice);
        assertThatThrownBy(() -> read("weights/part-1.bin"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(advice);
        assertThat(test.registry.verify(version)).singleElement().asString().startsWith(message);
    }

    @Test
    void aMissingFileIsFound() {
        directory.delete(blob);
        String message = "file 'weights/part-1.bin' of credit:1 is gone: the store has no bytes with digest "
                + Digest.of(WEIGHTS) + "; restore them from a backup or register the same content again";

        assertThatThrownBy(() -> test.registry.files(version))
                .isInstanceOf(IntegrityException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> test.registry.open(version, "weights/part-1.bin"))
                .isInstanceOf(IntegrityException.class)
                .hasMessage(message);
        assertThat(test.registry.verify(version)).containsExactly(message);
    }

    @Test
    void registeringTheSameContentAgainRepairsIt() throws IOException {
        for (byte[] damage : List.of(new byte[0], "0.25 0.5 0.125 -1.76".getBytes(UTF_8), new byte[100])) {
            directory.replace(blob, damage);
            assertThat(test.registry.register(registration(), ADA, "repaired")).isEqualTo(version);
            assertThat(test.registry.verify(version)).isEmpty();
            assertThat(read("weights/part-1.bin")).isEqualTo(WEIGHTS);
        }
        directory.delete(blob);
        test.registry.register(registration(), ADA, "repaired");
        assertThat(test.registry.verify(version)).isEmpty();
    }

    /** A parser stops at the last byte it needs and never asks for the end. */
    @Test
    void damageIsFoundBeforeTheLastByteIsHandedOut() throws IOException {
        byte[] flipped = WEIGHTS.clone();
        flipped[3] ^= 1;
        directory.replace(blob, flipped);

        try (InputStream in = test.registry.open(version, "weights/part-1.bin")) {
            assertThat(in.readNBytes(WEIGHTS.length - 1)).hasSize(WEIGHTS.length - 1);
            assertThatThrownBy(in::read).isInstanceOf(IOException.class);
            // Nor may what follows the failure look like the end.
            assertThatThrownBy(in::read).isInstanceOf(IOException.class);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void streamsCanBeReadInAnyPieces() throws IOException {
        for (int piece = 1; piece <= WEIGHTS.length + 1; piece++) {
            byte[] read = new byte[WEIGHTS.length];
            try (InputStream in = test.registry.open(version, "weights/part-1.bin")) {
                assertThat(in.read(read, 0, 0)).isZero();
                int at = 0;
                for (int n; (n = in.read(read, at, Math.min(piece, read.length - at))) > 0; ) {
                    at += n;
                }
                assertThat(at).isEqualTo(WEIGHTS.length);
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[4])).isEqualTo(-1);
                assertThat(in.markSupported()).isFalse();
            }
            assertThat(read).isEqualTo(WEIGHTS);
        }
        try (InputStream in = test.registry.open(version, "weights/part-1.bin")) {
            assertThat(in.skip(5)).isEqualTo(5);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(WEIGHTS, 5, WEIGHTS.length));
        }
    }

    /** A service tries to load every few seconds: what it could not load must not fill the disk. */
    @Test
    void aLayoutThatFailsLeavesNothingBehind() throws IOException {
        Path workspace = test.registry.files(version).directory().getParent();
        directory.delete(blob);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> test.registry.files(version)).isInstanceOf(IntegrityException.class);
        }

        try (Stream<Path> left = Files.list(workspace)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void equalFilesAreStoredOnce() throws IOException {
        test.registry.register(
                Registration.of("other")
                        .file("a", TestRegistry.file(WEIGHTS))
                        .file("b", TestRegistry.file(WEIGHTS))
                        .build(),
                ADA,
                "trained");
        assertThat(test.files("blobs")).hasSize(2);
    }
}
