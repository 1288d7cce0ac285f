package org.mlops4j.core.io.internal;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A private folder of this process for files that must lie in a real directory while they are in use. Made when first
 * needed, removed on close; what a killed process leaves is in the system's folder for temporary files.
 */
public final class Workspace implements AutoCloseable {

    private @Nullable Path root;
    private int layouts;
    private boolean closed;

    /** A fresh folder for files that belong together. */
    public synchronized Layout layout(String name) {
        if (closed) {
            throw new IllegalStateException("the workspace is closed");
        }
        try {
            Path known = root == null ? Files.createTempDirectory("mlops4j-") : root;
            root = known;
            Path folder = known.resolve(++layouts + "-" + Paths.requireValid(name));
            return new Layout(Files.createDirectory(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for temporary files can be made", e);
        }
    }

    /** Removes the folder of one layout; what cannot be removed yet goes when this is closed. */
    public synchronized void discard(Path layout) {
        if (root != null && root.equals(layout.getParent())) {
            delete(layout);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Path known = root;
        root = null;
        if (known != null) {
            delete(known);
        }
    }

    private static void delete(Path folder) {
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            // Gone already, or a file is still mapped by an engine; the system clears its temporary files.
            return;
        }
    }

    /** Files that belong together. */
    public static final class Layout {

        private final Path directory;

        Layout(Path directory) {
            this.directory = directory;
        }

        /** Where the files lie. */
        public Path directory() {
            return directory;
        }

        /** A new file; parts of its name are folders. */
        public OutputStream create(String name) throws IOException {
            Path file = directory.resolve(Paths.requireValid(name));
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        /** Removes the folder and what is in it. */
        public void discard() throws IOException {
            MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
