package org.mlops4j.core.io.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Files in memory, for tests: the same behaviour as {@link DiskDirectory} within one process, gone when it ends. */
public final class MemoryDirectory implements Directory {

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    @Override
    public synchronized Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(Paths.requireValid(path))).map(byte[]::clone);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return read(path).map(ByteArrayInputStream::new);
    }

    @Override
    public synchronized long size(String path) {
        byte[] content = files.get(Paths.requireValid(path));
        return content == null ? -1 : content.length;
    }

    @Override
    public synchronized boolean create(String path, byte[] content) {
        return files.putIfAbsent(Paths.requireValid(path), content.clone()) == null;
    }

    @Override
    public synchronized void replace(String path, byte[] content) {
        files.put(Paths.requireValid(path), content.clone());
    }

    @Override
    public Upload upload() {
        return new MemoryUpload();
    }

    @Override
    public AppendFile append(String path) {
        create(path, new byte[0]);
        return new MemoryAppendFile(path);
    }

    @Override
    public synchronized boolean delete(String path) {
        return files.remove(Paths.requireValid(path)) != null;
    }

    @Override
    public synchronized List<String> list(String path) {
        String prefix = Paths.requireValid(path) + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String file : files.tailMap(prefix).keySet()) {
            if (!file.startsWith(prefix)) {
                break;
            }
            String rest = file.substring(prefix.length());
            int slash = rest.indexOf('/');
            names.add(slash < 0 ? rest : rest.substring(0, slash));
        }
        return List.copyOf(names);
    }

    @Override
    public Held lock(String key) {
        ReentrantLock lock = locks.computeIfAbsent(key, any -> new ReentrantLock());
        lock.lock();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                lock.unlock();
            }
        };
    }

    @Override
    public Optional<Held> tryHold(String key) {
        String path = "locks/" + Paths.encode(key);
        if (!create(path, new byte[0])) {
            return Optional.empty();
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (held.getAndSet(false)) {
                delete(path);
            }
        });
    }

    @Override
    public boolean isHeld(String key) {
        return size("locks/" + Paths.encode(key)) >= 0;
    }

    @Override
    public Optional<Path> path(String path) {
        Paths.requireValid(path);
        return Optional.empty();
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void close() {}

    private final class MemoryUpload implements Upload {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public void write(byte[] bytes, int offset, int count) {
            content.write(bytes, offset, count);
        }

        @Override
        public void publish(String path) {
            create(path, content.toByteArray());
        }

        @Override
        public void close() {}
    }

    private final class MemoryAppendFile implements AppendFile {

        private final String path;

        MemoryAppendFile(String path) {
            this.path = path;
        }

        @Override
        public long size() {
            return MemoryDirectory.this.size(path);
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            synchronized (MemoryDirectory.this) {
                byte[] before = files.getOrDefault(path, new byte[0]);
                byte[] after = Arrays.copyOf(before, Math.addExact(before.length, bytes.remaining()));
                bytes.get(after, before.length, bytes.remaining());
                files.put(path, after);
            }
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long size) {
            synchronized (MemoryDirectory.this) {
                byte[] before = files.getOrDefault(path, new byte[0]);
                files.put(path, Arrays.copyOf(before, (int) Math.min(size, before.length)));
            }
        }

        @Override
        public void close() {}
    }
}
