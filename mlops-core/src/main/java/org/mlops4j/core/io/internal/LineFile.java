package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A text file outside any directory of ours that grows by lines. Each is one write at the end, so that several processes
 * may share it; a line that a crash cut off stays as it is, and the next begins on a line of its own.
 */
public final class LineFile {

    private static final int MAX_BYTES = 1 << 28;

    private final Path path;

    /** A file, made with its first line. */
    public LineFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Adds a line; on disk when this returns. */
    public void append(String line) throws IOException {
        String start = !Files.exists(path) || endsInLineBreak() ? "" : "\n";
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private boolean endsInLineBreak() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    /**
     * The whole text, or empty if there is no file.
     *
     * @throws IOException if it cannot be read, or is larger than 256 MiB
     */
    public Optional<String> text() throws IOException {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes; move the older lines to another file");
            }
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
