package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Files on disk. Everything is written to a temporary file, made durable there, and published by link or rename, after
 * which the directory entry is made durable too. Files and directories can be read by their owner only. A symbolic link
 * below the root is followed only to what lies below the root too. Closing releases what {@link #tryHold} took; no lock
 * can be taken from then on.
 */
public final class DiskDirectory implements Directory {

    private static final String TEMPORARY = "tmp";
    private static final String LOCKS = "locks";
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READ = PosixFilePermissions.fromString("r--------");

    private final Path root;
    private final Path realRoot;
    private final boolean posix;
    private final boolean readOnly;
    private final LockFiles locks;
    private final Set<Held> kept = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean open = new AtomicBoolean(true);

    private DiskDirectory(Path root, boolean readOnly) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.posix = isPosix(root);
        this.readOnly = readOnly;
        this.locks = LockFiles.of(realRoot, this::openLockFile);
    }

    /** Opens a directory, creating it if there is none; one that cannot be written to is opened for reading. */
    public static DiskDirectory open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            Path parent = absolute.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            createDirectory(absolute);
        }
        return new DiskDirectory(absolute, !Files.isWritable(absolute));
    }

    /**
     * Opens a directory for reading only; nothing is created, not even a lock.
     *
     * @throws NoSuchFileException if there is none
     */
    public static DiskDirectory openForReading(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new NoSuchFileException(absolute.toString());
        }
        return new DiskDirectory(absolute, true);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            Path file = resolve(path);
            return Files.isDirectory(file) ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        try {
            Path file = resolve(path);
            return Files.isDirectory(file) ? Optional.empty() : Optional.of(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public long size(String path) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(resolve(path), BasicFileAttributes.class);
            return file.isDirectory() ? -1 : file.size();
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
        Path target = resolve(path);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !Files.deleteIfExists(target)) {
            return false;
        }
        forceDirectory(parentOf(target));
        return true;
    }

    @Override
    public List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(path))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public Directory.Held lock(String key) throws IOException {
        requireUsableLocks();
        return locks.lock(key);
    }

    @Override
    public Optional<Directory.Held> tryHold(String key) throws IOException {
        requireUsableLocks();
        Optional<Directory.Held> held = locks.tryHold(key);
        held.ifPresent(kept::add);
        return held.map(lock -> () -> {
            kept.remove(lock);
            lock.close();
        });
    }

    @Override
    public boolean isHeld(String key) throws IOException {
        requireOpen();
        return locks.isHeld(key);
    }

    @Override
    public Optional<Path> path(String path) {
        try {
            return Optional.of(resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void close() throws IOException {
        if (open.getAndSet(false)) {
            try {
                kept.forEach(Directory.Held::close);
            } finally {
                locks.close();
            }
        }
    }

    private Path resolve(String path) throws IOException {
        Path target = root.resolve(Paths.requireValid(path));
        for (Path part = target; part != null && !part.equals(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part) && !part.toRealPath().startsWith(realRoot)) {
                throw new FileSystemException(part.toString(), null, "a symbolic link leads out of " + root);
            }
        }
        return target;
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

    private void requireUsableLocks() throws IOException {
        requireWritable();
        requireOpen();
    }

    private void requireOpen() {
        if (!open.get()) {
            throw new IllegalStateException("the directory " + root + " is closed");
        }
    }

    private FileChannel openLockFile(String name, boolean write) throws IOException {
        Path folder = resolve(LOCKS);
        if (!write) {
            return FileChannel.open(folder.resolve(name), StandardOpenOption.READ);
        }
        createDirectories(folder);
        return FileChannel.open(
                folder.resolve(name), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), fileAttributes());
    }

    private Path newTemporary() throws IOException {
        Path folder = resolve(TEMPORARY);
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

    /** Where there are no links, a lock decides who came first; unlike a marker file it ends with its process. */
    private boolean publishWithoutLinks(Path temporary, Path target, Exception linkFailure) throws IOException {
        Directory.Held held = locks.lockForPublishing();
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            moveOver(temporary, target);
        } catch (IOException e) {
            e.addSuppressed(linkFailure);
            throw e;
        } finally {
            held.close();
        }
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
        createDirectories(parentOf(directory));
        createDirectory(directory);
    }

    private static void createDirectory(Path directory) throws IOException {
        FileAttribute<?>[] attributes = isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY)}
                : new FileAttribute<?>[0];
        try {
            Files.createDirectory(directory, attributes);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        Path parent = directory.getParent();
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] fileAttributes() {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FILE)}
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
            if (!publishNew(temporary, target)) {
                // Whoever came first may not have got as far as making the name durable.
                forceDirectory(parentOf(target));
            }
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
            channel.position(channel.size());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
