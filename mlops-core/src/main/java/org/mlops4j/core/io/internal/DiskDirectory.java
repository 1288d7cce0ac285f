package org.mlops4j.core.io.internal;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;

/**
 * Files on disk. Everything is written to a temporary file, made durable there, and published by link or rename, after
 * which the directory entry is made durable too. Files and directories can be read by their owner only.
 */
public final class DiskDirectory implements Directory {

    /** How many lock files share all keys: enough that unrelated keys rarely wait for each other. */
    private static final int STRIPES = 64;

    private static final String TEMPORARY = "tmp";
    private static final String LOCKS = "locks";
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READ = PosixFilePermissions.fromString("r--------");

    private final Path root;
    private final boolean posix;
    private final boolean readOnly;
    private final Striped<Lock> threads = Striped.lock(STRIPES);
    private final Map<String, FileChannel> lockFiles = new HashMap<>();

    private DiskDirectory(Path root, boolean readOnly) {
        this.root = root;
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.readOnly = readOnly;
    }

    /** Opens a directory, creating it if there is none; one that cannot be written to is opened for reading. */
    public static DiskDirectory open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        boolean readOnly = Files.isDirectory(absolute) && !Files.isWritable(absolute);
        DiskDirectory directory = new DiskDirectory(absolute, readOnly);
        if (!readOnly) {
            directory.createDirectories(absolute);
        }
        return directory;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        try {
            return Optional.of(Files.newInputStream(resolve(path), LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public long size(String path) throws IOException {
        try {
            return Files.size(resolve(path));
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        Path target = resolve(path);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path temporary = writeTemporary(content);
        try {
            createDirectories(parentOf(target));
            return publishNew(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path target = resolve(path);
        Path temporary = writeTemporary(content);
        try {
            createDirectories(parentOf(target));
            moveOver(temporary, target);
            forceDirectory(parentOf(target));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Upload upload() throws IOException {
        requireWritable();
        Path temporary = newTemporary();
        FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), fileAttributes());
        return new DiskUpload(temporary, channel);
    }

    @Override
    public AppendFile append(String path) throws IOException {
        requireWritable();
        Path target = resolve(path);
        createDirectories(parentOf(target));
        boolean isNew = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(
                target,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
                fileAttributes());
        if (isNew) {
            forceDirectory(parentOf(target));
        }
        channel.position(channel.size());
        return new DiskAppendFile(channel);
    }

    @Override
    public boolean delete(String path) throws IOException {
        requireWritable();
        boolean deleted = Files.deleteIfExists(resolve(path));
        if (deleted) {
            forceDirectory(parentOf(resolve(path)));
        }
        return deleted;
    }

    @Override
    public List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(path))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public Directory.Held lock(String key) throws IOException {
        requireWritable();
        int stripe = Math.floorMod(key.hashCode(), STRIPES);
        Lock thread = threads.getAt(stripe);
        thread.lock();
        try {
            FileLock held = lockFile(String.format("%02d", stripe)).lock();
            return () -> {
                try {
                    release(held);
                } finally {
                    thread.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            thread.unlock();
            throw e;
        }
    }

    @Override
    public Optional<Directory.Held> tryHold(String key) throws IOException {
        requireWritable();
        FileLock held;
        try {
            held = lockFile(Paths.encode(key)).tryLock();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
        return held == null ? Optional.empty() : Optional.of(() -> release(held));
    }

    @Override
    public Optional<Path> path(String path) {
        return Optional.of(resolve(path));
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void close() throws IOException {
        synchronized (lockFiles) {
            for (FileChannel channel : lockFiles.values()) {
                channel.close();
            }
            lockFiles.clear();
        }
    }

    private Path resolve(String path) {
        return root.resolve(Paths.requireValid(path));
    }

    private Path parentOf(Path target) {
        Path parent = target.getParent();
        return parent == null ? root : parent;
    }

    private void requireWritable() throws IOException {
        if (readOnly) {
            throw new FileSystemException(
                    root.toString(), null, "the directory cannot be written to; it is open for reading");
        }
    }

    /**
     * One private channel a lock file, kept open: POSIX drops every lock of a process on a file as soon as any of its
     * channels on that file is closed.
     */
    private FileChannel lockFile(String name) throws IOException {
        synchronized (lockFiles) {
            FileChannel known = lockFiles.get(name);
            if (known == null || !known.isOpen()) {
                Path file = root.resolve(LOCKS).resolve(name + ".lock");
                createDirectories(parentOf(file));
                known = FileChannel.open(
                        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), fileAttributes());
                lockFiles.put(name, known);
            }
            return known;
        }
    }

    private static void release(FileLock held) {
        try {
            if (held.isValid()) {
                held.release();
            }
        } catch (ClosedChannelException e) {
            // Closing the channel released the lock already.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path newTemporary() throws IOException {
        Path folder = root.resolve(TEMPORARY);
        createDirectories(folder);
        return folder.resolve(UUID.randomUUID().toString());
    }

    private Path writeTemporary(byte[] content) throws IOException {
        requireWritable();
        Path temporary = newTemporary();
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), fileAttributes())) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
            return temporary;
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Link fails where the target exists, rename does not: only link can tell who came first. */
    private boolean publishNew(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return publishWithoutLinks(temporary, target, e);
        }
        forceDirectory(parentOf(target));
        return true;
    }

    /** Where there are no links, a reservation under the file system's own exclusive create decides who came first. */
    private boolean publishWithoutLinks(Path temporary, Path target, Exception linkFailure) throws IOException {
        Path reservation = parentOf(target).resolve(target.getFileName() + "%reserved");
        try {
            Files.createFile(reservation);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            e.addSuppressed(linkFailure);
            throw e;
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(reservation);
            return false;
        }
        moveOver(temporary, target);
        Files.deleteIfExists(reservation);
        forceDirectory(parentOf(target));
        return true;
    }

    private static void moveOver(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && directory.startsWith(root) && !directory.equals(root)) {
            createDirectories(parent);
        } else if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, directoryAttributes());
            if (parent != null) {
                forceDirectory(parent);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private FileAttribute<?>[] fileAttributes() {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FILE)}
                : new FileAttribute<?>[0];
    }

    private FileAttribute<?>[] directoryAttributes() {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY)}
                : new FileAttribute<?>[0];
    }

    /** A new name is durable once its directory is; Windows cannot open a directory and needs no such call. */
    private static void forceDirectory(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (FileSystemException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private final class DiskUpload implements Upload {

        private final Path temporary;
        private final FileChannel channel;

        DiskUpload(Path temporary, FileChannel channel) {
            this.temporary = temporary;
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            writeFully(channel, ByteBuffer.wrap(bytes, offset, count));
        }

        @Override
        public void publish(String path) throws IOException {
            channel.force(true);
            channel.close();
            Path target = resolve(path);
            createDirectories(parentOf(target));
            if (posix) {
                Files.setPosixFilePermissions(temporary, OWNER_READ);
            }
            publishNew(temporary, target);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }

    private static final class DiskAppendFile implements AppendFile {

        private final FileChannel channel;

        DiskAppendFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            writeFully(channel, bytes);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            channel.position(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
