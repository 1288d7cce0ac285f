package org.mlops4j.core.audit.internal;

import java.io.IOException;
import org.mlops4j.identity.Digest;

/**
 * A document that is published together with its audit entry: either both are there after a crash, or neither. It is
 * published by {@link TiledAuditLog#append(org.mlops4j.audit.AuditEntry, Change)} and by nobody else.
 */
public interface Change {

    /** The document, as the probe of the log is asked for it. */
    String key();

    /** SHA-256 of the content that the document will have. Must differ from what it has now. */
    Digest content();

    /**
     * Publishes the document, durably and at once: old or new, never half. Called under the lock of the log, so it must
     * be quick and must not write to the log itself.
     */
    void apply() throws IOException;
}
