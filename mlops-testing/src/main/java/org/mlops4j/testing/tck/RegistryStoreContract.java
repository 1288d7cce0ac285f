package org.mlops4j.testing.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.registry.RegistryStore;

/**
 * What every {@link RegistryStore} must do. Each test has an empty store, and a second one that sees the same documents,
 * as another process does; threads are spread over both.
 *
 * <p>What no test here can show, and an implementation must see to: that a document is durable when a write returns, and
 * that a crash leaves the old content or the new.
 *
 * @since 0.1.0
 */
public abstract class RegistryStoreContract {

    private static final int THREADS = 8;
    private static final int ROUNDS = 20;
    private static final int BEYOND_ONE_PAGE = 1001;
    private static final int LARGE = 1 << 20;

    private RegistryStore store;
    private RegistryStore other;

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

    /**
     * Opens the documents of a store once more, as another process does, with nothing shared in memory; called before
     * each test.
     *
     * @param opened a store of {@link #newStore()}, which stays in use
     * @return another store on the same documents; the same one only if they live in its memory
     * @throws Exception if that fails
     */
    protected abstract RegistryStore openAgain(RegistryStore opened) throws Exception;

    @BeforeEach
    final void setUpStore() throws Exception {
        store = newStore();
        other = openAgain(store);
    }

    @Test
    final void findsNothingInAnEmptyStore() {
        assertThat(store.get("a/b.json")).isEmpty();
        assertThat(store.list("")).isEmpty();
        assertThat(store.list("a/")).isEmpty();
    }

    @Test
    final void readsWhatWasPut() {
        assertThat(store.putIfAbsent("a/b.json", bytes("one"))).isTrue();
        assertThat(text(store, "a/b.json")).isEqualTo("one");
        assertThat(text(other, "a/b.json")).isEqualTo("one");
        assertThat(store.get("a/b")).isEmpty();
        assertThat(store.get("a/b.json.json")).isEmpty();
    }

    @Test
    final void putIfAbsentKeepsWhatIsThere() {
        store.putIfAbsent("a/b.json", bytes("one"));
        assertThat(store.putIfAbsent("a/b.json", bytes("two"))).isFalse();
        assertThat(other.putIfAbsent("a/b.json", bytes("two"))).isFalse();
        assertThat(text(store, "a/b.json")).isEqualTo("one");
    }

    @Test
    final void compareAndSetReplacesAKnownState() {
        store.putIfAbsent("a/b.json", bytes("one"));
        String etag = etag(store, "a/b.json");
        assertThat(store.compareAndSet("a/b.json", etag, bytes("two"))).isTrue();
        assertThat(text(store, "a/b.json")).isEqualTo("two");
        assertThat(text(other, "a/b.json")).isEqualTo("two");
        assertThat(etag(store, "a/b.json")).isNotEqualTo(etag);
    }

    @Test
    final void compareAndSetRefusesAnotherState() {
        store.putIfAbsent("a/b.json", bytes("one"));
        String stale = etag(store, "a/b.json");
        store.compareAndSet("a/b.json", stale, bytes("two"));
        assertThat(store.compareAndSet("a/b.json", stale, bytes("three"))).isFalse();
        assertThat(other.compareAndSet("a/b.json", stale, bytes("three"))).isFalse();
        assertThat(store.compareAndSet("a/b.json", "no such mark", bytes("three")))
                .isFalse();
        assertThat(store.compareAndSet("a/b.json", "", bytes("three"))).isFalse();
        assertThat(text(store, "a/b.json")).isEqualTo("two");
    }

    @Test
    final void compareAndSetDoesNotCreate() {
        store.putIfAbsent("a/b.json", bytes("one"));
        assertThat(store.compareAndSet("a/none.json", etag(store, "a/b.json"), bytes("one")))
                .isFalse();
        assertThat(store.get("a/none.json")).isEmpty();
        assertThat(store.list("")).containsExactly("a/b.json");
    }

