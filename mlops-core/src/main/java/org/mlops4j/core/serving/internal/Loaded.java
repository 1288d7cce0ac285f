package org.mlops4j.core.serving.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final @Nullable Semaphore permits;
    private final ConcurrentLinkedQueue<Model<I, O>> free = new ConcurrentLinkedQueue<>();
    /** One for the owner, one for each running call; 0 is for ever. */
    private final AtomicInteger users = new AtomicInteger(1);

    private Loaded(ModelVersion version, Appender<I> appender, List<Model<I, O>> copies) {
        this.version = version;
        this.appender = appender;
        this.copies = copies;
        if (copies.get(0).threading().isShared()) {
            this.permits = null;
        } else {
            this.permits = new Semaphore(copies.size());
            free.addAll(copies);
        }
    }

    static <I, O> Loaded<I, O> load(
            ModelVersion version, Appender<I> appender, ModelFiles files, ModelLoader<I, O> loader) throws Exception {
        List<Model<I, O>> copies = new ArrayList<>();
        try {
            Model<I, O> first = loader.load(files);
            copies.add(first);
            for (int i = 1; i < first.threading().instances(); i++) {
                copies.add(loader.load(files));
            }
            return new Loaded<>(version, appender, copies);
        } catch (Throwable e) {
            copies.forEach(Loaded::close);
            throw e;
        }
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

    /** Ends a call, or the ownership. */
    void release() {
        if (users.decrementAndGet() == 0) {
            copies.forEach(Loaded::close);
        }
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

    private static void close(Model<?, ?> model) {
        try {
            model.close();
        } catch (Exception e) {
            LOG.warn("close", "a model could not be closed; what it holds may stay allocated", e);
        }
    }
}
