package org.mlops4j.core.audit.internal;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.VersionedKey;

/**
 * Keys whose use is an entry: one for the first time that a process is handed a version of a key. Whoever asks for a key
 * may be serving predictions, so a log that cannot be written is said and stops nobody; the next use tries again.
 */
public final class RecordedKeys implements KeyProvider {

    private static final QuietLogger LOG = QuietLogger.of(RecordedKeys.class);
    private static final Actor ACTOR = Actor.service("mlops");
    private static final String USE = "key.use";

    private final KeyProvider keys;
    private final TiledAuditLog audit;
    private final Clock clock;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();

    /** The keys of a provider, their use recorded in a log, which must not take its own keys from here. */
    public RecordedKeys(KeyProvider keys, TiledAuditLog audit, Clock clock) {
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public VersionedKey current(String name, KeyUse use) {
        return record(keys.current(name, use));
    }

    @Override
    public Optional<VersionedKey> find(String name, KeyUse use, int version) {
        return keys.find(name, use, version).map(this::record);
    }

    private VersionedKey record(VersionedKey key) {
        if (!audit.isReadOnly() && recorded.add(key.toString())) {
            try {
                audit.append(new AuditEntry(
                        clock.instant(),
                        ACTOR,
                        USE,
                        Ref.of("key", key.toString()),
                        "first use of the key by this process",
                        Map.of()));
            } catch (MlopsException | UncheckedIOException | IllegalStateException e) {
                recorded.remove(key.toString());
                LOG.warn("key " + key, "audit log: the use of key {} could not be recorded: {}", key, e.toString());
            }
        }
        return key;
    }
}
