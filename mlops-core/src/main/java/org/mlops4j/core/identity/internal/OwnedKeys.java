package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/**
 * Keys that this library makes itself: version 1 on first use, the next by rotation. The highest version is the one in
 * use, so that publishing it is all there is to a rotation.
 */
public abstract class OwnedKeys implements KeyProvider {

    /** What the name of every document of keys begins with. */
    public static final String DOCUMENTS = "keys/";

    private static final int MAX_ATTEMPTS = 100;

    @Override
    public final VersionedKey current(String name, KeyUse use) {
        return current(name, use, PreparedKey::publish);
    }

    /** As {@link #current(String, KeyUse)}, with somebody who is told if the key must be made. */
    public final VersionedKey current(String name, KeyUse use, KeyChanges changes) {
        KeySeries series = new KeySeries(name, use);
        for (int attempt = 1; ; attempt++) {
            int newest = newest(series);
            if (newest > 0) {
                return existing(series, newest).key();
            }
            if (isReadOnly()) {
                throw new MlopsException("there is no key " + series + " and none can be made: " + this
                        + " can only be read; make it where it can be written to");
            }
            add(series, 1, changes, attempt);
        }
    }

    @Override
    public final Optional<VersionedKey> find(String name, KeyUse use, int version) {
        return stored(new KeySeries(name, use), version).map(StoredKey::key);
    }

    /** Every version of every key, by name, use and version. */
    public final List<KeyVersion> list() {
        List<KeyVersion> list = new ArrayList<>();
        known().forEach((series, versions) -> {
            for (int version : versions) {
                boolean current = version == versions.get(versions.size() - 1);
                list.add(describe(existing(series, version), current));
            }
        });
        return list;
    }

    /** Makes the next version of a key that is there. */
    public final KeyVersion rotate(KeySeries series, KeyChanges changes) {
        for (int attempt = 1; ; attempt++) {
            int newest = newest(series);
            if (newest == 0) {
                throw new MlopsException("there is no key " + series + " to rotate; there are " + known().keySet());
            }
            if (isReadOnly()) {
                throw new MlopsException("key " + series + " cannot be rotated: " + this
                        + " can only be read; rotate it where it can be written to");
            }
            if (add(series, newest + 1, changes, attempt)) {
                return describe(existing(series, newest + 1), true);
            }
        }
    }

    /** SHA-256 of what a document of keys holds now, or empty if there is none. */
    public abstract Optional<Digest> content(String document) throws IOException;

    /** Where the keys lie; no secret. */
    @Override
    public abstract String toString();

    /** All versions there are, ascending, of all keys; none without a version. */
    abstract SortedMap<KeySeries, List<Integer>> versions() throws IOException;

    /** The versions there are of one key, ascending. */
    abstract List<Integer> versions(KeySeries series) throws IOException;

    /** One version, or empty if it is not there. */
    abstract Optional<StoredKey> read(KeySeries series, int version) throws IOException;

    /** A new version that nobody uses yet. */
    abstract PreparedKey prepare(KeySeries series, int version) throws IOException;

    abstract boolean isReadOnly();

    /** Whether the version is ours; if not, somebody else was first. */
    private boolean add(KeySeries series, int version, KeyChanges changes, int attempt) {
        try {
            changes.publish(prepare(series, version));
            return true;
        } catch (KeyRaceException e) {
            if (attempt == MAX_ATTEMPTS) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("key " + series + " cannot be made: " + e.getMessage(), e);
        }
    }

    private int newest(KeySeries series) {
        try {
            List<Integer> versions = versions(series);
            return versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
        } catch (IOException e) {
            throw unlisted(e);
        }
    }

    private SortedMap<KeySeries, List<Integer>> known() {
        try {
            return versions();
        } catch (IOException e) {
            throw unlisted(e);
        }
    }

    private StoredKey existing(KeySeries series, int version) {
        return stored(series, version)
                .orElseThrow(() -> new MlopsException("key " + series + "/" + version
                        + " vanished while it was read; restore " + this + " from a backup"));
    }

    private Optional<StoredKey> stored(KeySeries series, int version) {
        try {
            return read(series, version);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "key " + series + "/" + version + " cannot be read from " + this + ": " + e.getMessage(), e);
        }
    }

    private UncheckedIOException unlisted(IOException e) {
        return new UncheckedIOException(this + " cannot be listed: " + e.getMessage(), e);
    }

    private static KeyVersion describe(StoredKey stored, boolean current) {
        VersionedKey key = stored.key();
        return new KeyVersion(
                key.name(),
                key.use(),
                key.version(),
                current,
                stored.made(),
                key.publicKey().orElse(null));
    }
}
