package org.mlops4j.examples.quickstart;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Tribuo and its configuration library OLCUT from writing each training step to the console.
 *
 * <p>The loggers are held here because {@code java.util.logging} forgets the level of a logger nobody refers to.
 */
final class TribuoLogging {
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.tribuo"), Logger.getLogger("com.oracle.labs.mlrg.olcut"));

    private TribuoLogging() {}

    static void quiet() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
