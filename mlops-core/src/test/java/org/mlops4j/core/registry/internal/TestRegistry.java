package org.mlops4j.core.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.check.Estimate;
import org.mlops4j.core.audit.internal.RecordedActions;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.event.internal.EventBus;
import org.mlops4j.core.identity.internal.AccessControl;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.io.internal.Workspace;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Role;
import org.mlops4j.data.Scores;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.event.MlopsListener;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.RegistryStore;

/** A registry on a directory, and all that is around it. Two of them on one directory are two processes. */
final class TestRegistry implements AutoCloseable {

    static final Actor ADA = Actor.human("ada");
    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    final Directory directory;
    final DirectoryRegistryStore store;
    final TiledAuditLog audit;
    final StoredModelRegistry registry;
    final List<MlopsEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Workspace workspace = new Workspace();

    TestRegistry(Directory directory) {
        this(directory, Clock.fixed(NOW, ZoneOffset.UTC), Authorizer.allowAll(), List.of());
    }

    TestRegistry(Directory directory, Clock clock, Authorizer authorizer, List<MlopsListener> listeners) {
        this(directory, new DirectoryRegistryStore(directory), clock, authorizer, listeners);
    }

    TestRegistry(
            Directory directory,
            RegistryStore through,
            Clock clock,
            Authorizer authorizer,
            List<MlopsListener> listeners) {
        this.directory = directory;
        this.store = new DirectoryRegistryStore(directory);
        this.audit = TiledAuditLog.open(directory, new DirectoryKeyProvider(directory), clock, "mlops4j/test");
        audit.probe(key -> store.get(key).map(document -> Digest.of(document.bytes())));
        List<MlopsListener> all = new ArrayList<>(listeners);
        all.add(events::add);
        AccessControl access = new AccessControl(null, authorizer, new RecordedActions(audit));
        this.registry = new StoredModelRegistry(
                through, new DirectoryBlobStore(directory), audit, new EventBus(all), access, clock, workspace);
    }

    /** Registers a version of a model whose one file has this content. */
    ModelVersion register(String model, String content) {
        return registry.register(registration(model, content).build(), ADA, "trained");
    }

    static Registration.Builder registration(String model, String content) {
        return Registration.of(model).file("model.bin", file(content));
    }

    static Path file(String content) {
        return file(content.getBytes(UTF_8));
    }

    static Path file(byte[] content) {
        try {
            Path file = Files.createTempFile("mlops4j-test-", ".bin");
            file.toFile().deleteOnExit();
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An evaluation of two rows. */
    static EvaluationReport report(String dataset) {
        return EvaluationReport.of(dataset, Scores.Task.BINARY, 2, Map.of("accuracy", Estimate.of(0.5, 2)));
    }

    /** Its rows. */
    static Table rows() {
        return Table.of(
                StringColumn.of(
                        Field.builder("id", DataType.STRING).roles(Role.ID).build(), "a", "b"),
                CategoryColumn.of(
                        Field.builder("label", DataType.CATEGORY)
                                .roles(Role.LABEL)
                                .build(),
                        "good",
                        "bad"),
                Float64Column.of(
                        Field.builder("score", DataType.FLOAT64)
                                .roles(Role.PREDICTION)
                                .build(),
                        new double[] {0.25, 0.75}));
    }

    /** The actions in the audit log, in order. */
    List<String> actions() {
        return entries().stream().map(AuditEntry::action).toList();
    }

    List<AuditEntry> entries() {
        try (var entries = audit.entries()) {
            return entries.map(RecordedEntry::entry).toList();
        }
    }

    /** All files under a path. */
    List<String> files(String path) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : directory.list(path)) {
            String child = path + "/" + name;
            if (directory.size(child) >= 0) {
                found.add(child);
            } else {
                found.addAll(files(child));
            }
        }
        return found;
    }

    /** What every thread of some gives, in the order of the threads. */
    static <T> List<T> together(int threads, OfThread<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                tasks.add(() -> task.run(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @FunctionalInterface
    interface OfThread<T> {

        T run(int thread) throws Exception;
    }

    @Override
    public void close() {
        registry.close();
        audit.close();
        workspace.close();
    }
}
