package org.mlops4j.core.serving.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
public final class Services implements Serving, AutoCloseable {

    private static final QuietLogger LOG = QuietLogger.of(Services.class);

    private final Service.Surroundings around;
    private final Duration refresh;
    private final List<Service<?, ?>> services = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService refresher;
    private boolean closed;

    /** Services over a registry and a log, which look for moved aliases at this interval. */
    public Services(
            ModelRegistry registry,
            StreamedPredictionLog log,
            PredictionIds ids,
            EventBus events,
            Clock clock,
            LongSupplier nanos,
            Duration refresh) {
        this.around = new Service.Surroundings(registry, log, ids, events, clock, nanos);
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
                    .forEach(Services::refresh);
        }
    }

    /** What keeps services from answering with the version they should. */
    public List<String> problems() {
        return services.stream().flatMap(service -> service.problem().stream()).toList();
    }

    @Override
    public void close() {
        ScheduledExecutorService running;
        synchronized (this) {
            closed = true;
            running = refresher;
            refresher = null;
        }
        if (running != null) {
            running.shutdownNow();
        }
        services.forEach(Service::close);
        services.clear();
    }

    private synchronized <I, O> ServedModel<I, O> open(Service.Wishes<I, O> wishes) {
        if (closed) {
            throw new IllegalStateException("the library is closed; open the home again");
        }
        Service<I, O> service = new Service<>(around, wishes);
        services.add(service);
        if (refresher == null && service.reference().contains("@")) {
            refresher = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "mlops-refresh");
                thread.setDaemon(true);
                return thread;
            });
            // Its future is of no use: the task catches everything and runs until the executor ends.
            var unused = refresher.scheduleWithFixedDelay(
                    this::refreshAll, refresh.toMillis(), refresh.toMillis(), TimeUnit.MILLISECONDS);
        }
        return service;
    }

    private void refreshAll() {
        services.removeIf(Service::isClosed);
        services.forEach(Services::refresh);
    }

    private static void refresh(Service<?, ?> service) {
        try {
            service.refresh();
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            if (!service.isClosed()) {
                LOG.warn(service.reference(), "'{}' keeps its version", service.reference(), e);
            }
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
