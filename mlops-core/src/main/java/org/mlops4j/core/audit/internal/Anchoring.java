package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AnchorState;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.mlops4j.core.event.internal.QuietLogger;
import org.mlops4j.identity.IntegrityException;

/**
 * Hands signed checkpoints to the anchors, one thread at a time and outside locks. While an anchor is slow the newest
 * checkpoint waits; those in between are covered by it. What an anchor throws is remembered and stops nobody.
 */
final class Anchoring {

    private static final QuietLogger LOG = QuietLogger.of(Anchoring.class);

    private final List<CheckpointAnchor> anchors;
    private final AtomicReference<@Nullable Checkpoint> waiting = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<CheckpointAnchor, String> faults = new ConcurrentHashMap<>();

    Anchoring(List<CheckpointAnchor> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    /** Remembers the newest checkpoint; called under the lock of the log, so nothing more. */
    void signed(Checkpoint checkpoint) {
        waiting.accumulateAndGet(
                checkpoint, (known, signed) -> known == null || signed.size() >= known.size() ? signed : known);
    }

    /** Hands on what was signed. */
    void keep() {
        while (waiting.get() != null && busy.compareAndSet(false, true)) {
            try {
                Checkpoint checkpoint = waiting.getAndSet(null);
                if (checkpoint != null) {
                    anchors.forEach(anchor -> keep(anchor, checkpoint));
                }
            } finally {
                busy.set(false);
            }
        }
    }

    private void keep(CheckpointAnchor anchor, Checkpoint checkpoint) {
        try {
            anchor.keep(checkpoint);
            faults.remove(anchor);
        } catch (Throwable e) {
            fail(anchor, "could not keep the checkpoint of " + checkpoint.size() + " entries", e);
        }
    }

    private void fail(CheckpointAnchor anchor, String what, Throwable e) {
        if (e instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        faults.put(anchor, what + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
        LOG.warn("anchor " + anchor.name(), "audit log: anchor {} {}; the log itself goes on", anchor.name(), what, e);
    }

    /** Which anchor does not do its work, and why; empty if all do. */
    Map<String, String> faults() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (CheckpointAnchor anchor : anchors) {
            String fault = faults.get(anchor);
            if (fault != null) {
                byName.put(anchor.name(), fault);
            }
        }
        return byName;
    }

    /** What all anchors hold, of all logs, as claims; what cannot be read is noted. */
    List<Anchored> kept(Problems problems) {
        List<Anchored> all = new ArrayList<>();
        for (CheckpointAnchor anchor : anchors) {
            for (String note : notes(anchor, problems)) {
                try {
                    all.add(new Anchored(CheckpointNote.unverified("checkpoint", note), anchor.name()));
                } catch (IntegrityException e) {
                    problems.add("anchor " + anchor.name() + " holds something else: " + e.getMessage());
                }
            }
        }
        return all;
    }

    private List<String> notes(CheckpointAnchor anchor, Problems problems) {
        try {
            return anchor.kept();
        } catch (Throwable e) {
            fail(anchor, "could not be read", e);
            problems.add("anchor " + anchor.name() + " could not be read, so nothing is compared with it: " + e);
            return List.of();
        }
    }

    /** What each anchor holds of a log. */
    List<AnchorState> states(String origin) {
        List<AnchorState> states = new ArrayList<>();
        for (CheckpointAnchor anchor : anchors) {
            List<Checkpoint> ours = new ArrayList<>();
            for (String note : notes(anchor, new Problems())) {
                claim(note).filter(claim -> claim.origin().equals(origin)).ifPresent(ours::add);
            }
            long newest = ours.stream().mapToLong(Checkpoint::size).max().orElse(0);
            states.add(new AnchorState(anchor.name(), ours.size(), newest, faults.get(anchor)));
        }
        return states;
    }

    private static Optional<Checkpoint> claim(String note) {
        try {
            return Optional.of(CheckpointNote.unverified("checkpoint", note));
        } catch (IntegrityException e) {
            return Optional.empty();
        }
    }

    /**
     * A checkpoint that somebody keeps, as a claim.
     *
     * @param checkpoint what its note says
     * @param keeper who keeps it, or empty
     */
    record Anchored(Checkpoint checkpoint, String keeper) {}
}
