package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tree of files under one root. Paths are relative, of letters, digits, {@code . _ - % @ +}, with {@code /} between
 * parts, none beginning with a dot; any other is an {@link IllegalArgumentException}. What {@link #create} and {@link #replace} write is durable when they return; a crash leaves the old content or
 * the new, never a part. Safe for use by many threads and processes.
 */
public interface Directory extends AutoCloseable {

    /** The whole of a small file, or empty if there is none. */
    Optional<byte[]> read(String path) throws IOException;

    /** A file as a stream, or empty if there is none. */
    Optional<InputStream> open(String path) throws IOException;

    /** Its size in bytes, or -1 if there is no such file, or a directory. */
    long size(String path) throws IOException;

    /** Writes a file that must not exist yet; false, and nothing written, if it does. */
    boolean create(String path, byte[] content) throws IOException;

    /** Writes a file, whatever was there before. */
    void replace(String path, byte[] content) throws IOException;

    /** Starts a file whose name is not known yet. */
    Upload upload() throws IOException;

    /** Opens a file for appending, creating it if there is none. One process appends; others may read. */
    AppendFile append(String path) throws IOException;

    /** Removes a file; false if there was none. */
    boolean delete(String path) throws IOException;

    /** The names directly under a path, sorted; empty if there is no such directory or it is a file. */
    List<String> list(String path) throws IOException;

    /**
     * Waits for the lock of a key, against other threads and other processes. Held shortly, released by the thread that
     * took it; a thread that holds it may take it again. Locks nothing that does not ask for it.
     */
    Held lock(String key) throws IOException;

    /** Takes the lock of a key and keeps it until closed or the process ends; empty if it is held already, by whomever. */
    Optional<Held> tryHold(String key) throws IOException;

    /** Whether anybody keeps the lock of a key that {@link #tryHold} took. Writes nothing. */
    boolean isHeld(String key) throws IOException;

    /**
     * Where a file lies, if it lies on a disk.
     *
     * @throws java.io.UncheckedIOException if a symbolic link leads out of the directory
     */
    Optional<Path> path(String path);

    /** Whether nothing can be written. */
    boolean isReadOnly();

    @Override
    void close() throws IOException;

    /** A held lock; closing releases it, closing again does nothing. */
    interface Held extends AutoCloseable {

        @Override
        void close();
    }

    /** Bytes on their way in; closing without {@link #publish} discards them. */
    interface Upload extends AutoCloseable {

        /** Adds bytes. */
        void write(byte[] bytes, int offset, int count) throws IOException;

        /** Makes the bytes durable under a path; keeps what is there if the path exists. Read-only from then on. */
        void publish(String path) throws IOException;

        @Override
        void close() throws IOException;
    }
}
