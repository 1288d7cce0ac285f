package org.mlops4j.core.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.model.Threading;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.ServedModel;

class HotSwapTest {

    private final ServingHome home = new ServingHome();
    private final CountedModel.Loader loader = new CountedModel.Loader();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ModelVersion a;
    private ModelVersion b;
    private ModelVersion c;

    @BeforeEach
    void register() {
        a = home.register("a");
        b = home.register("b");
        c = home.register("c");
        home.move(a);
    }

    @AfterEach
    void closeHome() {
        goOn.countDown();
        home.close();
    }

    @Test
    void followsAnAliasBeforeItsMoveReturns() {
        try (ServedModel<String, String> served = open()) {
            assertThat(served.predict("x").answer()).isEqualTo("a");
            home.move(b);
            assertThat(served.predict("x").answer()).isEqualTo("b");
            assertThat(served.version()).isEqualTo(b);
        }
    }

    @Test
    void staysWithAFixedVersion() {
        try (ServedModel<String, String> served =
                home.services.serve("m:1", loader).open()) {
            home.move(b);
            assertThat(served.refresh()).isEqualTo(a);
            assertThat(served.predict("x").answer()).isEqualTo("a");
        }
    }

    @Test
    void doesNotFollowAnotherAlias() {
        try (ServedModel<String, String> served = open()) {
            home.mlops.registry().moveAlias("m", "challenger", 2, ServingHome.ADA, "test");
            assertThat(served.version()).isEqualTo(a);
            assertThat(loader.attempts).hasValue(1);
        }
    }

