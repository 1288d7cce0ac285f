package org.mlops4j.core.registry.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.core.io.internal.Paths;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.RegistryStore;

/**
 * Keeps checkpoints in a store that several homes may share, each as a document of its own that is never written again.
 * So a log that is rewritten cannot replace what it had signed before, and each log learns the names of the others.
 */
public final class StoreAnchor implements CheckpointAnchor {

    private static final String ROOT = "audit/";

    private final RegistryStore store;

    /** Documents under {@code audit/} of a store. */
    public StoreAnchor(RegistryStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "store " + store.getClass().getSimpleName();
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        byte[] note = checkpoint.note().getBytes(StandardCharsets.UTF_8);
        String key = ROOT + Paths.encode(checkpoint.origin()) + "/"
                + String.format(Locale.ROOT, "%019d", checkpoint.size()) + "-"
                + Digest.of(note).shortHex() + ".note";
        // Whoever has it already has the same: its digest is in the key.
        boolean unused = store.putIfAbsent(key, note);
    }

    @Override
    public List<String> kept() {
        List<String> notes = new ArrayList<>();
        for (String key : store.list(ROOT)) {
            store.get(key).ifPresent(document -> notes.add(new String(document.bytes(), StandardCharsets.UTF_8)));
        }
        return notes;
    }
}
