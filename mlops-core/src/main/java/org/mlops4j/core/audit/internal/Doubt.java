package org.mlops4j.core.audit.internal;

import org.mlops4j.identity.Digest;

/**
 * An entry whose change was about to be made when its writer was last heard of. It becomes part of the log if the
 * document has the content now.
 *
 * @param entry the entry
 * @param key the document that the change publishes
 * @param content SHA-256 of its new content
 */
record Doubt(StoredEntry entry, String key, Digest content) {}
