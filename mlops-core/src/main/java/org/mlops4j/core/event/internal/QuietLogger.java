package org.mlops4j.core.event.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Suppliers;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once per cause and hour, and says the rest at DEBUG, so that a fault in a hot path does not fill a log. The
 * logging framework is not started before there is something to say: opening a home takes half as long without it.
 */
public final class QuietLogger {

    private static final int MAX_CAUSES = 1000;
    private static final Duration QUIET = Duration.ofHours(1);

    private final Supplier<Logger> log;
    private final Supplier<Cache<String, Boolean>> warned = Suppliers.memoize(() -> Caffeine.newBuilder()
            .maximumSize(MAX_CAUSES)
            .expireAfterWrite(QUIET)
            .build());

    QuietLogger(Logger log) {
        this(() -> log);
    }

    private QuietLogger(Supplier<Logger> log) {
        this.log = log;
    }

    /** A logger named after a class. */
    public static QuietLogger of(Class<?> owner) {
        return new QuietLogger(Suppliers.memoize(() -> LoggerFactory.getLogger(owner)));
    }

    /** Says something that somebody should look into; {@code cause} tells one fault from another. */
    public void warn(String cause, String message, Object... arguments) {
        if (warned.get().asMap().putIfAbsent(cause, Boolean.TRUE) == null) {
            log.get().warn(message, arguments);
        } else {
            log.get().debug(message, arguments);
        }
    }

    /** Says that a state has changed. */
    public void debug(String message, Object... arguments) {
        log.get().debug(message, arguments);
    }
}
