package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Verdict;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.core.compliance.Packs;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.rollout.Gate;
import org.mlops4j.serving.ModelSwapped;
import org.mlops4j.serving.ServedModel;

/** Opening, sharing and closing a home, and what is degraded. */
class MlopsLifecycleTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Scores<Double> SCORES = Scores.binary("good", "bad", score -> score);
    private static final ModelLoader<Double, Double> LOADER = files -> Model.of(score -> score);

    @TempDir
    private Path folder;

    @Test
    void aClosedLibraryIsOfNoMoreUseAndSaysSo() {
        Mlops mlops = Mlops.at(folder.resolve("home"));
        ModelVersion version = register(mlops, "a");
        mlops.registry().moveAlias("m", "champion", 1, ADA, "test");
        ServedModel<Double, Double> served = serve(mlops, "m@champion");
        Outcome outcome = Outcome.of(served.predict(0.5).id(), "good", Instant.EPOCH);
        FlushResult result = mlops.close(Duration.ofSeconds(30));

        assertThat(result.complete()).isTrue();
        assertThat(result.written()).isEqualTo(1);
        assertThat(mlops.close(Duration.ZERO)).as("closed again").isEqualTo(result);
        assertThat(mlops.health().toString()).isEqualTo("degraded: {library=closed; open the home again}");
        assertThat(mlops.describe()).contains("refresh = PT5S (default)");
        assertThat(mlops.predictions().outcome(outcome)).isEqualTo(LogReceipt.REJECTED);
        assertThatIllegalStateException()
                .isThrownBy(() -> served.predict(0.5))
                .withMessage("the service 'm@champion' is closed; open it again");
        assertThatIllegalStateException()
                .isThrownBy(() -> serve(mlops, "m@champion"))
                .withMessage("the library is closed; open the home again");
        assertThatIllegalStateException().isThrownBy(() -> register(mlops, "b")).withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> mlops.registry().moveAlias("m", "champion", 1, ADA, "late"))
                .withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> mlops.monitoring().monitor("m").version(version).run())
                .withMessage("the library is closed; open the home again");
        assertThatIllegalStateException()
                .isThrownBy(() -> mlops.rollouts().promote(version, Gate.named("q"), ADA, "late"))
                .withMessage("the library is closed; open the home again");
        assertThatIllegalStateException()
                .isThrownBy(() -> mlops.compliance().evaluate(version, Packs.foundation()))
                .withMessage("the library is closed; open the home again");
        assertThatIllegalStateException()
                .isThrownBy(() -> mlops.audit().append(ADA, "note", version.ref(), "late"))
                .withMessageContaining("closed");
    }

    @Test
    void closingWaitsForRunningCallsAndLogsThem() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Mlops mlops = Mlops.inMemory();
        register(mlops, "a");
        ServedModel<Double, Double> served = mlops.serving()
                .serve(
                        "m:1",
                        files -> Model.<Double, Double>of(score -> {
                            inside.countDown();
                            goOn.await();
                            return score;
                        }))
                .open();
        CompletableFuture<Double> call =
                CompletableFuture.supplyAsync(() -> served.predict(0.5).answer());
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        AtomicReference<FlushResult> result = new AtomicReference<>();
        Thread closing = new Thread(() -> result.set(mlops.close(Duration.ofMinutes(10))));
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(mlops.health().isHealthy()).as("a probe does not wait").isFalse();
        goOn.countDown();
        closing.join();
        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(0.5);
        assertThat(result.get()).isEqualTo(new FlushResult(1, 1, 0, true));
    }

    @Test
    void closingTakesAnyTimeToWait() {
        assertThat(Mlops.inMemory().close(ChronoUnit.FOREVER.getDuration()).complete())
                .isTrue();
        assertThat(Mlops.inMemory().close(Duration.ZERO).dropped()).isZero();
        assertThat(Mlops.inMemory().close(Duration.ofSeconds(-1)).dropped()).isZero();
    }

    @Test
    void needsAtMostThreeDaemonThreadsAndEndsThem() throws Exception {
        Set<Thread> before = libraryThreads();
        Mlops mlops = Mlops.at(folder.resolve("home"));
        register(mlops, "a");
        mlops.registry().moveAlias("m", "champion", 1, ADA, "test");
        for (int i = 0; i < 5; i++) {
            serve(mlops, "m@champion").predict(0.5);
        }
        Set<Thread> own = libraryThreads();
        own.removeAll(before);
        assertThat(own).hasSizeBetween(1, 3).allMatch(Thread::isDaemon);
        mlops.close();
        for (Thread thread : own) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void leavesNoTemporaryFilesBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("weights.txt"), "0.5");
        List<Path> laidOut = new ArrayList<>();
        try (Mlops mlops = Mlops.at(folder.resolve("home"))) {
            mlops.registry()
                    .register(Registration.of("m").file("weights.txt", file).build(), ADA, "test");
            ServedModel<Double, Double> served = mlops.serving()
                    .serve("m:1", files -> {
                        laidOut.add(files.path("weights.txt"));
                        return Model.<Double, Double>of(score -> score);
                    })
                    .open();
            assertThat(laidOut.get(0)).exists();
            served.close();
            assertThat(laidOut.get(0).getParent()).doesNotExist();
            laidOut.add(mlops.registry().files(mlops.registry().resolve("m:1")).path("weights.txt"));
        }
        assertThat(laidOut.get(1).getParent().getParent())
                .as("the folder of this library under the system's temporary files")
                .doesNotExist();
        assertThat(folder.resolve("home/tmp")).isEmptyDirectory();
    }

    @Test
    void aHomeOfANewerFormatIsRefusedUntouched() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/streams/x"));
        Files.writeString(folder.resolve("home/format.json"), "{\"format\":2,\"home\":\"h\",\"made\":\"later\"}");
        Files.writeString(home.resolve("1.seg"), "of the future");
        Map<String, String> before = contentOf(folder);
        Set<Thread> threads = libraryThreads();
        assertThatThrownBy(() -> Mlops.at(folder.resolve("home")))
                .isInstanceOf(IntegrityException.class)
                .hasMessageEndingWith(
                        "has format 2, newer than this version reads (1); use a newer version of the library");
        assertThat(contentOf(folder)).isEqualTo(before);
        assertThat(libraryThreads()).isEqualTo(threads);
    }

    @Test
    void aFileIsNoHome() throws IOException {
        Path file = Files.writeString(folder.resolve("home"), "not a directory");
        assertThatThrownBy(() -> Mlops.at(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("home " + file + " cannot be opened");
    }

    @Test
    void aHomeThatCannotBeWrittenToIsServedFromAndDegraded() throws IOException {
        Path home = folder.resolve("home");
        ModelVersion version;
        try (Mlops mlops = Mlops.at(home)) {
            version = register(mlops, "a");
            mlops.registry().moveAlias("m", "champion", 1, ADA, "test");
            ServedModel<Double, Double> served = serve(mlops, "m@champion");
            mlops.predictions().outcome(Outcome.of(served.predict(0.1).id(), "bad", Instant.EPOCH));
            mlops.predictions().outcome(Outcome.of(served.predict(0.9).id(), "good", Instant.EPOCH));
        }
        List<Alert> alerts = new ArrayList<>();
        try (ReadOnlyCopy copy = ReadOnlyCopy.of(home, folder.resolve("copy.zip"));
                Mlops mlops = Mlops.builder()
                        .home(copy.home())
                        .listener(event -> {
                            if (event instanceof Alert alert) {
                                alerts.add(alert);
                            }
                        })
                        .open()) {
            assertThat(mlops.health().degraded()).containsOnlyKeys("home", "predictions");
            assertThat(serve(mlops, "m@champion").predict(0.25).answer()).isEqualTo(0.25);
            MonitoringReport report = mlops.monitoring()
                    .monitor("m")
                    .checks(EvaluationChecks.metric(
                            Metrics.rocAuc(), DecisionRule.atLeast(0.5).point()))
                    .run();
            assertThat(report.predictions()).isEqualTo(2);
            assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(alerts).as("heard though it cannot be recorded").isEqualTo(report.alerts());
            ComplianceReport compliance = mlops.compliance().evaluate(version, Packs.foundation());
            assertThat(compliance
                            .control("history-intact")
                            .orElseThrow()
                            .result()
                            .isPassed())
                    .as(compliance.explain())
                    .isTrue();
            assertThatThrownBy(() -> register(mlops, "b")).hasMessageContaining("cannot be written to");
            assertThatThrownBy(() -> mlops.rollouts().decide(version, Gate.named("q"), ADA, "test"))
                    .hasMessageContaining("cannot be written to");
        }
    }

    @Test
    void followsAnAliasThatAnotherLibraryOnTheDirectoryMoved() throws Exception {
        CountDownLatch swapped = new CountDownLatch(1);
        AtomicReference<ModelSwapped> swap = new AtomicReference<>();
        try (Mlops serving = Mlops.builder()
                        .home(folder.resolve("home"))
                        .refresh(Duration.ofMillis(100))
                        .listener(event -> {
                            if (event instanceof ModelSwapped seen) {
                                swap.set(seen);
                                swapped.countDown();
                            }
                        })
                        .open();
                Mlops other = Mlops.at(folder.resolve("home"))) {
            ModelVersion a = register(serving, "a");
            serving.registry().moveAlias("m", "champion", 1, ADA, "start");
            ServedModel<Double, Double> served = serve(serving, "m@champion");
            served.predict(0.5);
            ModelVersion b = register(other, "b");
            other.registry().moveAlias("m", "champion", 2, ADA, "from elsewhere");
            assertThat(swapped.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(swap.get().from()).isEqualTo(a);
            assertThat(swap.get().to()).isEqualTo(b);
            assertThat(served.predict(0.5).digest()).isEqualTo(b.digest());
            serving.predictions().flush(Duration.ofSeconds(30));
            assertThat(other.monitoring().monitor("m").run().predictions())
                    .as("the other sees what was logged here")
                    .isEqualTo(1);
            assertThat(other.audit().verify().isIntact()).isTrue();
        }
    }

    @Test
    void saysWhyAServiceDoesNotFollow() {
        try (Mlops mlops = Mlops.inMemory()) {
            register(mlops, "a");
            register(mlops, "b");
            mlops.registry().moveAlias("m", "champion", 1, ADA, "test");
            ServedModel<Double, Double> served = mlops.serving()
                    .<Double, Double>serve("m@champion", files -> {
                        if (files.parameters().containsValue("b")) {
                            throw new IOException("no such engine");
                        }
                        return Model.of(score -> score);
                    })
                    .open();
            assertThat(mlops.health().isHealthy()).isTrue();
            mlops.registry().moveAlias("m", "champion", 2, ADA, "test");
            assertThat(served.predict(0.5).version()).isEqualTo(1);
            assertThat(mlops.health().toString())
                    .isEqualTo("degraded: {serving=m@champion goes on answering with m:1: the loader of 'm@champion' "
                            + "cannot load m:2: java.io.IOException: no such engine}");
            mlops.rollouts().rollBack("m", ADA, "does not load");
            assertThat(mlops.health().isHealthy()).isTrue();
        }
    }

    @Test
    void intervalsHaveARange() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Mlops.builder().refresh(bad))
                    .withMessage("refresh must be above zero and at most PT8760H but was " + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Mlops.builder().logSync(bad))
                    .withMessageStartingWith("logSync must be above zero");
        }
    }

    private static ModelVersion register(Mlops mlops, String name) {
        return mlops.registry()
                .register(
                        Registration.of("m")
                                .scores(SCORES)
                                .parameter("name", name)
                                .build(),
                        ADA,
                        "test");
    }

    private static ServedModel<Double, Double> serve(Mlops mlops, String reference) {
        return mlops.serving().serve(reference, LOADER).scores(SCORES).open();
    }

    private static Set<Thread> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mlops-"))
                .collect(Collectors.toSet());
    }

    /** Every file and folder below, with what is in it. */
    private static Map<String, String> contentOf(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                content.put(path.toString(), Files.isDirectory(path) ? "" : Files.readString(path));
            }
        }
        return content;
    }
}
