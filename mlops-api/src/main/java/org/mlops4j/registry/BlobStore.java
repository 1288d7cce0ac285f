package org.mlops4j.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.mlops4j.identity.Digest;

/**
 * Where bytes of any size are kept under their digest. When {@link #put} returns, the bytes are durable. Implementations
 * are safe for use by many threads and pass {@code BlobStoreContract} of the testing module.
 *
 * @since 0.1.0
 */
public interface BlobStore {

    /**
     * What was stored.
     *
     * @param digest SHA-256 of the bytes
     * @param sizeBytes how many there are
     */
    record Blob(Digest digest, long sizeBytes) {}

    /**
     * Stores bytes; bytes that are there already are not stored twice. If they were damaged since, an implementation
     * that can tell stores them anew.
     *
     * @param content the bytes, read to the end; not closed
     * @return their digest and size
     * @throws IOException if reading or writing fails; nothing was stored then
     */
    Blob put(InputStream content) throws IOException;

    /**
     * Reads bytes as they are stored now; the caller compares the digest.
     *
     * @param digest their digest
     * @return the bytes, or empty if there are none; to be closed after use
     * @throws IOException if reading fails
     */
    Optional<InputStream> open(Digest digest) throws IOException;

    /**
     * The file that holds the bytes, where the store keeps files.
     *
     * @param digest their digest
     * @return a file that must not be written to, or empty
     */
    default Optional<Path> file(Digest digest) {
        return Optional.empty();
    }
}
