package org.mlops4j.core.audit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What witnesses say of the time: each of them saw a log of some size at some moment, so entries before that size are
 * older, and those behind it are younger or were not shown. An entry that says otherwise was written with a clock that
 * was wrong, by accident or to make it look older. Immutable.
 */
final class WitnessClock {

    /** How far clocks may be apart before anybody hears of it. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final long[] sizes;
    private final Sighting[] latestUpTo;
    private final Sighting[] earliestFrom;

    private WitnessClock(List<Sighting> bySize) {
        int count = bySize.size();
        sizes = bySize.stream().mapToLong(Sighting::size).toArray();
        latestUpTo = bySize.toArray(new Sighting[0]);
        earliestFrom = bySize.toArray(new Sighting[0]);
        for (int i = 1; i < count; i++) {
            latestUpTo[i] = latestUpTo[i].time.isBefore(latestUpTo[i - 1].time) ? latestUpTo[i - 1] : latestUpTo[i];
        }
        for (int i = count - 2; i >= 0; i--) {
            earliestFrom[i] =
                    earliestFrom[i + 1].time.isBefore(earliestFrom[i].time) ? earliestFrom[i + 1] : earliestFrom[i];
        }
    }

    static WitnessClock of(List<Sighting> sightings) {
        List<Sighting> sorted = new ArrayList<>(sightings);
        sorted.sort(Comparator.comparingLong(Sighting::size));
        return new WitnessClock(sorted);
    }

    /** What is odd about the time of an entry, or empty. */
    Optional<String> doubt(long index, Instant time) {
        int seen = firstAbove(index);
        if (seen < sizes.length && isAfter(time, earliestFrom[seen].time)) {
            return Optional.of("entry " + index + ": its time is " + time + " but " + earliestFrom[seen].witness
                    + " saw it at " + earliestFrom[seen].time + "; the clock was ahead");
        }
        if (seen > 0 && isAfter(latestUpTo[seen - 1].time, time)) {
            return Optional.of("entry " + index + ": its time is " + time + " but at " + latestUpTo[seen - 1].time + " "
                    + latestUpTo[seen - 1].witness + " was shown the log without it; the clock was behind");
        }
        return Optional.empty();
    }

    /** The place of the first sighting of a log that has an entry. */
    private int firstAbove(long index) {
        int low = 0;
        int high = sizes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sizes[middle] > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static boolean isAfter(Instant late, Instant early) {
        return Duration.between(early, late).compareTo(TOLERANCE) > 0;
    }

    /**
     * A cosignature.
     *
     * @param size how many entries the witness was shown
     * @param time when
     * @param witness its name
     */
    record Sighting(long size, Instant time, String witness) {}
}
