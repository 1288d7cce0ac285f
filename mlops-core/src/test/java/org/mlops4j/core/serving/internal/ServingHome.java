package org.mlops4j.core.serving.internal;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.prediction.internal.PredictionIds;
import org.mlops4j.core.prediction.internal.StreamedPredictionLog;
import org.mlops4j.core.registry.internal.DirectoryRegistryStore;
import org.mlops4j.event.MlopsListener;
import org.mlops4j.identity.Actor;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.RegistryStore;
import org.mlops4j.serving.ModelSwapped;

/** Services over a home in memory, with time that only the test moves. They follow aliases moved in this home at once. */
final class ServingHome implements AutoCloseable {

    static final Actor ADA = Actor.human("ada");
    static final Duration REFRESH = Duration.ofDays(1);
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    final AtomicReference<Instant> time = new AtomicReference<>(START);
    final AtomicLong nanos = new AtomicLong();
    final List<ModelSwapped> swaps = new CopyOnWriteArrayList<>();
    final List<MlopsListener> listeners = new CopyOnWriteArrayList<>();
    /** While true, every use of the registry's store fails, as with a network that is down. */
    volatile boolean registryDown;

    final Mlops mlops;
    final Services services;

    ServingHome() {
        InstantSource source = time::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        AtomicReference<Services> late = new AtomicReference<>();
        this.mlops = Mlops.builder()
                .clock(clock)
                .registryStore(unsteady(new DirectoryRegistryStore(new MemoryDirectory())))
                .listener(event -> late.get().onEvent(event))
                .open();
        EventBus events = new EventBus(List.of(event -> {
            if (event instanceof ModelSwapped swapped) {
                swaps.add(swapped);
            }
            listeners.forEach(listener -> listener.onEvent(event));
        }));
        PredictionIds ids = new PredictionIds(clock, RandomSource.XO_SHI_RO_256_PP.create(1));
        this.services = new Services(
                mlops.registry(),
                ServingHome::delete,
                (StreamedPredictionLog) mlops.predictions(),
                () -> ids,
                events,
                clock,
                nanos::get,
                REFRESH);
        late.set(services);
    }

    /** Registers a version of the model {@code m} that differs from others in its parameter {@code name}. */
    ModelVersion register(String name) {
        return register(Registration.of("m").parameter("name", name));
    }

    ModelVersion register(Registration.Builder version) {
        return mlops.registry().register(version.build(), ADA, "test");
    }

    /** Points the alias {@code m@champion} at a version. */
    void move(ModelVersion version) {
        mlops.registry().moveAlias("m", "champion", version.number(), ADA, "test");
    }

    /** What was logged so far, in order. */
    List<PredictionRecord> logged() {
        mlops.predictions().flush(Duration.ofSeconds(10));
        try (Stream<PredictionRecord> records = mlops.predictions().scan(PredictionQuery.all())) {
            return new ArrayList<>(records.toList());
        }
    }

    private RegistryStore unsteady(RegistryStore store) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (registryDown) {
                throw new UncheckedIOException(new IOException("the registry cannot be reached"));
            }
            return method.invoke(store, arguments);
        };
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(), new Class<?>[] {RegistryStore.class}, handler);
    }

    private static void delete(Path files) {
        try {
            if (Files.exists(files)) {
                MoreFiles.deleteRecursively(files, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        services.close(Duration.ofSeconds(10));
        mlops.close();
    }
}
