package org.mlops4j.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where small documents are kept under keys: few verbs, so that directories, databases and object stores fit.
 *
 * <p>Keys are relative paths of lower-case letters, digits, dots, dashes, underscores and percent signs with {@code /}
 * between parts, no part beginning with a dot; a part has at most 240 characters, a key at most 400, and no key is a
 * folder of another. When a write returns it is durable and seen by every reader and every {@link #list}; a crash leaves
 * the old content or the new, never a part. An implementation that repeats a lost request may answer false for what it
 * has just written itself. Implementations are safe for use by many threads and pass {@code RegistryStoreContract} of the testing
 * module. Methods throw {@link java.io.UncheckedIOException} if reading or writing fails.
 *
 * @since 0.1.0
 */
public interface RegistryStore {

    /**
     * A document and the mark by which its state is known.
     *
     * @param bytes the content
     * @param etag changes whenever the content does
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Document(byte[] bytes, String etag) {

        /**
         * Copies the bytes.
         *
         * @param bytes the content
         * @param etag changes whenever the content does
         */
        public Document {
            bytes = bytes.clone();
            Objects.requireNonNull(etag, "etag");
        }

        /**
         * The content.
         *
         * @return a copy
         */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * Reads a document.
     *
     * @param key its key
     * @return the document, or empty if there is none
     */
    Optional<Document> get(String key);

    /**
     * Writes a document that must not exist yet.
     *
     * @param key its key
     * @param bytes its content
     * @return false if there is one already; nothing was written then
     */
    boolean putIfAbsent(String key, byte[] bytes);

    /**
     * Replaces a document that must still be in a known state.
     *
     * @param key its key
     * @param etag the state it must be in
     * @param bytes its new content
     * @return false if it is in another state or does not exist; nothing was written then
     */
    boolean compareAndSet(String key, String etag, byte[] bytes);

    /**
     * The keys that begin with a prefix, in order of their characters.
     *
     * @param prefix what keys begin with
     * @return the keys, sorted
     */
    List<String> list(String prefix);
}
