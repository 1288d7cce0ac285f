package org.mlops4j.core.registry.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.RegistryStore;

/** Documents as files; the mark of a state is the digest of its content. */
public final class DirectoryRegistryStore implements RegistryStore {

    private static final String ROOT = "registry";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_%-][a-z0-9._%-]*");

    private final Directory directory;

    /** Documents under {@code registry/} of a directory. */
    public DirectoryRegistryStore(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Document> get(String key) {
        try {
            return directory.read(path(key)).map(DirectoryRegistryStore::document);
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        try {
            return directory.create(path(key), bytes);
        } catch (IOException e) {
            throw failed("written", key, e);
        }
    }

    @Override
    public boolean compareAndSet(String key, String etag, byte[] bytes) {
        Directory.Held held = lock(key);
        try (held) {
            boolean unchanged = directory
                    .read(path(key))
                    .map(known -> document(known).etag().equals(etag))
                    .orElse(false);
            if (unchanged) {
                directory.replace(path(key), bytes);
            }
            return unchanged;
        } catch (IOException e) {
            throw failed("written", key, e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        int slash = prefix.lastIndexOf('/');
        List<String> keys = new ArrayList<>();
        try {
            collect(slash < 0 ? "" : prefix.substring(0, slash), prefix, keys);
        } catch (IOException e) {
            throw failed("listed", prefix, e);
        }
        keys.sort(null);
        return keys;
    }

    private Directory.Held lock(String key) {
        try {
            return directory.lock(path(key));
        } catch (IOException e) {
            throw failed("locked", key, e);
        }
    }

    private void collect(String folder, String prefix, List<String> keys) throws IOException {
        for (String name : directory.list(folder.isEmpty() ? ROOT : path(folder))) {
            String key = folder.isEmpty() ? name : folder + "/" + name;
            if (!NAME.matcher(name).matches()) {
                // Left by somebody else, as editors and network file systems do: it can be no key.
                continue;
            }
            if (key.startsWith(prefix) && directory.size(path(key)) >= 0) {
                keys.add(key);
            } else if (key.startsWith(prefix) || prefix.startsWith(key + "/")) {
                collect(key, prefix, keys);
            }
        }
    }

    private static Document document(byte[] bytes) {
        return new Document(bytes, Digest.of(bytes).hex());
    }

    /** Files whose names differ in case only would be one on some file systems. */
    private static String path(String key) {
        for (String part : key.split("/", -1)) {
            if (!NAME.matcher(part).matches()) {
                throw new IllegalArgumentException("key must be relative parts of lower-case letters, digits and "
                        + ". _ - %, none beginning with a dot, but was '" + key + "'");
            }
        }
        return ROOT + "/" + key;
    }

    private static UncheckedIOException failed(String what, String key, IOException e) {
        return new UncheckedIOException("registry document '" + key + "' cannot be " + what + ": " + e.getMessage(), e);
    }
}
