package org.mlops4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns an input into an answer.
 *
 * @param <I> the input
 * @param <O> the answer
 * @since 0.1.0
 */
public interface Model<I, O> extends AutoCloseable {

    /**
     * Answers one input. Called by as many threads at once as {@link #threading()} allows.
     *
     * @param input the input
     * @return the answer, never null
     * @throws Exception if there is no answer; served callers see it unchanged
     */
    O predict(I input) throws Exception;

    /**
     * Answers many inputs. The default asks for one after the other.
     *
     * @param inputs the inputs
     * @return one answer an input, in order
     * @throws Exception if an input has no answer
     */
    default List<O> predictAll(List<? extends I> inputs) throws Exception {
        List<O> answers = new ArrayList<>(inputs.size());
        for (I input : inputs) {
            answers.add(predict(input));
        }
        return answers;
    }

    /**
     * How many callers it bears at once.
     *
     * @return {@link Threading#shared()} unless overridden
     */
    default Threading threading() {
        return Threading.shared();
    }

    /** Frees what the model holds. Called once, when no call is running any more. */
    @Override
    default void close() {}

    /**
     * A model from a function that any number of threads may call.
     *
     * @param <I> the input
     * @param <O> the answer
     * @param function gives the answer
     * @return the model
     */
    static <I, O> Model<I, O> of(Function<I, O> function) {
        Objects.requireNonNull(function, "function");
        return function::apply;
    }

    /**
     * A function that may throw.
     *
     * @param <I> the input
     * @param <O> the answer
     */
    @FunctionalInterface
    interface Function<I, O> {

        /**
         * Gives the answer.
         *
         * @param input the input
         * @return the answer, never null
         * @throws Exception if there is none
         */
        O apply(I input) throws Exception;
    }
}
