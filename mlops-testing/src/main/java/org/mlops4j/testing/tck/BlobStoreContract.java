package org.mlops4j.testing.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.BlobStore;

/**
 * What every {@link BlobStore} must do. Each test has an empty store, and a second one that sees the same blobs, as
 * another process does; threads are spread over both.
 *
 * <p>What no test here can show, and an implementation must see to: that bytes are durable when {@code put} returns.
 *
 * @since 0.1.0
 */
public abstract class BlobStoreContract {

    private static final int LARGE = 3 << 20;
    private static final int THREADS = 8;
    private static final int[] SIZES = {1, 2, 255, 256, 257, 8191, 8192, 8193, 65_535, 65_536, 65_537, 262_144, 262_145
    };

    private BlobStore store;
    private BlobStore other;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls setUp before each test
    protected BlobStoreContract() {}

    /**
     * Makes an empty store; called before each test.
     *
     * @return the store
     * @throws Exception if that fails
     */
    protected abstract BlobStore newStore() throws Exception;

    /**
     * Opens the blobs of a store once more, as another process does, with nothing shared in memory; called before each
     * test.
     *
     * @param opened a store of {@link #newStore()}, which stays in use
     * @return another store on the same blobs; the same one only if they live in its memory
     * @throws Exception if that fails
     */
    protected abstract BlobStore openAgain(BlobStore opened) throws Exception;

    @BeforeEach
    final void setUpStore() throws Exception {
        store = newStore();
        other = openAgain(store);
    }

    @Test
    final void namesBytesByTheirSha256() throws IOException {
        BlobStore.Blob blob = store.put(new ByteArrayInputStream("abc".getBytes(UTF_8)));
        // FIPS 180-4, example for the message "abc"
        assertThat(blob.digest().hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(blob.sizeBytes()).isEqualTo(3);
    }

    @Test
    final void readsWhatWasPut() throws IOException {
        byte[] bytes = content(LARGE);
        Digest digest = store.put(new ByteArrayInputStream(bytes)).digest();
        assertThat(read(store, digest)).isEqualTo(bytes);
        assertThat(read(other, digest)).isEqualTo(bytes);
    }

    @Test
    final void keepsTheEmptyBlob() throws IOException {
        BlobStore.Blob blob = store.put(InputStream.nullInputStream());
        assertThat(blob).isEqualTo(new BlobStore.Blob(Digest.of(new byte[0]), 0));
        assertThat(read(other, blob.digest())).isEmpty();
    }

    @Test
    final void keepsBlobsOfEverySize() throws IOException {
        for (int size : SIZES) {
            byte[] bytes = content(size);
            assertThat(store.put(new ByteArrayInputStream(bytes)))
                    .isEqualTo(new BlobStore.Blob(Digest.of(bytes), size));
            assertThat(read(other, Digest.of(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    final void storesTheSameBytesOnce() throws IOException {
        BlobStore.Blob first = store.put(new ByteArrayInputStream(content(LARGE)));
        assertThat(store.put(new ByteArrayInputStream(content(LARGE)))).isEqualTo(first);
        assertThat(other.put(new ByteArrayInputStream(content(LARGE)))).isEqualTo(first);
        assertThat(read(store, first.digest())).isEqualTo(content(LARGE));
    }

    @Test
    final void findsNothingThatWasNotPut() throws IOException {
        store.put(new ByteArrayInputStream(content(2)));
        assertThat(store.open(Digest.of(content(LARGE)))).isEmpty();
        assertThat(store.file(Digest.of(content(LARGE)))).isEmpty();
    }

    /** Streams may give less than they are asked for, and do not end before they say so. */
    @Test
    final void readsTheSourceToItsEnd() throws IOException {
        byte[] bytes = content(5000);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return super.read(target, offset, Math.min(count, 7));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        assertThat(store.put(slow)).isEqualTo(new BlobStore.Blob(Digest.of(bytes), bytes.length));
        assertThat(read(other, Digest.of(bytes))).isEqualTo(bytes);
    }

    @Test
    final void leavesTheSourceOpen() throws IOException {
        boolean[] closed = {false};
        InputStream source = new FilterInputStream(new ByteArrayInputStream(content(3))) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        store.put(source);
        assertThat(closed[0]).isFalse();
    }

    @Test
    final void storesNothingWhenReadingFails() throws IOException {
        byte[] bytes = content(LARGE);
        for (Exception failure : List.of(new IOException("the source broke"), new IllegalStateException("closed"))) {
            InputStream broken = new SequenceInputStream(new ByteArrayInputStream(bytes), new FailingStream(failure));
            assertThatThrownBy(() -> store.put(broken)).isSameAs(failure);
            assertThat(store.open(Digest.of(bytes))).isEmpty();
        }
        store.put(new ByteArrayInputStream(bytes));
        assertThat(read(store, Digest.of(bytes))).isEqualTo(bytes);
    }

    @Test
    final void readersDoNotShareTheirPlace() throws IOException {
        Digest digest = store.put(new ByteArrayInputStream(content(1000))).digest();
        try (InputStream first = store.open(digest).orElseThrow()) {
            assertThat(first.readNBytes(600)).isEqualTo(content(600));
            try (InputStream second = store.open(digest).orElseThrow()) {
                assertThat(second.readNBytes(10)).isEqualTo(content(10));
            }
            assertThat(first.readAllBytes()).isEqualTo(Arrays.copyOfRange(content(1000), 600, 1000));
        }
    }

    /** What is handed out as a file is one, and holds the bytes. */
    @Test
    final void theFileOfABlobHoldsItsBytes() throws IOException {
        Digest digest = store.put(new ByteArrayInputStream(content(1000))).digest();
        Optional<Path> file = store.file(digest);
        if (file.isPresent()) {
            assertThat(Files.readAllBytes(file.get())).isEqualTo(content(1000));
        }
        assertThat(other.file(digest).isPresent()).isEqualTo(file.isPresent());
    }

    @Test
    final void theSameBytesFromManyThreadsAreOneBlob() throws Exception {
        byte[] bytes = content(LARGE / 4);
        List<BlobStore.Blob> blobs =
                Threads.together(THREADS, thread -> of(thread).put(new ByteArrayInputStream(bytes)));
        assertThat(blobs).isEqualTo(Collections.nCopies(THREADS, new BlobStore.Blob(Digest.of(bytes), bytes.length)));
        assertThat(read(store, Digest.of(bytes))).isEqualTo(bytes);
    }

    @Test
    final void manyThreadsDoNotMixUpTheirBytes() throws Exception {
        List<byte[]> read = Threads.together(THREADS, thread -> {
            BlobStore.Blob blob = of(thread).put(new ByteArrayInputStream(content(100_000 + thread)));
            return read(of(thread + 1), blob.digest());
        });
        for (int thread = 0; thread < THREADS; thread++) {
            assertThat(read.get(thread)).isEqualTo(content(100_000 + thread));
        }
    }

    private BlobStore of(int thread) {
        return thread % 2 == 0 ? store : other;
    }

    private static byte[] read(BlobStore from, Digest digest) throws IOException {
        try (InputStream in = from.open(digest).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    /** The first bytes of one endless content. */
    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static final class FailingStream extends InputStream {

        private final Exception failure;

        FailingStream(Exception failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (IOException) failure;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return read();
        }
    }
}
