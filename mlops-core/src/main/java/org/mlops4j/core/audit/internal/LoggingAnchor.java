package org.mlops4j.core.audit.internal;

import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.CheckpointAnchor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands checkpoints to whoever collects the logs of the application. */
public final class LoggingAnchor implements CheckpointAnchor {

    /** Name of the logger. */
    public static final String LOGGER = "org.mlops4j.audit.checkpoint";

    private final Logger log;

    /** The logger of that name. */
    public LoggingAnchor() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    LoggingAnchor(Logger log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "logger " + LOGGER;
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        if (log.isInfoEnabled()) {
            log.info(CheckpointLine.of(checkpoint));
        }
    }
}
