package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;

/**
 * Adds checkpoints to a file, one on a line. Each is one write at the end of the file, so that several processes may
 * share it; a line that a crash cut off is passed over, and the next begins on a line of its own.
 */
public final class FileAnchor implements CheckpointAnchor {

    private static final int MAX_BYTES = 1 << 28;

    private final Path file;

    /** An anchor in a file, made with the first checkpoint. */
    public FileAnchor(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    @Override
    public String name() {
        return "file " + file;
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        String line = CheckpointLine.of(checkpoint) + "\n";
        try {
            boolean isNew = !Files.exists(file);
            String start = isNew || endsInLineBreak() ? "" : "\n";
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = ByteBuffer.wrap((start + line).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        }
    }

    private boolean endsInLineBreak() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    @Override
    public List<String> kept() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes; move the older lines to another file");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return CheckpointLine.find(text).stream().map(Checkpoint::note).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
