package org.mlops4j.examples.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.ServedModel;

/** Four threads that keep asking a service, and count who answered and what failed. */
final class Callers implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(1);

    private final ServedModel<CreditApplication, Double> credit;
    private final List<CreditData.Case> cases;
    private final List<Thread> threads = new ArrayList<>();
    /** By number of the version, in the order in which they began to answer. */
    private final Map<Integer, Long> answers = Collections.synchronizedMap(new LinkedHashMap<>());

    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean running = true;
    private volatile int lastVersion;

    /** Begins to call. */
    Callers(ServedModel<CreditApplication, Double> credit, List<CreditData.Case> cases) {
        this.credit = credit;
        this.cases = cases;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::call, "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * What the threads saw.
     *
     * @param answers how many calls each version answered, by its number, in the order in which they began to answer
     * @param failures how many calls failed
     */
    record Count(Map<Integer, Long> answers, long failures) {

        Count {
            answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        }

        @Override
        public String toString() {
            return answers.entrySet().stream()
                    .map(each -> each.getValue() + " answered by version " + each.getKey() + ", ")
                    .collect(Collectors.joining("", "", failures + " failed"));
        }
    }

    /** Ends the calls and says what came of them. */
    Count stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
        return new Count(answers, failures.get());
    }

    /** Waits until so many more calls have ended. */
    void awaitCalls(long more) throws InterruptedException {
        for (long enough = ended.get() + more; ended.get() < enough; ) {
            Thread.sleep(1);
        }
    }

    /** Waits until a version answers, or for as long as is bearable. */
    void awaitVersion(ModelVersion version, Duration atMost) throws InterruptedException {
        for (long end = System.nanoTime() + atMost.toNanos();
                lastVersion != version.number() && System.nanoTime() < end; ) {
            Thread.sleep(1);
        }
    }

    /** Ends the calls if they still go on. */
    @Override
    public void close() {
        running = false;
    }

    private void call() {
        for (int i = 0; running; i = (i + 1) % cases.size()) {
            try {
                int version = credit.predict(cases.get(i).application()).version();
                answers.merge(version, 1L, Long::sum);
                lastVersion = version;
            } catch (RuntimeException | Error e) {
                failures.incrementAndGet();
            }
            ended.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
        }
    }
}
