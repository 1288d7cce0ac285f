package org.mlops4j.core.registry.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.registry.RegistryStore;

/** Notes what is asked of a store, and lets a test do something just before a document is replaced. */
final class CountingStore implements RegistryStore {

    final List<String> calls = new ArrayList<>();
    private final RegistryStore target;
    private Runnable beforeReplacing = () -> {};

    CountingStore(RegistryStore target) {
        this.target = target;
    }

    /** Runs once, before the next replacement. */
    void beforeReplacing(Runnable action) {
        beforeReplacing = () -> {
            beforeReplacing = () -> {};
            action.run();
        };
    }

    @Override
    public Optional<Document> get(String key) {
        calls.add("get " + key);
        return target.get(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        calls.add("put " + key);
        return target.putIfAbsent(key, bytes);
    }

    @Override
    public boolean compareAndSet(String key, String etag, byte[] bytes) {
        calls.add("replace " + key);
        beforeReplacing.run();
        return target.compareAndSet(key, etag, bytes);
    }

    @Override
    public List<String> list(String prefix) {
        calls.add("list " + prefix);
        return target.list(prefix);
    }
}
