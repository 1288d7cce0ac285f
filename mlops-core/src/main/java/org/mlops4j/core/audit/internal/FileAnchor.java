package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.core.io.internal.LineFile;

/** Adds checkpoints to a file, one on a line; a line that a crash cut off is passed over. */
public final class FileAnchor implements CheckpointAnchor {

    private final LineFile file;

    /** An anchor in a file, made with the first checkpoint. */
    public FileAnchor(Path file) {
        this.file = new LineFile(file);
    }

    /** Where it lies. */
    public Path file() {
        return file.path();
    }

    @Override
    public String name() {
        return "file " + file.path();
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        try {
            file.append(CheckpointLine.of(checkpoint));
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " cannot be written: " + e, e);
        }
    }

    @Override
    public List<String> kept() {
        try {
            return file.text()
                    .map(text -> CheckpointLine.find(text).stream()
                            .map(Checkpoint::note)
                            .toList())
                    .orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