    @Test
    final void theMarkOfAStateStaysTheSameForEveryReader() {
        store.putIfAbsent("a/b.json", bytes("one"));
        String etag = etag(store, "a/b.json");
        store.putIfAbsent("a/b.json", bytes("two"));
        store.putIfAbsent("a/c.json", bytes("three"));
        assertThat(etag(store, "a/b.json")).isEqualTo(etag);
        assertThat(etag(other, "a/b.json")).isEqualTo(etag);
        assertThat(other.compareAndSet("a/b.json", etag, bytes("two"))).isTrue();
        assertThat(text(store, "a/b.json")).isEqualTo("two");
    }

    @Test
    final void documentsDoNotShareTheirBytesWithCallers() {
        byte[] given = bytes("one");
        store.putIfAbsent("a.json", given);
        Arrays.fill(given, (byte) 'x');
        assertThat(text(store, "a.json")).isEqualTo("one");

        Arrays.fill(store.get("a.json").orElseThrow().bytes(), (byte) 'x');
        assertThat(text(store, "a.json")).isEqualTo("one");

        byte[] replacing = bytes("two");
        store.compareAndSet("a.json", etag(store, "a.json"), replacing);
        Arrays.fill(replacing, (byte) 'x');
        assertThat(text(store, "a.json")).isEqualTo("two");
    }

