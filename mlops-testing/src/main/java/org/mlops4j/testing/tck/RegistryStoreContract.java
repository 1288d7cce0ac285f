package org.mlops4j.testing.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.registry.RegistryStore;

/**
 * What every {@link RegistryStore} must do.
 *
 * @since 0.1.0
 */
public abstract class RegistryStoreContract {

    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    private RegistryStore store;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls setUp before each test
    protected RegistryStoreContract() {}

    /**
     * Makes an empty store; called before each test.
     *
     * @return the store
     * @throws Exception if that fails
     */
    protected abstract RegistryStore newStore() throws Exception;

    @BeforeEach
    final void setUpStore() throws Exception {
        store = newStore();
    }

    @Test
    final void findsNothingInAnEmptyStore() {
        assertThat(store.get("a/b.json")).isEmpty();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    final void readsWhatWasPut() {
        assertThat(store.putIfAbsent("a/b.json", bytes("one"))).isTrue();
        assertThat(text("a/b.json")).isEqualTo("one");
    }

    @Test
    final void putIfAbsentKeepsWhatIsThere() {
        store.putIfAbsent("a/b.json", bytes("one"));
        assertThat(store.putIfAbsent("a/b.json", bytes("two"))).isFalse();
        assertThat(text("a/b.json")).isEqualTo("one");
    }

    @Test
    final void compareAndSetReplacesAKnownState() {
        store.putIfAbsent("a/b.json", bytes("one"));
        String etag = store.get("a/b.json").orElseThrow().etag();
        assertThat(store.compareAndSet("a/b.json", etag, bytes("two"))).isTrue();
        assertThat(text("a/b.json")).isEqualTo("two");
        assertThat(store.get("a/b.json").orElseThrow().etag()).isNotEqualTo(etag);
    }

    @Test
    final void compareAndSetRefusesAnotherState() {
        store.putIfAbsent("a/b.json", bytes("one"));
        String stale = store.get("a/b.json").orElseThrow().etag();
        store.compareAndSet("a/b.json", stale, bytes("two"));
        assertThat(store.compareAndSet("a/b.json", stale, bytes("three"))).isFalse();
        assertThat(store.compareAndSet("a/none.json", stale, bytes("three"))).isFalse();
        assertThat(text("a/b.json")).isEqualTo("two");
        assertThat(store.get("a/none.json")).isEmpty();
    }

    @Test
    final void listsKeysOfAPrefixInOrder() {
        for (String key : List.of("m/b/2.json", "m/a/1.json", "m/b/10.json", "n/c.json", "m/b%41/3.json")) {
            store.putIfAbsent(key, bytes(key));
        }
        assertThat(store.list("m/b/")).containsExactly("m/b/10.json", "m/b/2.json");
        assertThat(store.list("m/")).containsExactly("m/a/1.json", "m/b%41/3.json", "m/b/10.json", "m/b/2.json");
        assertThat(store.list("")).hasSize(5);
        assertThat(store.list("x/")).isEmpty();
    }

    @Test
    final void keepsEveryByte() {
        byte[] all = new byte[256 * 64];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        store.putIfAbsent("bytes.bin", all);
        assertThat(store.get("bytes.bin").orElseThrow().bytes()).isEqualTo(all);
    }

    @Test
    final void letsExactlyOneOfManyThreadsPut() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race/" + round + ".json";
            List<Boolean> won = together(thread -> store.putIfAbsent(key, bytes("thread " + thread)));
            assertThat(won).containsOnlyOnce(true);
            assertThat(text(key)).isEqualTo("thread " + won.indexOf(true));
        }
    }

    @Test
    final void losesNoUpdateOfManyThreads() throws Exception {
        store.putIfAbsent("counter.json", bytes("0"));
        together(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                boolean done = false;
                while (!done) {
                    RegistryStore.Document now = store.get("counter.json").orElseThrow();
                    int next = Integer.parseInt(new String(now.bytes(), UTF_8)) + 1;
                    done = store.compareAndSet("counter.json", now.etag(), bytes(String.valueOf(next)));
                }
            }
            return true;
        });
        assertThat(text("counter.json")).isEqualTo(String.valueOf(THREADS * ROUNDS));
    }

    private interface OfThread<T> {

        T run(int thread) throws Exception;
    }

    private static <T> List<T> together(OfThread<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
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

    private String text(String key) {
        return new String(store.get(key).orElseThrow().bytes(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
