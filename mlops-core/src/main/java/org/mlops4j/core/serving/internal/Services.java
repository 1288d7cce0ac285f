package org.mlops4j.core.serving.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.core.prediction.internal.PredictionIds;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.registry.AliasMoved;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.serving.ServedModel;
import org.mlops4j.serving.ServiceBuilder;
import org.mlops4j.serving.Serving;

/**
 * All services of this process. An alias moved by this process is followed before the move returns; one moved by another
 * process within the refresh interval.
 */
public final class Services implements Serving {

    private static final QuietLogger LOG = QuietLogger.of(Services.class);

    /** How often to look within the interval, so that there is time left for loading. */
    private static final int LOOKS = 5;

    private final Service.Surroundings around;
    private final Duration refresh;
    private final List<Service<?, ?>> services = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService refresher;
    private boolean closed;

    /** Services over a registry and a log, which are to follow a moved alias within the refresh time. */
    public Services(
            ModelRegistry registry,
            Consumer<Path> discard,
            StreamedPredictionLog log,
            Supplier<PredictionIds> ids,
            EventBus events,
            Clock clock,
            LongSupplier nanos,
            Duration refresh) {
        this.around = new Service.Surroundings(registry, discard, log, ids, events, clock, nanos);
        this.refresh = refresh;
    }

    @Override
    public <I, O> ServiceBuilder<I, O> serve(String reference, ModelLoader<I, O> loader) {
        Objects.requireNonNull(loader, "loader");
        if (!reference.matches("[^@:]+(@[^@:]+|:[0-9]+)")) {
            throw new IllegalArgumentException(
                    "reference must be a name with an alias or a version, such as credit@champion or credit:3, but was '"
                            + reference + "'");
        }
        return new Builder<>(reference, loader);
    }

    /** Follows moves of aliases by this process. */
    public void onEvent(MlopsEvent event) {
        if (event instanceof AliasMoved moved) {
            String reference = moved.move().model() + "@" + moved.move().alias();
            services.stream()
                    .filter(service -> service.reference().equals(reference))
                    .forEach(Service::follow);
        }
    }

    /** What keeps services from answering with the version they should. */
    public List<String> problems() {
        return services.stream().flatMap(service -> service.problem().stream()).toList();
    }

    /** Takes no more calls and waits for those that run, at most so long. A model in use is closed when its call ends. */
    public void close(Duration timeout) {
        ScheduledExecutorService running;
        synchronized (this) {
            closed = true;
            running = refresher;
            refresher = null;
        }
        long start = around.nanos().getAsLong();
        if (running != null) {
            // No interrupt: what is being loaded may be reading through a channel, which that would break.
            running.shutdown();
        }
        List<Service<?, ?>> all = List.copyOf(services);
        all.forEach(Service::stop);
        for (Service<?, ?> service : all) {
            if (!service.awaitCalls(start, timeout)) {
                LOG.warn(service.reference(), "calls of '{}' are still running", service.reference());
            }
        }
        if (running != null) {
            awaitEnd(
                    running,
                    TimeUnit.NANOSECONDS.convert(timeout) - (around.nanos().getAsLong() - start));
        }
    }

    private static void awaitEnd(ScheduledExecutorService refresher, long nanos) {
        try {
            if (!refresher.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
                refresher.shutdownNow();
            }
        } catch (InterruptedException e) {
            refresher.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private <I, O> ServedModel<I, O> open(Service.Wishes<I, O> wishes) {
        requireOpen();
        Service<I, O> service = new Service<>(around, wishes, refresh, services::remove);
        add(service);
        if (service.isFollowing()) {
            // The alias may have moved while the model was loaded.
            service.follow();
        }
        return service;
    }

    private synchronized void add(Service<?, ?> service) {
        if (closed) {
            service.stop();
            requireOpen();
        }
        services.add(service);
        if (refresher == null && service.isFollowing()) {
            refresher = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "mlops-refresh");
                thread.setDaemon(true);
                return thread;
            });
            // Its future is of no use: the task throws nothing and runs until the executor ends.
            long pause = Math.max(1, TimeUnit.MILLISECONDS.convert(refresh) / LOOKS);
            var unused = refresher.scheduleWithFixedDelay(
                    () -> services.forEach(Service::follow), pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the library is closed; open the home again");
        }
    }

    /** Collects what the application says about a service. */
    private final class Builder<I, O> implements ServiceBuilder<I, O> {

        private final String reference;
        private final ModelLoader<I, O> loader;
        private @Nullable Features<I> features;
        private @Nullable Scores<? super O> scores;
        private @Nullable RedactionRules rules;

        Builder(String reference, ModelLoader<I, O> loader) {
            this.reference = reference;
            this.loader = loader;
        }

        @Override
        public ServiceBuilder<I, O> features(Features<I> mapping) {
            features = mapping.requireComplete();
            return this;
        }

        @Override
        public ServiceBuilder<I, O> scores(Scores<? super O> mapping) {
            scores = Objects.requireNonNull(mapping, "mapping");
            return this;
        }

        @Override
        public ServiceBuilder<I, O> redaction(RedactionRules chosen) {
            rules = Objects.requireNonNull(chosen, "chosen");
            return this;
        }

        @Override
        public ServedModel<I, O> open() {
            return Services.this.open(new Service.Wishes<>(reference, loader, features, scores, rules));
        }
    }
}