    @Test
    final void keepsEveryByte() {
        byte[] all = new byte[LARGE];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + (i >> 8));
        }
        store.putIfAbsent("bytes.bin", all);
        assertThat(other.get("bytes.bin").orElseThrow().bytes()).isEqualTo(all);
        store.compareAndSet("bytes.bin", etag(store, "bytes.bin"), Arrays.copyOf(all, 1));
        assertThat(other.get("bytes.bin").orElseThrow().bytes()).isEqualTo(new byte[1]);
    }

    @Test
    final void listsKeysOfAPrefixInOrder() {
        for (String key : List.of("m/b/2.json", "m/a/1.json", "m/b/10.json", "n/c.json", "m/b%41/3.json")) {
            store.putIfAbsent(key, bytes(key));
        }
        assertThat(store.list("m/b/")).containsExactly("m/b/10.json", "m/b/2.json");
        assertThat(store.list("m/")).containsExactly("m/a/1.json", "m/b%41/3.json", "m/b/10.json", "m/b/2.json");
        assertThat(other.list("")).hasSize(5);
        assertThat(store.list("x/")).isEmpty();
    }

    @Test
    final void aPrefixNeedNotEndAtAFolder() {
        for (String key : List.of("m/b/2.json", "m/b%41/3.json", "m/bc/1.json", "m/c/1.json", "mb.json")) {
            store.putIfAbsent(key, bytes(key));
        }
        assertThat(store.list("m/b")).containsExactly("m/b%41/3.json", "m/b/2.json", "m/bc/1.json");
        assertThat(store.list("m/b/2")).containsExactly("m/b/2.json");
        assertThat(store.list("m/b/2.json")).containsExactly("m/b/2.json");
        assertThat(store.list("m/b/2.json/")).isEmpty();
        assertThat(store.list("m")).hasSize(5);
    }

    @Test
    final void everySignThatAKeyMayHoldIsKept() {
        List<String> keys = List.of(
                "%2e%2e/%41.json", "-/-.json", "0/0", "_/_.json", "a.b/c.d.json", "a%2fb/c.json", "a%252fb/c.json");
        keys.forEach(key -> store.putIfAbsent(key, bytes(key)));

        assertThat(other.list("")).isEqualTo(keys.stream().sorted().toList());
        assertThat(keys).allSatisfy(key -> assertThat(text(other, key)).isEqualTo(key));
    }

    @Test
    final void theLongestKeyFits() {
        String longest = "%41".repeat(80) + "/" + "a".repeat(154) + ".json";
        assertThat(longest).hasSize(400);
        assertThat(store.putIfAbsent(longest, bytes("one"))).isTrue();
        assertThat(text(other, longest)).isEqualTo("one");
        assertThat(other.list(longest.substring(0, 300))).containsExactly(longest);
    }

    /** Stores that answer in pages often hold a thousand keys in one. */
    @Test
    final void listsMoreKeysThanFitOnAPage() throws Exception {
        together(thread -> {
            for (int i = thread; i < BEYOND_ONE_PAGE; i += THREADS) {
                of(thread).putIfAbsent(number(i), bytes("x"));
            }
            return thread;
        });
        assertThat(store.list("many/"))
                .isEqualTo(IntStream.range(0, BEYOND_ONE_PAGE)
                        .mapToObj(RegistryStoreContract::number)
                        .toList());
    }

    private static String number(int i) {
        return String.format(Locale.ROOT, "many/%08d.json", i);
    }

    @Test
    final void letsExactlyOneOfManyThreadsPut() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race/" + round + ".json";
            List<Boolean> won = together(thread -> of(thread).putIfAbsent(key, bytes("thread " + thread)));
            assertThat(won).containsOnlyOnce(true);
            assertThat(text(store, key)).isEqualTo("thread " + won.indexOf(true));
        }
    }

    @Test
    final void letsExactlyOneOfManyThreadsReplaceAState() throws Exception {
        store.putIfAbsent("race.json", bytes("start"));
        for (int round = 0; round < ROUNDS; round++) {
            String etag = etag(store, "race.json");
            String prefix = "round " + round + " thread ";
            List<Boolean> won = together(thread -> of(thread).compareAndSet("race.json", etag, bytes(prefix + thread)));
            assertThat(won).containsOnlyOnce(true);
            assertThat(text(other, "race.json")).isEqualTo(prefix + won.indexOf(true));
        }
    }

    @Test
    final void losesNoUpdateOfManyThreads() throws Exception {
        store.putIfAbsent("counter.json", bytes("0"));
        together(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                boolean done = false;
                while (!done) {
                    RegistryStore.Document now = of(thread).get("counter.json").orElseThrow();
                    int next = Integer.parseInt(new String(now.bytes(), UTF_8)) + 1;
                    done = of(thread).compareAndSet("counter.json", now.etag(), bytes(String.valueOf(next)));
                }
            }
            return true;
        });
        assertThat(text(store, "counter.json")).isEqualTo(String.valueOf(THREADS * ROUNDS));
    }

    /** What a write has acknowledged is in the next list of everybody: versions are numbered by it. */
    @Test
    final void whatWasPutIsInEveryListFromThenOn() throws Exception {
        List<List<Boolean>> seen = together(thread -> {
            List<Boolean> mine = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                String key = "seen/" + thread + "-" + i + ".json";
                of(thread).putIfAbsent(key, bytes("x"));
                mine.add(
                        store.list("seen/").contains(key) && other.list("seen/").contains(key));
            }
            return mine;
        });
        assertThat(seen).allSatisfy(mine -> assertThat(mine).containsOnly(true));
    }

    @Test
    final void readersSeeTheOldContentOrTheNewAndNeverAPart() throws Exception {
        store.putIfAbsent("whole.json", filled(0));
        List<List<String>> broken = together(thread -> {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                RegistryStore.Document now = of(thread).get("whole.json").orElseThrow();
                byte[] bytes = now.bytes();
                if (!Arrays.equals(bytes, filled(bytes.length == 0 ? 0 : bytes[0]))) {
                    problems.add(bytes.length + " bytes");
                }
                of(thread).compareAndSet("whole.json", now.etag(), filled(thread * ROUNDS + i));
            }
            return problems;
        });
        assertThat(broken).isEqualTo(Collections.nCopies(THREADS, List.of()));
    }

    /** Content that can be told whole from its first byte: its length goes with it. */
    private static byte[] filled(int number) {
        byte[] bytes = new byte[1 + Byte.toUnsignedInt((byte) number) * 257];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    private RegistryStore of(int thread) {
        return thread % 2 == 0 ? store : other;
    }

    private static <T> List<T> together(Threads.Task<T> task) throws Exception {
        return Threads.together(THREADS, task);
    }

    private static String text(RegistryStore from, String key) {
        return new String(from.get(key).orElseThrow().bytes(), UTF_8);
    }

    private static String etag(RegistryStore from, String key) {
        return from.get(key).orElseThrow().etag();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
