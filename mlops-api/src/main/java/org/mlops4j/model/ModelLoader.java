package org.mlops4j.model;

/**
 * Makes a model from the files of a registered version. The files have been checked against their digests before a
 * loader sees them.
 *
 * @param <I> the input
 * @param <O> the answer
 * @since 0.1.0
 */
@FunctionalInterface
public interface ModelLoader<I, O> {

    /**
     * Loads a model.
     *
     * @param files the version's files
     * @return the model; closed by the library when no call is running any more
     * @throws Exception if the files hold no model this loader can read
     */
    Model<I, O> load(ModelFiles files) throws Exception;
}
