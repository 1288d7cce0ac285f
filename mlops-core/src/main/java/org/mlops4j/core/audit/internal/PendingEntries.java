package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a pending file.
 *
 * @param entries the entries in order
 * @param settled the byte behind the last frame that leaves nothing in doubt; reading goes on here
 * @param end the byte behind the last intact frame; writing goes on here
 * @param seen how many bytes the file had
 * @param doubt the entry at the end of which nobody knows yet whether it counts, or null
 * @param tail why the bytes from {@code end} on are no frame, or null if there are none
 */
record PendingEntries(
        List<StoredEntry> entries,
        long settled,
        long end,
        long seen,
        @Nullable Doubt doubt,
        @Nullable String tail) {

    /** Nothing. */
    static final PendingEntries NONE = new PendingEntries(List.of(), 0, 0, 0, null, null);

    /** The same with entries added, and nothing in doubt. */
    PendingEntries plus(List<StoredEntry> added, long newEnd) {
        List<StoredEntry> all = new ArrayList<>(entries.size() + added.size());
        all.addAll(entries);
        all.addAll(added);
        return new PendingEntries(List.copyOf(all), newEnd, newEnd, newEnd, null, null);
    }

    /** The same with an entry in doubt. */
    PendingEntries inDoubt(Doubt added, long newEnd) {
        return new PendingEntries(entries, settled, newEnd, newEnd, added, null);
    }

    /** The same without what follows the last intact frame. */
    PendingEntries cut() {
        return new PendingEntries(entries, settled, end, end, doubt, null);
    }
}
