package org.mlops4j.core.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.serving.ServedModel;

class ServicesTest {

    private final ServingHome home = new ServingHome();
    private final CountedModel.Loader loader = new CountedModel.Loader();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void register() {
        home.move(home.register("a"));
        loader.inside = input -> {
            inside.countDown();
            goOn.await();
            return input;
        };
    }

    @AfterEach
    void closeHome() {
        goOn.countDown();
        home.close();
    }

    @Test
    void closingWaitsForCallsThatRun() throws Exception {
        CompletableFuture<String> call = callThatWaits();
        Thread closing = new Thread(() -> home.services.close(Duration.ofMinutes(1)));
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(loader.of("a").closings).hasValue(0);
        goOn.countDown();
        closing.join();
        assertThat(loader.of("a").closings).hasValue(1);
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void closingEndsInTimeAndLeavesTheModelToItsCall() throws Exception {
        CompletableFuture<String> call = callThatWaits();
        home.services.close(Duration.ofMillis(1));
        assertThat(loader.of("a").closings).as("still in use").hasValue(0);
        goOn.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(loader.of("a").closings).hasValue(1);
        assertThat(loader.of("a").hasFiles()).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        callThatWaits();
        Thread.currentThread().interrupt();
        home.services.close(Duration.ofMinutes(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loader.of("a").closings).hasValue(0);
    }

    @Test
    void opensNothingOnceClosed() {
        home.services.close(Duration.ZERO);
        home.services.close(Duration.ZERO);
        assertThatIllegalStateException()
                .isThrownBy(() -> home.services.serve("m@champion", loader).open())
                .withMessage("the library is closed; open the home again");
        assertThat(loader.attempts).hasValue(0);
    }

    @Test
    void aServiceThatIsOpenedWhileAllIsClosedIsClosedToo() throws Exception {
        loader.before = name -> {
            inside.countDown();
            goOn.await();
            return name;
        };
        CompletableFuture<ServedModel<String, String>> opening = CompletableFuture.supplyAsync(
                () -> home.services.serve("m@champion", loader).open());
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        home.services.close(Duration.ZERO);
        goOn.countDown();
        assertThat(opening.handle((served, failure) -> String.valueOf(failure)).get(10, TimeUnit.SECONDS))
                .contains("the library is closed");
        assertThat(loader.of("a").closings).hasValue(1);
    }

    private CompletableFuture<String> callThatWaits() throws InterruptedException {
        ServedModel<String, String> served =
                home.services.serve("m@champion", loader).open();
        CompletableFuture<String> call =
                CompletableFuture.supplyAsync(() -> served.predict("x").answer());
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        return call;
    }
}
