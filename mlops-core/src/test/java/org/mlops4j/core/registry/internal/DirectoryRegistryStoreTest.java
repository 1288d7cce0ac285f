package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;

/** What a store of files does beyond the contract of every store, which runs in the testing module. */
class DirectoryRegistryStoreTest {

    private static final byte[] ONE = "one".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private DiskDirectory directory;
    private DirectoryRegistryStore store;

    @BeforeEach
    void open() throws IOException {
        directory = DiskDirectory.open(folder.resolve("home"));
        store = new DirectoryRegistryStore(directory);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                ".a",
                "A",
                "a/B.json",
                "a b",
                "\u00e4",
                "a\\b",
                "c:a",
                "a\u0000",
                "a+b"
            })
    void otherKeysAreRefused(String key) {
        String message = "key must be relative parts of lower-case letters, digits and . _ - %, none beginning with "
                + "a dot, but was '" + key + "'";
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(key)).withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.putIfAbsent(key, ONE))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.compareAndSet(key, "etag", ONE))
                .withMessage(message);
    }

    @Test
    void filesOfOthersAreNoDocuments() throws IOException {
        store.putIfAbsent("a/b.json", ONE);
        Path documents = folder.resolve("home/registry/a");
        for (String name : List.of(".DS_Store", ".nfs0001", "b.json~", "B.JSON", "#b.json#")) {
            Files.writeString(documents.resolve(name), "x");
        }
        Files.createDirectory(documents.resolve(".snapshot"));

        assertThat(store.list("")).containsExactly("a/b.json");
        assertThat(store.list("a/")).containsExactly("a/b.json");
    }

    @Test
    void documentsAreFilesOfTheirOwnerOnly() throws IOException {
        store.putIfAbsent("a/b.json", ONE);
        Path file = folder.resolve("home/registry/a/b.json");

        assertThat(file).hasBinaryContent(ONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("home/tmp")).isEmptyDirectory();
    }

    @Test
    void noLinkLeadsOutOfTheDirectory() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.write(outside.resolve("secret.json"), ONE);
        Files.createDirectories(folder.resolve("home/registry"));
        Files.createSymbolicLink(folder.resolve("home/registry/a"), outside);

        assertThatThrownBy(() -> store.get("a/secret.json"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("registry document 'a/secret.json' cannot be read: ")
                .hasMessageContaining("a symbolic link leads out of ");
        assertThatThrownBy(() -> store.putIfAbsent("a/b.json", ONE)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> store.list("")).isInstanceOf(UncheckedIOException.class);
        assertThat(outside.resolve("b.json")).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamed() {
        MemoryDirectory memory = new MemoryDirectory();
        new DirectoryRegistryStore(memory).putIfAbsent("a.json", ONE);
        DirectoryRegistryStore reader = new DirectoryRegistryStore(new ReadOnlyDirectory(memory));
        String etag = reader.get("a.json").orElseThrow().etag();

        assertThatThrownBy(() -> reader.putIfAbsent("b.json", ONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("registry document 'b.json' cannot be written: read-only");
        assertThatThrownBy(() -> reader.compareAndSet("a.json", etag, ONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("registry document 'a.json' cannot be locked: read-only");
    }
}
