package org.mlops4j.serving;

import org.mlops4j.model.ModelLoader;

/**
 * Puts registered versions behind stable handles. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Serving {

    /**
     * Starts a service.
     *
     * @param <I> the input
     * @param <O> the answer
     * @param reference what answers: {@code name@alias} follows the alias, {@code name:3} stays with the version
     * @param loader makes a model from the files of a version
     * @return a builder
     * @throws IllegalArgumentException if the reference has another form
     */
    <I, O> ServiceBuilder<I, O> serve(String reference, ModelLoader<I, O> loader);
}
