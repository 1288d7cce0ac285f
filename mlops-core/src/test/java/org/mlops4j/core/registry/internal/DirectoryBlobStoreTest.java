package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.identity.Digest;

/** What a store of files does beyond the contract of every store, which runs in the testing module. */
class DirectoryBlobStoreTest {

    private static final byte[] CONTENT = "abc".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private DiskDirectory directory;
    private DirectoryBlobStore store;

    @BeforeEach
    void open() throws IOException {
        directory = DiskDirectory.open(folder);
        store = new DirectoryBlobStore(directory);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private Path put() throws IOException {
        return store.file(store.put(new ByteArrayInputStream(CONTENT)).digest()).orElseThrow();
    }

    @Test
    void blobsAreReadOnlyFilesNamedByTheirDigest() throws IOException {
        Path file = put();

        String hex = Digest.of(CONTENT).hex();
        assertThat(folder.relativize(file)).isEqualTo(Path.of("blobs/sha256", hex.substring(0, 2), hex));
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aBlobThatIsIntactIsLeftAsItIs() throws IOException {
        Path file = put();
        Object before = Files.readAttributes(file, "unix:ino").get("ino");

        put();

        assertThat(Files.readAttributes(file, "unix:ino")).containsEntry("ino", before);
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "abd", "abcd"})
    void aBlobThatWasDamagedIsStoredAnew(String damage) throws IOException {
        Path file = put();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, damage, StandardOpenOption.TRUNCATE_EXISTING);

        put();

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
    }

    /** Whoever opened the blob before it was stored anew reads on in what they opened. */
    @Test
    void storingAnewDoesNotDisturbReaders() throws IOException {
        Path file = put();
        Files.delete(file);
        Files.writeString(file, "xyz");
        try (InputStream in = store.open(Digest.of(CONTENT)).orElseThrow()) {
            put();
            assertThat(in.readAllBytes()).isEqualTo("xyz".getBytes(UTF_8));
        }
    }
}
