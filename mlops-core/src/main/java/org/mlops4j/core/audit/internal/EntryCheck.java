package org.mlops4j.core.audit.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.identity.IntegrityException;

/**
 * Checks some consecutive entries: that each hashes to its leaf, can be read, and has a plausible time. Several run side
 * by side; {@link #add} puts their findings together in order.
 */
final class EntryCheck {

    /** With more changed entries in one bundle it is the bundle that was changed. */
    private static final int MAX_LISTED = 16;

    private final WitnessClock witnesses;
    private final Problems problems = new Problems();
    private final Problems warnings = new Problems();
    private final List<RecordedEntry> ofRetention = new ArrayList<>();
    private long firstIndex = -1;
    private @Nullable Instant firstTime;
    private @Nullable Instant lastTime;

    EntryCheck(WitnessClock witnesses) {
        this.witnesses = witnesses;
    }

    /** A check of other entries by the same clock. */
    EntryCheck another() {
        return new EntryCheck(witnesses);
    }

    List<String> problems() {
        return problems.list();
    }

    List<String> warnings() {
        return warnings.list();
    }

    /** The entries that tell of holds and pruning, in order. */
    List<RecordedEntry> ofRetention() {
        return ofRetention;
    }

    /** One tile of leaf hashes, with its entries unless they were pruned. */
    void check(Tiles tiles, long index, long treeSize, @Nullable HashTile above, boolean isPruned) throws IOException {
        HashTile tile = problems.check(() -> tiles.hashes(0, index, treeSize)).orElse(null);
        if (tile == null) {
            return;
        }
        if (above != null && Layout.width(treeSize, 0, index) == Layout.WIDTH) {
            difference(tile, above, 0, index).ifPresent(problems::add);
        }
        if (!isPruned) {
            problems.check(() -> tiles.entries(index, treeSize)).ifPresent(bundle -> check(bundle, tile));
        }
    }

    /** What is wrong with a full tile as seen from the one above it, or empty. */
    static Optional<String> difference(HashTile tile, HashTile above, int level, long index) {
        if (Arrays.equals(tile.subtree(0, Layout.WIDTH), above.hash((int) (index % Layout.WIDTH)))) {
            return Optional.empty();
        }
        return Optional.of(tile.path() + ": does not hash to its place in " + above.path() + "; "
                + Layout.span(level, index, Layout.WIDTH) + " may have been changed");
    }

    private void check(EntryBundle bundle, HashTile tile) {
        List<Long> changed = new ArrayList<>();
        for (int i = 0; i < bundle.entries().size(); i++) {
            StoredEntry entry = bundle.entries().get(i);
            if (tile.has(i, entry.leafHash())) {
                check(entry, bundle.first() + i, bundle.path());
            } else {
                changed.add(bundle.first() + i);
            }
        }
        if (changed.size() > MAX_LISTED) {
            problems.add(changed.size() + " of " + Layout.range(bundle.first(), changed.get(changed.size() - 1) + 1)
                    + ": " + bundle.path() + " does not hash to its leaves in " + tile.path());
        } else {
            changed.forEach(place -> problems.add(
                    "entry " + place + ": " + bundle.path() + " does not hash to its leaf in " + tile.path()));
        }
    }

    /** An entry that hashes to its leaf, or is not signed yet. */
    void check(StoredEntry stored, long place, String file) {
        try {
            AuditEntry entry = stored.read(place, file);
            checkOrder(lastTime, place, entry.time());
            witnesses.doubt(place, entry.time()).ifPresent(warnings::add);
            if (firstTime == null) {
                firstTime = entry.time();
                firstIndex = place;
            }
            lastTime = entry.time();
            if (RetentionCheck.isAbout(entry)) {
                ofRetention.add(stored.recorded(place, entry));
            }
        } catch (IntegrityException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkOrder(@Nullable Instant before, long place, Instant time) {
        if (before != null && Duration.between(time, before).compareTo(WitnessClock.TOLERANCE) > 0) {
            warnings.add("entry " + place + ": its time, " + time + ", is before that of the entry before it, " + before
                    + "; a clock was set back");
        }
    }

    /** Adds what was found about the entries behind. */
    void add(EntryCheck next) {
        next.problems().forEach(problems::add);
        if (next.firstTime != null) {
            checkOrder(lastTime, next.firstIndex, next.firstTime);
            lastTime = next.lastTime;
        }
        next.warnings().forEach(warnings::add);
        ofRetention.addAll(next.ofRetention);
    }
}
