package org.mlops4j.monitoring;

/**
 * Looks at what models did. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Monitoring {

    /**
     * Starts a look at a model.
     *
     * @param model name of the model
     * @return a builder
     */
    MonitorBuilder monitor(String model);
}
