package org.mlops4j.core.io.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Appending to files works, fails or is held up, as long as a test wants it so, and what is forced or left open is
 * noted. A write that fails leaves half of its bytes. Safe for use by many threads.
 */
public final class SwitchedDirectory extends ForwardingDirectory {

    private final Map<Operation, Supplier<? extends Throwable>> failing = new ConcurrentHashMap<>();
    private final List<String> forced = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger openForReading = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    /** Everything works. */
    public SwitchedDirectory(Directory target) {
        super(target);
    }

    /** What can be made to fail. */
    public enum Operation {
        OPEN,
        WRITE,
        FORCE,
        TRUNCATE
    }

    /** An operation fails from now on. */
    public void fail(Operation operation) {
        fail(operation, () -> new IOException("No space left on device"));
    }

    /** An operation throws from now on. */
    public void fail(Operation operation, Supplier<? extends Throwable> failure) {
        failing.put(operation, failure);
    }

    /** Everything works again. */
    public void repair() {
        failing.clear();
    }

    /** Writes wait from now on. */
    public void hold() {
        arrived = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    /** Waits until a write waits. */
    public void awaitHeld() throws InterruptedException {
        arrived.await();
    }

    /** Writes go on. */
    public void release() {
        gate.countDown();
    }

    /** The file of every sync that was tried. */
    public List<String> forced() {
        return List.copyOf(forced);
    }

    /** How many streams are open. */
    public int openForReading() {
        return openForReading.get();
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        Optional<InputStream> in = super.open(path);
        in.ifPresent(opened -> openForReading.incrementAndGet());
        return in.map(Counted::new);
    }

    @Override
    public AppendFile append(String path) throws IOException {
        check(Operation.OPEN);
        AppendFile file = super.append(path);
        return new AppendFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (failing.containsKey(Operation.WRITE)) {
                    file.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
                }
                check(Operation.WRITE);
                arrived.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                file.write(bytes);
            }

            @Override
            public void force() throws IOException {
                forced.add(path);
                check(Operation.FORCE);
                file.force();
            }

            @Override
            public void truncate(long size) throws IOException {
                check(Operation.TRUNCATE);
                file.truncate(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private void check(Operation operation) {
        Supplier<? extends Throwable> failure = failing.get(operation);
        if (failure != null) {
            throw SwitchedDirectory.<RuntimeException>unchecked(failure.get());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Notes when it is closed. */
    private final class Counted extends FilterInputStream {

        private boolean closed;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (!closed) {
                closed = true;
                openForReading.decrementAndGet();
            }
        }
    }
}
