package org.mlops4j.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.mlops4j.Mlops;
import org.mlops4j.model.Model;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.ServedModel;

/** Four threads that ask a service without a pause, and count what fails. */
final class Callers {

    private static final int THREADS = 4;

    /** What the threads saw. */
    record Count(long calls, long failures) {}

    private final ServedModel<CreditApplication, Double> served;
    private final List<CreditData.Case> cases;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean running;
    private volatile int lastVersion;

    Callers(ServedModel<CreditApplication, Double> served, List<CreditData.Case> cases) {
        this.served = served;
        this.cases = cases;
    }

    void start() {
        running = true;
        calls.set(0);
        failures.set(0);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::call, "caller-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    Count stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
        return new Count(calls.get(), failures.get());
    }

    /** Waits until so many more calls were answered. */
    void awaitCalls(long more) throws InterruptedException {
        long enough = calls.get() + more;
        while (calls.get() < enough) {
            Thread.sleep(1);
        }
    }

    /** What the service says of each case now. */
    double[] scores() {
        return cases.stream()
                .mapToDouble(c -> served.predict(c.application()).answer())
                .toArray();
    }

    /** What a version says of each case, asked without the service. */
    double[] scoresOf(ModelVersion version, Mlops mlops) throws Exception {
        double[] scores = new double[cases.size()];
        try (Model<CreditApplication, Double> model =
                CreditModels.load(mlops.registry().files(version))) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = model.predict(cases.get(i).application());
            }
        }
        return scores;
    }

    /** Waits until the service answers with a version. */
    Duration awaitVersion(ModelVersion version, Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        while (lastVersion != version.number() && System.nanoTime() - start < atMost.toNanos()) {
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Goes on for a while, saying whenever another version answers. */
    void goOn(Duration time, PrintStream out) throws InterruptedException {
        if (time.isZero()) {
            return;
        }
        int known = served.version().number();
        out.println("\nServing for " + time.toSeconds() + " s more; version " + known + " answers.");
        start();
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            Thread.sleep(100);
            if (lastVersion != known) {
                known = lastVersion;
                out.println("Version " + known + " answers.");
            }
        }
        Count count = stop();
        out.println(count.calls() + " calls, " + count.failures() + " failed.");
    }

    private void call() {
        for (int i = 0; running; i = (i + 1) % cases.size()) {
            try {
                lastVersion = served.predict(cases.get(i).application()).version();
            } catch (RuntimeException e) {
                failures.incrementAndGet();
            }
            calls.incrementAndGet();
        }
    }
}
