package org.mlops4j.core.event.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once per cause and hour, and says the rest at DEBUG, so that a fault in a hot path does not fill a log. */
public final class QuietLogger {

    private static final int MAX_CAUSES = 1000;
    private static final Duration QUIET = Duration.ofHours(1);

    private final Logger log;
    private final Cache<String, Boolean> warned = Caffeine.newBuilder()
            .maximumSize(MAX_CAUSES)
            .expireAfterWrite(QUIET)
            .build();

    QuietLogger(Logger log) {
        this.log = log;
    }

    /** A logger named after a class. */
    public static QuietLogger of(Class<?> owner) {
        return new QuietLogger(LoggerFactory.getLogger(owner));
    }

    /** Says something that somebody should look into; {@code cause} tells one fault from another. */
    public void warn(String cause, String message, Object... arguments) {
        if (warned.asMap().putIfAbsent(cause, Boolean.TRUE) == null) {
            log.warn(message, arguments);
        } else {
            log.debug(message, arguments);
        }
    }

    /** Says that a state has changed. */
    public void debug(String message, Object... arguments) {
        log.debug(message, arguments);
    }
}
