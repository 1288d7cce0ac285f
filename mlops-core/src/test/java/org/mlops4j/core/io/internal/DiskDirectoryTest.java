package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskDirectoryTest extends DirectoryContract {

    private static final byte[] ONE = bytes("one");

    @TempDir
    Path temporary;

    private Path root;

    @Override
    Directory open() throws IOException {
        root = temporary.resolve("not/there/yet");
        return DiskDirectory.open(root);
    }

    @Test
    void filesLieWhereTheirPathSays() throws IOException {
        directory.create("a/b", ONE);

        assertThat(directory.path("a/b")).contains(root.resolve("a/b"));
        assertThat(root.resolve("a/b")).hasBinaryContent(ONE);
    }

    @Test
    void filesCanBeReadByTheirOwnerOnly() throws IOException {
        directory.create("a/created", ONE);
        directory.replace("a/replaced", ONE);
        directory.append("a/appended").close();

        assertThat(List.of(permissions("a/created"), permissions("a/replaced"), permissions("a/appended")))
                .containsOnly("rw-------");
    }

    @Test
    void publishedUploadsCanOnlyBeRead() throws IOException {
        try (Directory.Upload upload = directory.upload()) {
            upload.publish("blobs/a");
        }

        assertThat(permissions("blobs/a")).isEqualTo("r--------");
    }

    @Test
    void foldersAreTheOwnersOnly() throws IOException {
        directory.create("a/b/c", ONE);
        directory.lock("x").close();

        assertThat(List.of(permissions("a"), permissions("a/b"), permissions("tmp"), permissions("locks")))
                .containsOnly("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void lockFilesAreTheOwnersOnly() throws IOException {
        directory.lock("x").close();
        directory.tryHold("y").orElseThrow().close();

        assertThat(directory.list("locks"))
                .hasSize(2)
                .allMatch(name -> permissions("locks/" + name).equals("rw-------"));
    }

    @Test
    void nothingTemporaryStaysBehind() throws IOException {
        directory.create("a", ONE);
        directory.create("a", ONE);
        directory.replace("a", ONE);

        assertThat(directory.list("tmp")).isEmpty();
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowed() throws IOException {
        Files.write(temporary.resolve("secret"), ONE);
        Files.createSymbolicLink(root.resolve("file"), temporary.resolve("secret"));
        Files.createSymbolicLink(root.resolve("folder"), temporary);

        List<Callable<?>> uses = List.of(
                () -> directory.read("file"),
                () -> directory.read("folder/secret"),
                () -> directory.open("file"),
                () -> directory.open("folder/secret"),
                () -> directory.size("folder/secret"),
                () -> directory.create("folder/new", ONE),
                () -> {
                    directory.replace("folder/secret", ONE);
                    return null;
                },
                () -> directory.append("file"),
                () -> directory.append("folder/secret"),
                () -> directory.delete("folder/secret"),
                () -> directory.list("folder"));
        for (Callable<?> use : uses) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(use::call)
                    .withMessageEndingWith("a symbolic link leads out of " + root);
        }
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> directory.path("folder/secret"));
        assertThat(temporary.resolve("secret")).hasBinaryContent(ONE);
        assertThat(temporary.resolve("new")).doesNotExist();
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowedForTemporaryAndLockFilesEither() throws IOException {
        Files.createSymbolicLink(root.resolve("tmp"), temporary);
        Files.createSymbolicLink(root.resolve("locks"), temporary);

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> directory.create("a", ONE));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> directory.upload());
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> directory.lock("a"));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> directory.tryHold("a"));
    }

    @Test
    void aLinkThatStaysBelowTheRootIsFollowed() throws IOException {
        directory.create("a/b", ONE);
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/b"));

        assertThat(directory.read("link")).contains(ONE);
        try (InputStream in = directory.open("link").orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(ONE);
        }
    }

    @Test
    void aLinkToNothingIsNoFileButTakesItsPlace() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), root.resolve("nothing"));

        assertThat(directory.read("link")).isEmpty();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> directory.create("link", ONE));
    }

    @Test
    void theRootItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
        directory.create("a", ONE);
        try (Directory other = DiskDirectory.open(link)) {
            assertThat(other.read("a")).contains(ONE);
            assertThat(other.create("b", ONE)).isTrue();
        }
    }

    /** Directories on one root share their locks, whatever path they were opened by. */
    @Test
    void twoDirectoriesOnOneRootExcludeEachOther() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
        try (Directory other = DiskDirectory.open(link)) {
            Directory.Held held = directory.tryHold("a").orElseThrow();
            assertThat(other.tryHold("a")).isEmpty();
            held.close();
            other.tryHold("a").orElseThrow().close();
        }
    }

    @Test
    void threadsOfTwoDirectoriesOnOneRootWaitForEachOther() throws Exception {
        int[] counter = new int[1];
        try (Directory other = DiskDirectory.open(root)) {
            List<Thread> workers = Stream.of(directory, other, directory, other)
                    .map(each -> new Thread(() -> count(each, counter)))
                    .toList();
            workers.forEach(Thread::start);
            for (Thread worker : workers) {
                worker.join();
            }
        }

        assertThat(counter[0]).isEqualTo(400);
    }

    private static void count(Directory directory, int[] counter) {
        for (int i = 0; i < 100; i++) {
            try {
                Directory.Held held = directory.lock("counter");
                int before = counter[0];
                Thread.onSpinWait();
                counter[0] = before + 1;
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void closingReleasesWhatWasHeld() throws IOException {
        try (Directory other = DiskDirectory.open(root)) {
            assertThat(directory.tryHold("a")).isPresent();
            directory.close();
            assertThat(other.tryHold("a")).isPresent();
        }
    }

    @Test
    void aClosedDirectoryGivesNoLocks() throws IOException {
        directory.close();
        directory.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> directory.lock("a"))
                .withMessage("the directory %s is closed", root);
        assertThatIllegalStateException().isThrownBy(() -> directory.tryHold("a"));
    }

    /** Processes of different locales must lock the same file. */
    @Test
    void lockFilesHaveTheSameNameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            directory.lock("a").close();
        } finally {
            Locale.setDefault(before);
        }

        assertThat(directory.list("locks")).containsExactly("stripe@33.lock");
    }

    /** The JDK's own file system of modules cannot be written to, by whatever user. */
    @Test
    void whatCannotBeWrittenToIsOpenedForReading() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Directory readOnly = DiskDirectory.open(modules)) {
            assertThat(readOnly.isReadOnly()).isTrue();
            assertThat(readOnly.read("java/lang/Object.class").orElseThrow()).startsWith(0xca, 0xfe, 0xba, 0xbe);
            assertThat(readOnly.size("java/lang/Object.class")).isPositive();
            assertThat(readOnly.list("java/lang")).contains("Object.class");
            List<Callable<?>> writes = List.of(
                    () -> readOnly.create("x", ONE),
                    () -> {
                        readOnly.replace("x", ONE);
                        return null;
                    },
                    () -> readOnly.append("x"),
                    () -> readOnly.delete("module-info.class"),
                    readOnly::upload,
                    () -> readOnly.lock("x"),
                    () -> readOnly.tryHold("x"));
            for (Callable<?> write : writes) {
                assertThatExceptionOfType(FileSystemException.class)
                        .isThrownBy(write::call)
                        .withMessageEndingWith("the directory cannot be written to; it is open for reading");
            }
        }
    }

    @Test
    void openedForReadingItWritesNothingNotEvenALock() throws IOException {
        directory.create("a", ONE);
        Directory.Held held = directory.tryHold("b").orElseThrow();
        try (Stream<Path> before = Files.walk(root);
                Directory reading = DiskDirectory.openForReading(root)) {
            assertThat(reading.isReadOnly()).isTrue();
            assertThat(reading.read("a")).contains(ONE);
            assertThat(reading.isHeld("b")).isTrue();
            assertThat(reading.isHeld("c")).isFalse();
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> reading.replace("a", ONE));
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> reading.lock("a"));
            try (Stream<Path> after = Files.walk(root)) {
                assertThat(after.toList()).isEqualTo(before.toList());
            }
        }
        held.close();
    }

    @Test
    void openingForReadingMakesNoDirectory() {
        Path nowhere = temporary.resolve("nowhere");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> DiskDirectory.openForReading(nowhere))
                .withMessage(nowhere.toString());
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aFileInThePlaceOfTheRootIsRefused() throws IOException {
        Path file = Files.write(temporary.resolve("file"), ONE);

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> DiskDirectory.open(file));
    }

    /** The zip file system has no links, so creation is decided by a lock. */
    @Test
    void createIsExclusiveWithoutLinksToo() throws IOException {
        URI zip = URI.create("jar:" + temporary.resolve("store.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"));
                Directory inZip = DiskDirectory.open(files.getPath("/home"))) {
            assertThat(inZip.create("a/b", ONE)).isTrue();
            assertThat(inZip.create("a/b", bytes("two"))).isFalse();
            assertThat(inZip.read("a/b")).contains(ONE);
            assertThat(inZip.list("a")).containsExactly("b");
        }
    }

    @Test
    void appendDoesNotLoseWhatAnotherHandleWrote() throws IOException {
        try (AppendFile file = directory.append("a")) {
            file.write(ByteBuffer.wrap(ONE));
        }
        try (AppendFile file = directory.append("a")) {
            file.write(ByteBuffer.wrap(ONE));
        }

        assertThat(directory.read("a")).contains(bytes("oneone"));
    }

    private String permissions(String path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
