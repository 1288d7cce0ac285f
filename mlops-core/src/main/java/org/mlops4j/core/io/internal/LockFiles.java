package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock files of one root, shared by every directory that this JVM has open on it: POSIX drops all locks of a process
 * on a file as soon as any of its channels on that file is closed, so each file has one channel, open until the last of
 * them closes.
 */
final class LockFiles {

    /** How many lock files share all keys: enough that unrelated keys rarely wait for each other. */
    private static final int STRIPES = 64;

    private static final Map<Path, LockFiles> OPEN = new HashMap<>();

    private final Path root;
    private final Opener opener;
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private final ReentrantLock publishing = new ReentrantLock();
    private final Map<String, FileChannel> channels = new HashMap<>();
    private final Set<String> kept = new HashSet<>();
    private int users;

    private LockFiles(Path root, Opener opener) {
        this.root = root;
        this.opener = opener;
        Arrays.setAll(stripes, i -> new ReentrantLock());
    }

    /** The lock files of a root, by its real path; each call wants one {@link #close()}. */
    static LockFiles of(Path root, Opener opener) {
        synchronized (OPEN) {
            LockFiles files = OPEN.computeIfAbsent(root, path -> new LockFiles(path, opener));
            files.users++;
            return files;
        }
    }

    void close() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(root);
            // Still under OPEN: closing a channel would drop the locks of whoever opens the root in between.
            synchronized (channels) {
                for (FileChannel channel : channels.values()) {
                    channel.close();
                }
                channels.clear();
            }
        }
    }

    /** Waits for the lock of a key. */
    Directory.Held lock(String key) throws IOException {
        int stripe = Math.floorMod(key.hashCode(), STRIPES);
        return lock(stripes[stripe], String.format(Locale.ROOT, "stripe@%02d", stripe));
    }

    /** Waits for the lock under which files are published where there are no links; takes no other lock inside. */
    Directory.Held lockForPublishing() throws IOException {
        return lock(publishing, "publish@");
    }

    private Directory.Held lock(ReentrantLock threads, String name) throws IOException {
        threads.lock();
        try {
            // Two keys may share a file: a thread that holds it has what it asks for.
            if (threads.getHoldCount() > 1) {
                return once(threads::unlock);
            }
            FileLock held = channel(name).lock();
            return once(() -> {
                try {
                    release(held);
                } finally {
                    threads.unlock();
                }
            });
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    /** Takes the lock of a key; empty if another thread, directory or process holds it. */
    Optional<Directory.Held> tryHold(String key) throws IOException {
        String name = Paths.encode(key);
        synchronized (channels) {
            if (kept.contains(name)) {
                return Optional.empty();
            }
            FileLock held;
            try {
                held = channel(name).tryLock();
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            }
            if (held == null) {
                return Optional.empty();
            }
            kept.add(name);
            return Optional.of(once(() -> {
                synchronized (channels) {
                    kept.remove(name);
                    release(held);
                }
            }));
        }
    }

    /** Whether anybody keeps the lock of a key. */
    boolean isHeld(String key) throws IOException {
        String name = Paths.encode(key);
        synchronized (channels) {
            if (kept.contains(name)) {
                return true;
            }
            FileChannel known = channels.get(name);
            if (known != null && known.isOpen()) {
                return !canLock(known, false);
            }
            // This process holds nothing on the file, so closing another channel on it drops nothing.
            try (FileChannel reading = opener.open(name + ".lock", false)) {
                return !canLock(reading, true);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    private static boolean canLock(FileChannel channel, boolean shared) throws IOException {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared)) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another copy of this class in the same JVM holds it.
            return false;
        }
    }

    private FileChannel channel(String name) throws IOException {
        synchronized (channels) {
            FileChannel known = channels.get(name);
            if (known == null || !known.isOpen()) {
                known = opener.open(name + ".lock", true);
                channels.put(name, known);
            }
            return known;
        }
    }

    /** Closing twice must not release what another has taken since. */
    private static Directory.Held once(Runnable release) {
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                release.run();
            }
        };
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

    /** Opens a lock file: for writing, creating it if there is none, or for reading. */
    @FunctionalInterface
    interface Opener {

        FileChannel open(String name, boolean write) throws IOException;
    }
}