    @Test
    void announcesASwapOnceAndWithoutALock() throws Exception {
        AtomicReference<ModelVersion> seen = new AtomicReference<>();
        try (ServedModel<String, String> served = open()) {
            // Another thread that needs the service's lock would wait for ever if the listener were called under it.
            home.listeners.add(event -> {
                CompletableFuture<ModelVersion> other = CompletableFuture.supplyAsync(served::refresh);
                seen.set(other.orTimeout(30, TimeUnit.SECONDS).join());
            });
            home.move(b);
            served.refresh();
            assertThat(seen).hasValue(b);
            assertThat(home.swaps).hasSize(1);
            assertThat(home.swaps.get(0).from()).isEqualTo(a);
            assertThat(home.swaps.get(0).to()).isEqualTo(b);
            assertThat(home.swaps.get(0).time()).isEqualTo(ServingHome.START);
        }
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheSwap() {
        home.listeners.add(event -> {
            throw new AssertionError("listener");
        });
        try (ServedModel<String, String> served = open()) {
            home.move(b);
            assertThat(served.predict("x").answer()).isEqualTo("b");
        }
    }

    @Test
    void rollsBackToTheModelInMemory() {
        try (ServedModel<String, String> served = open()) {
            home.move(b);
            home.mlops.rollouts().rollBack("m", ServingHome.ADA, "complaints");
            assertThat(served.predict("x").answer()).isEqualTo("a");
            home.move(b);
            assertThat(served.predict("x").answer()).isEqualTo("b");
            assertThat(loader.attempts).as("each version was loaded once").hasValue(2);
        }
        assertThat(loader.of("a").closings).hasValue(1);
        assertThat(loader.of("b").closings).hasValue(1);
    }

    @Test
    void freesTheVersionBeforeAfterAnHour() {
        try (ServedModel<String, String> served = open()) {
            home.move(b);
            home.nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
            follow(served);
            assertThat(loader.of("a").closings).hasValue(0);
            assertThat(loader.of("a").hasFiles()).isTrue();
            home.nanos.addAndGet(1);
            follow(served);
            assertThat(loader.of("a").closings).hasValue(1);
            assertThat(loader.of("a").hasFiles()).isFalse();
        }
    }

    @Test
    void keepsOneVersionBeforeOnly() {
        try (ServedModel<String, String> served = open()) {
            home.move(b);
            home.move(c);
            assertThat(loader.of("a").closings).hasValue(1);
            assertThat(loader.of("b").closings).hasValue(0);
            assertThat(served.version()).isEqualTo(c);
        }
    }

    @Test
    void closesAnOldModelWhenItsLastCallHasEnded() throws Exception {
        loader.inside = this::waitInside;
        try (ServedModel<String, String> served = open()) {
            Future<String> running =
                    CompletableFuture.supplyAsync(() -> served.predict("x").answer());
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            loader.inside = input -> input;
            home.move(b);
            home.move(c);
            assertThat(served.predict("x").answer()).isEqualTo("c");
            CountedModel old = loader.of("a");
            assertThat(old.closings).as("closed under a call").hasValue(0);
            goOn.countDown();
            assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo("a");
            served.close();
            assertThat(old.closings).hasValue(1);
            assertThat(old.hasFiles()).isFalse();
        }
    }

    @Test
    void answersFromOpenModelsOnlyUnderLoad() throws Exception {
        int callers = 4;
        int moves = 15;
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        ServedModel<String, String> served = open();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    try {
                        served.predict("x");
                        calls.incrementAndGet();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        List<ModelVersion> versions = List.of(a, b, c);
        for (int i = 1; i <= moves; i++) {
            home.move(versions.get(i % versions.size()));
            int before = calls.get();
            while (calls.get() < before + callers && failures.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        served.close();
        assertThat(failures).isEmpty();
        assertThat(loader.models).as("a third move finds its version gone").hasSizeGreaterThan(moves / 2);
        assertThat(loader.models).allSatisfy(model -> {
            assertThat(model.closings).hasValue(1);
            assertThat(model.hasFiles()).isFalse();
        });
    }

    @Test
    void aVersionThatFailsToLoadLeavesTheOldOneServing() {
        try (ServedModel<String, String> served = open()) {
            failFor("b", new IOException("no such engine"));
            home.move(b);
            assertThat(served.predict("x").answer()).isEqualTo("a");
            assertThat(home.services.problems())
                    .containsExactly(
                            "m@champion goes on answering with m:1: the loader of 'm@champion' cannot load m:2: "
                                    + "java.io.IOException: no such engine");
            assertThatThrownBy(served::refresh)
                    .isInstanceOf(MlopsException.class)
                    .hasRootCauseMessage("no such engine");
            assertThat(home.swaps).isEmpty();
            home.move(a);
            assertThat(home.services.problems()).isEmpty();
        }
    }

    @Test
    void anErrorOfTheEngineLeavesTheOldOneServing() {
        for (Error error : List.of(new NoClassDefFoundError("engine"), new OutOfMemoryError("too large"))) {
            try (ServedModel<String, String> served = open()) {
                failFor("b", error);
                home.move(b);
                assertThat(served.predict("x").answer()).isEqualTo("a");
                assertThat(home.services.problems()).singleElement().asString().contains(error.getMessage());
                home.move(a);
            }
        }
    }

    @Test
    void leavesNoFilesOfAVersionThatFailedToLoad() {
        List<Path> laidOut = new ArrayList<>();
        try (ServedModel<String, String> served = home.services
                .<String, String>serve("m@champion", files -> {
                    laidOut.add(files.directory());
                    if (laidOut.size() > 1) {
                        throw new IOException("no such engine");
                    }
                    return loader.load(files);
                })
                .open()) {
            home.move(b);
            assertThat(served.version()).isEqualTo(a);
            assertThat(laidOut).hasSize(2);
            assertThat(laidOut.get(0)).exists();
            assertThat(laidOut.get(1)).doesNotExist();
        }
        assertThat(laidOut.get(0)).doesNotExist();
    }

    @Test
    void closesTheCopiesMadeBeforeOneFailed() {
        loader.threading = Threading.pooled(3);
        loader.before = name -> {
            if (loader.attempts.get() == 3) {
                throw new IOException("no third copy");
            }
            return name;
        };
        assertThat(catchThrowable(() -> open())).isInstanceOf(MlopsException.class);
        assertThat(loader.models).hasSize(2);
        assertThat(loader.models).allSatisfy(model -> {
            assertThat(model.closings).hasValue(1);
            assertThat(model.hasFiles()).isFalse();
        });
    }

    @Test
    void aLoaderMustGiveAModel() {
        assertThatThrownBy(() -> home.services
                        .<String, String>serve("m:1", files -> null)
                        .open())
                .isInstanceOf(MlopsException.class)
                .hasMessage("the loader of 'm:1' cannot load m:1: java.lang.NullPointerException: the loader must give "
                        + "a model but gave null");
    }

    @Test
    void triesAFailedVersionAgainAfterGrowingPauses() {
        try (ServedModel<String, String> served = open()) {
            failFor("b", new IOException("not yet"));
            home.move(b);
            assertThat(loader.attempts).as("the move itself").hasValue(2);
            follow(served);
            assertThat(loader.attempts).as("too early").hasValue(2);
            home.nanos.addAndGet(ServingHome.REFRESH.toNanos());
            follow(served);
            assertThat(loader.attempts).as("after the first pause").hasValue(3);
            loader.before = name -> name;
            served.refresh();
            assertThat(served.predict("x").answer()).as("asked for by hand").isEqualTo("b");
            assertThat(home.services.problems()).isEmpty();
        }
    }

    @Test
    void aVersionMovedToAgainIsTriedAtOnce() {
        try (ServedModel<String, String> served = open()) {
            failFor("b", new IOException("not yet"));
            home.move(b);
            home.move(a);
            loader.before = name -> name;
            home.move(b);
            assertThat(served.version()).isEqualTo(b);
        }
    }

    @Test
    void closingDoesNotWaitForAVersionThatIsBeingLoaded() throws Exception {
        ServedModel<String, String> served = open();
        loader.before = this::waitInside;
        CompletableFuture<Void> move = CompletableFuture.runAsync(() -> home.move(b));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        served.close();
        assertThat(loader.of("a").closings).hasValue(1);
        goOn.countDown();
        move.get(10, TimeUnit.SECONDS);
        assertThat(loader.of("b").closings).as("loaded in vain").hasValue(1);
        assertThat(loader.of("b").hasFiles()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> served.predict("x"));
    }

    @Test
    void followsAMoveThatHappenedWhileItWasOpened() throws Exception {
        loader.before = this::waitInside;
        CompletableFuture<ServedModel<String, String>> opening = CompletableFuture.supplyAsync(this::open);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        home.move(b);
        goOn.countDown();
        try (ServedModel<String, String> served = opening.get(10, TimeUnit.SECONDS)) {
            assertThat(served.version()).isEqualTo(b);
        }
    }

    @Test
    void answersGoOnWhileTheRegistryCannotBeReached() {
        try (ServedModel<String, String> served = open()) {
            home.registryDown = true;
            follow(served);
            assertThat(served.predict("x").answer()).isEqualTo("a");
            assertThat(home.services.problems())
                    .singleElement()
                    .asString()
                    .startsWith("m@champion goes on answering with m:1: ")
                    .endsWith("the registry cannot be reached");
            home.registryDown = false;
            follow(served);
            assertThat(home.services.problems()).isEmpty();
        }
    }

    private ServedModel<String, String> open() {
        return home.services.serve("m@champion", loader).open();
    }

    /** What the background thread does at every look. */
    private static void follow(ServedModel<String, String> served) {
        ((Service<?, ?>) served).follow();
    }

    private void failFor(String name, Throwable failure) {
        loader.before = wanted -> {
            if (wanted.equals(name)) {
                if (failure instanceof Exception exception) {
                    throw exception;
                }
                throw (Error) failure;
            }
            return wanted;
        };
    }

    private String waitInside(String input) throws InterruptedException {
        inside.countDown();
        goOn.await();
        return input;
    }
}
