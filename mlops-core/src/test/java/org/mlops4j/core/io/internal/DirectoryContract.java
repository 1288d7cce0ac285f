package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every directory does, on disk and in memory. */
@Timeout(60)
abstract class DirectoryContract {

    private static final byte[] ONE = bytes("one");
    private static final byte[] TWO = bytes("two two");

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    Directory directory;

    abstract Directory open() throws IOException;

    @BeforeEach
    void openDirectory() throws IOException {
        directory = open();
    }

    @AfterEach
    void closeDirectory() throws IOException {
        threads.shutdownNow();
        directory.close();
    }

    @Test
    void createWritesANewFile() throws IOException {
        assertThat(directory.create("a/b/c.json", ONE)).isTrue();
        assertThat(directory.read("a/b/c.json")).contains(ONE);
    }

    @Test
    void createLeavesAFileThatExistsAsItIs() throws IOException {
        directory.create("a", ONE);

        assertThat(directory.create("a", TWO)).isFalse();
        assertThat(directory.read("a")).contains(ONE);
    }

    @Test
    void createDoesNotKeepTheGivenArray() throws IOException {
        byte[] content = ONE.clone();
        directory.create("a", content);
        content[0] = 0;

        assertThat(directory.read("a")).contains(ONE);
    }

    @Test
    void readGivesACopy() throws IOException {
        directory.create("a", ONE);
        directory.read("a").orElseThrow()[0] = 0;

        assertThat(directory.read("a")).contains(ONE);
    }

    @Test
    void replaceWritesWhateverWasThere() throws IOException {
        directory.replace("a/b", TWO);
        directory.replace("a/b", ONE);

        assertThat(directory.read("a/b")).contains(ONE);
    }

    @Test
    void emptyFilesAreFiles() throws IOException {
        directory.create("a", new byte[0]);

        assertThat(directory.size("a")).isZero();
        assertThat(directory.read("a")).contains(new byte[0]);
    }

    @Test
    void whatDoesNotExistIsNotThere() throws IOException {
        assertThat(directory.read("x/y")).isEmpty();
        assertThat(directory.open("x/y")).isEmpty();
        assertThat(directory.size("x/y")).isEqualTo(-1);
        assertThat(directory.list("x")).isEmpty();
        assertThat(directory.delete("x/y")).isFalse();
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        directory.create("a/b", ONE);

        assertThat(directory.read("a")).isEmpty();
        assertThat(directory.open("a")).isEmpty();
        assertThat(directory.size("a")).isEqualTo(-1);
        assertThat(directory.delete("a")).isFalse();
    }

    @Test
    void openStreamsTheContent() throws IOException {
        directory.create("a", TWO);
        try (InputStream in = directory.open("a").orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(TWO);
        }
    }

    @Test
    void sizeIsThatOfTheContent() throws IOException {
        directory.create("a", TWO);

        assertThat(directory.size("a")).isEqualTo(TWO.length);
    }

    @Test
    void deleteRemovesAFileOnce() throws IOException {
        directory.create("a", ONE);

        assertThat(directory.delete("a")).isTrue();
        assertThat(directory.delete("a")).isFalse();
        assertThat(directory.read("a")).isEmpty();
        assertThat(directory.create("a", TWO)).isTrue();
    }

    @Test
    void listHoldsTheNamesDirectlyBelowSorted() throws IOException {
        for (String path : List.of("a/z", "a/b/c", "a/b/d", "ab/x", "a/10", "a/9", "a/B")) {
            directory.create(path, ONE);
        }

        assertThat(directory.list("a")).containsExactly("10", "9", "B", "b", "z");
        assertThat(directory.list("a/b")).containsExactly("c", "d");
    }

    @Test
    void listOfAFileIsEmpty() throws IOException {
        directory.create("a", ONE);

        assertThat(directory.list("a")).isEmpty();
    }

    @Test
    void uploadIsThereOnlyOncePublished() throws IOException {
        try (Directory.Upload upload = directory.upload()) {
            upload.write(bytes("xonex"), 1, 2);
            upload.write(bytes("xonex"), 3, 1);
            assertThat(directory.read("blobs/a")).isEmpty();
            upload.publish("blobs/a");
        }

        assertThat(directory.read("blobs/a")).contains(ONE);
    }

    @Test
    void uploadThatIsNotPublishedIsGone() throws IOException {
        try (Directory.Upload upload = directory.upload()) {
            upload.write(ONE, 0, ONE.length);
        }

        assertThat(directory.list("tmp")).isEmpty();
        assertThat(directory.list("blobs")).isEmpty();
    }

