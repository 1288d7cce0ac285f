package org.mlops4j.testing.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.BlobStore;

/**
 * What every {@link BlobStore} must do.
 *
 * @since 0.1.0
 */
public abstract class BlobStoreContract {

    private static final int LARGE = 3 << 20;

    private BlobStore store;

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

    @BeforeEach
    final void setUpStore() throws Exception {
        store = newStore();
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
        byte[] bytes = large();
        Digest digest = store.put(new ByteArrayInputStream(bytes)).digest();
        assertThat(read(digest)).isEqualTo(bytes);
    }

    @Test
    final void keepsTheEmptyBlob() throws IOException {
        Digest digest = store.put(InputStream.nullInputStream()).digest();
        assertThat(digest).isEqualTo(Digest.of(new byte[0]));
        assertThat(read(digest)).isEmpty();
    }

    @Test
    final void storesTheSameBytesOnce() throws IOException {
        BlobStore.Blob first = store.put(new ByteArrayInputStream(large()));
        assertThat(store.put(new ByteArrayInputStream(large()))).isEqualTo(first);
        assertThat(read(first.digest())).isEqualTo(large());
    }

    @Test
    final void findsNothingThatWasNotPut() throws IOException {
        assertThat(store.open(Digest.of(large()))).isEmpty();
    }

    @Test
    final void storesNothingWhenReadingFails() throws IOException {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(large()), new FailingStream());
        assertThatThrownBy(() -> store.put(broken)).isInstanceOf(IOException.class);
        assertThat(store.open(Digest.of(large()))).isEmpty();
    }

    private byte[] read(Digest digest) throws IOException {
        try (InputStream in = store.open(digest).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static byte[] large() {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static final class FailingStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("the source broke");
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            throw new IOException("the source broke");
        }
    }
}
