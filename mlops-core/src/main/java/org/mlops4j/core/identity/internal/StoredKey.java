package org.mlops4j.core.identity.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.VersionedKey;

/**
 * A key as it lies in its store.
 *
 * @param key the key
 * @param made when it was made, if the store knows
 */
record StoredKey(VersionedKey key, @Nullable Instant made) {}