    @Test
    void publishKeepsWhatIsThere() throws IOException {
        directory.create("blobs/a", ONE);
        try (Directory.Upload upload = directory.upload()) {
            upload.write(TWO, 0, TWO.length);
            upload.publish("blobs/a");
        }

        assertThat(directory.read("blobs/a")).contains(ONE);
        assertThat(directory.list("tmp")).isEmpty();
    }

    @Test
    void appendStartsANewFileAndGoesOnAtItsEnd() throws IOException {
        try (AppendFile file = directory.append("log/1")) {
            assertThat(file.size()).isZero();
            file.write(ByteBuffer.wrap(ONE));
            file.force();
        }
        try (AppendFile file = directory.append("log/1")) {
            assertThat(file.size()).isEqualTo(ONE.length);
            file.write(ByteBuffer.wrap(TWO));
            assertThat(file.size()).isEqualTo(ONE.length + TWO.length);
        }

        assertThat(directory.read("log/1")).contains(bytes("onetwo two"));
    }

    @Test
    void appendWritesWhatRemainsInTheBuffer() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(TWO, 1, 3);
        try (AppendFile file = directory.append("a")) {
            file.write(buffer);
        }

        assertThat(directory.read("a")).contains(bytes("wo "));
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void appendedBytesCanBeReadAtOnce() throws IOException {
        try (AppendFile file = directory.append("a")) {
            file.write(ByteBuffer.wrap(ONE));
            assertThat(directory.read("a")).contains(ONE);
        }
    }

    @Test
    void truncateCutsAndAppendGoesOnThere() throws IOException {
        try (AppendFile file = directory.append("a")) {
            file.write(ByteBuffer.wrap(TWO));
            file.truncate(3);
            assertThat(file.size()).isEqualTo(3);
            file.write(ByteBuffer.wrap(ONE));
        }

        assertThat(directory.read("a")).contains(bytes("twoone"));
    }

