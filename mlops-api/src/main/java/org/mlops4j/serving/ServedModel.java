package org.mlops4j.serving;

import org.mlops4j.model.Prediction;
import org.mlops4j.registry.ModelVersion;

/**
 * A model as an application calls it. Safe for use by many threads.
 *
 * @param <I> the input
 * @param <O> the answer
 * @since 0.1.0
 */
public interface ServedModel<I, O> extends AutoCloseable {

    /**
     * Answers one input and logs the call.
     *
     * <p>What the model throws is thrown unchanged, after it was logged; that includes checked exceptions, although the
     * method declares none. A fault of the log or the registry is never thrown, nor what a mapping of features or scores
     * throws: the call is then logged without them, or its loss is counted.
     *
     * @param input the input
     * @return the answer, and where it came from
     * @throws IllegalStateException if the service is closed
     */
    default Prediction<O> predict(I input) {
        return predict(input, CallContext.none());
    }

    /**
     * Answers one input and logs the call with what the application knows about it.
     *
     * @param input the input
     * @param context id and slices of the call
     * @return the answer, and where it came from
     * @throws IllegalStateException if the service is closed
     */
    Prediction<O> predict(I input, CallContext context);

    /**
     * The version that answers now.
     *
     * @return the version
     * @throws IllegalStateException if the service is closed
     */
    ModelVersion version();

    /**
     * Looks at once whether the alias names another version, loads it and swaps it in. A version that was swapped out
     * less than an hour ago is still in memory, so that going back to it needs no loading. A service on a fixed version
     * stays with it.
     *
     * @return the version that answers now
     * @throws org.mlops4j.identity.MlopsException if the version cannot be loaded; the old one goes on answering, and the
     *     health of the library says why
     * @throws IllegalStateException if the service is closed
     */
    ModelVersion refresh();

    /**
     * Takes no more calls, waits for those that run, at most 30 seconds, and closes the model; of a call that runs longer
     * the model is closed when it ends. Must not be called from within a call, which it would wait for. Further calls do
     * nothing.
     */
    @Override
    void close();
}
