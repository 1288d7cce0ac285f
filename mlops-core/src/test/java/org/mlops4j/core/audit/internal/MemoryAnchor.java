package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;

/** Keeps checkpoints in a list, which several logs may share. */
final class MemoryAnchor implements CheckpointAnchor {

    private final List<Checkpoint> kept = new ArrayList<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized void keep(Checkpoint checkpoint) {
        kept.add(checkpoint);
    }

    @Override
    public synchronized List<String> kept() {
        return kept.stream().map(Checkpoint::note).toList();
    }

    synchronized List<Checkpoint> checkpoints() {
        return List.copyOf(kept);
    }
}
