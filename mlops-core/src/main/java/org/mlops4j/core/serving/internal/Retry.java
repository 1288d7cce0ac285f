package org.mlops4j.core.serving.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;

/**
 * When to try again to load a version that could not be loaded: after a pause that doubles with each failure, up to a
 * minute. Loading costs what a large model costs, at the expense of the calls that are served meanwhile. Used under a lock.
 */
final class Retry {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final long firstPauseNanos;
    private @Nullable ModelVersion failed;
    private long pauseNanos;
    private long failedAt;

    Retry(LongSupplier nanos, Duration firstPause) {
        this.nanos = nanos;
        this.firstPauseNanos = TimeUnit.NANOSECONDS.convert(firstPause);
    }

    /** Whether a version failed so recently that it is to be left alone. */
    boolean isTooEarly(ModelVersion version) {
        return version.equals(failed) && nanos.getAsLong() - failedAt < pauseNanos;
    }

    void failed(ModelVersion version) {
        long longest = Math.max(firstPauseNanos, LONGEST_NANOS);
        pauseNanos = version.equals(failed) ? Math.min(2 * pauseNanos, longest) : firstPauseNanos;
        failed = version;
        failedAt = nanos.getAsLong();
    }

    /** Forgets the failure: the version is loaded, or not wanted any more. */
    void forget() {
        failed = null;
    }
}
