package org.mlops4j.core.serving.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.prediction.internal.Appender;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.registry.ModelVersion;

/**
 * A version in memory, with the number of calls that use it. It is closed by whoever leaves last, never while a call is
 * running: a native engine that is closed in use takes the process with it.
 */
final class Loaded<I, O> {

    private static final QuietLogger LOG = QuietLogger.of(Loaded.class);

    private final ModelVersion version;
    private final Appender<I> appender;
    private final List<Model<I, O>> copies;
    private final Runnable afterwards;
    private final @Nullable Semaphore permits;
    private final ConcurrentLinkedQueue<Model<I, O>> free = new ConcurrentLinkedQueue<>();
    /** One for the owner, one for each running call; 0 is for ever. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final CountDownLatch closed = new CountDownLatch(1);

    private Loaded(ModelVersion version, Appender<I> appender, List<Model<I, O>> copies, Runnable afterwards) {
        this.version = version;
        this.appender = appender;
        this.copies = copies;
        this.afterwards = afterwards;
        if (copies.get(0).threading().isShared()) {
            this.permits = null;
        } else {
            this.permits = new Semaphore(copies.size());
            free.addAll(copies);
        }
    }

    /**
     * Loads as many copies as the model asks for.
     *
     * @param appender logs the calls; asked for once the model is there, so that a version that cannot be loaded leaves
     *     no trace in the log
     * @param afterwards frees what the files need; also run if loading fails
     */
    static <I, O> Loaded<I, O> load(
            ModelVersion version,
            ModelFiles files,
            ModelLoader<I, O> loader,
            Supplier<Appender<I>> appender,
            Runnable afterwards)
            throws Exception {
        List<Model<I, O>> copies = new ArrayList<>();
        try {
            Model<I, O> first = loadOne(files, loader);
            copies.add(first);
            for (int i = 1; i < first.threading().instances(); i++) {
                copies.add(loadOne(files, loader));
            }
            return new Loaded<>(version, appender.get(), copies, afterwards);
        } catch (Throwable e) {
            copies.forEach(Loaded::close);
            afterwards.run();
            throw e;
        }
    }

    private static <I, O> Model<I, O> loadOne(ModelFiles files, ModelLoader<I, O> loader) throws Exception {
        return Objects.requireNonNull(loader.load(files), "the loader must give a model but gave null");
    }

    ModelVersion version() {
        return version;
    }

    Appender<I> appender() {
        return appender;
    }

    /** Begins a call; false if the model is closed, or about to be. */
    boolean acquire() {
        while (true) {
            int now = users.get();
            if (now == 0) {
                return false;
            }
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Ends a call, or the ownership; throws nothing, since a caller may already hold an answer. */
    void release() {
        if (users.decrementAndGet() == 0) {
            try {
                copies.forEach(Loaded::close);
                afterwards.run();
            } finally {
                closed.countDown();
            }
        }
    }

    /** Whether the last call has ended and the model is closed. */
    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits until the model is closed; false if that takes longer. */
    boolean awaitClosed(long nanos) throws InterruptedException {
        return closed.await(nanos, TimeUnit.NANOSECONDS);
    }

    O predict(I input) throws Exception {
        Semaphore limit = permits;
        if (limit == null) {
            return copies.get(0).predict(input);
        }
        limit.acquireUninterruptibly();
        Model<I, O> copy = free.remove();
        try {
            return copy.predict(input);
        } finally {
            free.add(copy);
            limit.release();
        }
    }

    /** A model may throw anything, errors of its engine among them. */
    private static void close(Model<?, ?> model) {
        try {
            model.close();
        } catch (Throwable e) {
            LOG.warn("close", "a model could not be closed; what it holds may stay allocated", e);
        }
    }
}
