package org.mlops4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a directory that nobody can write to, not even root: the files lie in a multi-release archive opened for one
 * release, which the zip file system opens for reading only.
 */
final class ReadOnlyCopy implements AutoCloseable {

    private final FileSystem files;

    private ReadOnlyCopy(FileSystem files) {
        this.files = files;
    }

    static ReadOnlyCopy of(Path directory, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> all = Files.walk(directory)) {
            put(
                    zip,
                    "META-INF/MANIFEST.MF",
                    "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(StandardCharsets.UTF_8));
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                put(zip, "home/" + directory.relativize(file), Files.readAllBytes(file));
            }
        }
        return new ReadOnlyCopy(FileSystems.newFileSystem(archive, Map.of("releaseVersion", "17")));
    }

    Path home() {
        return files.getPath("/home");
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