    @Test
    void truncateBeyondTheEndChangesNothing() throws IOException {
        try (AppendFile file = directory.append("a")) {
            file.write(ByteBuffer.wrap(ONE));
            file.truncate(100);
            file.write(ByteBuffer.wrap(ONE));
        }

        assertThat(directory.read("a")).contains(bytes("oneone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/..",
                "a/../b",
                "a/../../x",
                ".",
                "./a",
                "a//b",
                "a/",
                "//a",
                ".hidden",
                "a/.b",
                "a\\b",
                "..\\x",
                "C:x",
                "a b",
                "a\nb",
                "a\u0000b",
                "ä",
                "~/x",
                "a*"
            })
    void pathsThatLeaveTheRootOrAreOddAreRefusedByEveryMethod(String path) {
        List<Callable<?>> uses = List.of(
                () -> directory.read(path),
                () -> directory.open(path),
                () -> directory.size(path),
                () -> directory.create(path, ONE),
                () -> {
                    directory.replace(path, ONE);
                    return null;
                },
                () -> directory.append(path),
                () -> directory.delete(path),
                () -> directory.list(path),
                () -> directory.path(path),
                () -> {
                    try (Directory.Upload upload = directory.upload()) {
                        upload.publish(path);
                    }
                    return null;
                });

        for (Callable<?> use : uses) {
            assertThatIllegalArgumentException()
                    .isThrownBy(use::call)
                    .withMessage(
                            "path must be relative parts of letters, digits and . _ - % @ +, none beginning with a "
                                    + "dot, but was '" + path + "'");
        }
    }

    @Test
    void everyAllowedCharacterCanBeUsed() throws IOException {
        String path = "azAZ09._-%@+/_/-/%/@/+/x";
        directory.create(path, ONE);

        assertThat(directory.read(path)).contains(ONE);
    }

    @Test
    void oneOfManyCreatorsWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String path = "race/" + round;
            CyclicBarrier start = new CyclicBarrier(8);
            List<Integer> winners = new ArrayList<>();
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] content = bytes(String.valueOf(i).repeat(1000));
                attempts.add(threads.submit(() -> {
                    start.await();
                    return directory.create(path, content);
                }));
            }
            for (int i = 0; i < 8; i++) {
                if (attempts.get(i).get()) {
                    winners.add(i);
                }
            }

            assertThat(winners).hasSize(1);
            assertThat(directory.read(path))
                    .contains(bytes(winners.get(0).toString().repeat(1000)));
        }
    }

    @Test
    void aReaderSeesTheOldContentOrTheNewButNeverAPart() throws Exception {
        directory.replace("a", new byte[1]);
        AtomicBoolean done = new AtomicBoolean();
        Future<?> writer = threads.submit(() -> {
            for (int i = 1; i <= 100; i++) {
                byte[] content = new byte[i * 100];
                Arrays.fill(content, (byte) i);
                directory.replace("a", content);
            }
            done.set(true);
            return null;
        });
        while (!done.get() && !writer.isDone()) {
            byte[] content = directory.read("a").orElseThrow();
            byte first = content[0];
            assertThat(content).hasSize(first == 0 ? 1 : first * 100).containsOnly(first);
        }
        writer.get();
    }

    @Test
    void lockExcludesOtherThreads() throws Exception {
        int[] counter = new int[1];
        List<Future<?>> workers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            workers.add(threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    Directory.Held held = directory.lock("counter");
                    int before = counter[0];
                    Thread.onSpinWait();
                    counter[0] = before + 1;
                    held.close();
                }
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }

        assertThat(counter[0]).isEqualTo(800);
    }

    @Test
    void locksOfDifferentKeysDoNotExcludeEachOther() throws Exception {
        Directory.Held held = directory.lock("a");
        inAnotherThread(() -> directory.lock("b").close());
        held.close();
    }

    @Test
    void aThreadMayTakeALockItHolds() throws Exception {
        Directory.Held outer = directory.lock("a");
        directory.lock("a").close();
        Future<?> other = threads.submit(() -> {
            directory.lock("a").close();
            return null;
        });

        assertThat(other.isDone()).isFalse();
        outer.close();
        other.get();
    }

    /** Whatever files the locks share, a thread that holds one may take any other. */
    @Test
    void aThreadMayTakeAnyOtherLock() throws IOException {
        List<Directory.Held> held = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            held.add(0, directory.lock("key-" + i));
        }
        held.forEach(Directory.Held::close);

        assertThat(held).hasSize(200);
    }

    @Test
    void closingALockTwiceDoesNotReleaseItForSomebodyElse() throws Exception {
        Directory.Held first = directory.lock("a");
        first.close();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> other = threads.submit(() -> {
            Directory.Held held = directory.lock("a");
            taken.countDown();
            release.await();
            held.close();
            return null;
        });
        taken.await();
        first.close();
        release.countDown();
        other.get();
    }

    @Test
    void holdIsExclusiveUntilClosed() throws IOException {
        Directory.Held held = directory.tryHold("stream/1").orElseThrow();

        assertThat(directory.tryHold("stream/1")).isEmpty();
        held.close();
        Optional<Directory.Held> again = directory.tryHold("stream/1");
        assertThat(again).isPresent();
        again.get().close();
    }

    @Test
    void whetherAHoldIsKeptCanBeAskedWithoutTakingIt() throws IOException {
        assertThat(directory.isHeld("stream/1")).isFalse();
        assertThat(directory.list("locks")).isEmpty();
        Directory.Held held = directory.tryHold("stream/1").orElseThrow();
        assertThat(directory.isHeld("stream/1")).isTrue();
        assertThat(directory.isHeld("stream/2")).isFalse();
        held.close();

        assertThat(directory.isHeld("stream/1")).isFalse();
        assertThat(directory.tryHold("stream/1")).isPresent();
    }

    @Test
    void holdExcludesOtherThreadsToo() throws Exception {
        Directory.Held held = directory.tryHold("a").orElseThrow();
        inAnotherThread(() -> assertThat(directory.tryHold("a")).isEmpty());
        held.close();
    }

    @Test
    void holdsOfDifferentKeysDoNotExcludeEachOther() throws IOException {
        Directory.Held held = directory.tryHold("a").orElseThrow();

        assertThat(directory.tryHold("A")).isPresent();
        held.close();
    }

    @Test
    void closingAHoldTwiceDoesNotReleaseItForSomebodyElse() throws IOException {
        Directory.Held first = directory.tryHold("a").orElseThrow();
        first.close();
        Directory.Held second = directory.tryHold("a").orElseThrow();
        first.close();

        assertThat(directory.tryHold("a")).isEmpty();
        second.close();
    }

    /** The numbers of lock files must not meet the keys of holds. */
    @Test
    void aHoldDoesNotHinderAnyLock() throws IOException {
        List<Directory.Held> holds = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            holds.add(directory.tryHold(String.format(Locale.ROOT, "%02d", i)).orElseThrow());
        }
        for (int i = 0; i < 64; i++) {
            directory.lock("key-" + i).close();
        }
        holds.forEach(Directory.Held::close);

        assertThat(holds).hasSize(64);
    }

    private void inAnotherThread(Action action) throws Exception {
        Future<?> other = threads.submit(() -> {
            action.run();
            return null;
        });
        other.get(30, TimeUnit.SECONDS);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Action {

        void run() throws Exception;
    }
}
