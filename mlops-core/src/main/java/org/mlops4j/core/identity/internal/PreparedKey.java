package org.mlops4j.core.identity.internal;

import java.io.IOException;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.VersionedKey;

/**
 * A new version of a key that nobody uses yet.
 *
 * @param key the version
 * @param document what publishing it writes, as {@link OwnedKeys#content} is asked for it
 * @param content SHA-256 of what the document will hold; says nothing of the key, which has 256 bits nobody can guess
 * @param publication writes it
 */
public record PreparedKey(VersionedKey key, String document, Digest content, Publication publication) {

    /** Writes a document, durably and at once: old or new, never half. */
    @FunctionalInterface
    public interface Publication {

        /** @throws KeyRaceException if the document was changed since the key was prepared; nothing is written then */
        void publish() throws IOException;
    }

    /** Puts the version in use. */
    public void publish() throws IOException {
        publication.publish();
    }
}
