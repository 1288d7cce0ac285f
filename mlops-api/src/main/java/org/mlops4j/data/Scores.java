package org.mlops4j.data;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Reads a model's answer into numbers: what {@link Features} is for the input, this is for the output. The log, the
 * evaluation and the monitor see the answer through it.
 *
 * <p>Immutable and safe for use by many threads if the given functions are.
 *
 * @param <O> the model's answer
 * @since 0.1.0
 */
public final class Scores<O> {

    /** What the model predicts. */
    public enum Task {
        /** One of two classes: one score, the probability (or any increasing score) of the positive one. */
        BINARY,
        /** One of several classes: one score a class. */
        MULTICLASS,
        /** A number: one score, the number itself. */
        REGRESSION
    }

    private final Task task;
    private final List<String> classes;
    private final int width;
    private final Reader<? super O> reader;

    private Scores(Task task, List<String> classes, int width, Reader<? super O> reader) {
        this.task = task;
        this.classes = classes;
        this.width = width;
        this.reader = reader;
    }

    /**
     * Scores of a model that tells two classes apart.
     *
     * @param <O> the model's answer
     * @param negative name of the negative class
     * @param positive name of the positive class
     * @param score probability, or any increasing score, of the positive class
     * @return the mapping
     * @throws IllegalArgumentException if both classes have one name
     */
    public static <O> Scores<O> binary(String negative, String positive, ToDoubleFunction<? super O> score) {
        Objects.requireNonNull(score, "score");
        if (negative.equals(positive)) {
            throw new IllegalArgumentException("the two classes must have different names but both are " + negative);
        }
        return new Scores<>(
                Task.BINARY,
                List.of(negative, positive),
                1,
                (answer, target, at) -> target[at] = score.applyAsDouble(answer));
    }

    /**
     * Scores of a model that tells several classes apart.
     *
     * @param <O> the model's answer
     * @param classes their names, in the order of the scores
     * @param scores one score a class
     * @return the mapping
     * @throws IllegalArgumentException if there are fewer than two classes or a name occurs twice
     */
    public static <O> Scores<O> multiclass(List<String> classes, Function<? super O, double[]> scores) {
        Objects.requireNonNull(scores, "scores");
        List<String> names = List.copyOf(classes);
        if (names.size() < 2 || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("classes must be at least two distinct names but were " + names);
        }
        return new Scores<>(Task.MULTICLASS, names, names.size(), (answer, target, at) -> {
            double[] values = scores.apply(answer);
            if (values.length != names.size()) {
                throw new IllegalArgumentException(
                        "the answer must have one score a class, " + names.size() + ", but has " + values.length);
            }
            System.arraycopy(values, 0, target, at, values.length);
        });
    }

    /**
     * The answer of a model that predicts a number.
     *
     * @param <O> the model's answer
     * @param value the number
     * @return the mapping
     */
    public static <O> Scores<O> regression(ToDoubleFunction<? super O> value) {
        Objects.requireNonNull(value, "value");
        return new Scores<>(
                Task.REGRESSION, List.of(), 1, (answer, target, at) -> target[at] = value.applyAsDouble(answer));
    }

    /**
     * What the model predicts.
     *
     * @return the task
     */
    public Task task() {
        return task;
    }

    /**
     * Names of the classes: negative then positive for {@link Task#BINARY}, none for {@link Task#REGRESSION}.
     *
     * @return an unmodifiable list
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * How many scores an answer has.
     *
     * @return one, or for {@link Task#MULTICLASS} the number of classes
     */
    public int width() {
        return width;
    }

    /**
     * Reads an answer's scores.
     *
     * @param answer the model's answer
     * @param target where to
     * @param at first position in the target; {@link #width()} positions are written
     * @throws IllegalArgumentException if the answer has another number of scores than there are classes
     * @throws IndexOutOfBoundsException if the target is too short
     */
    public void read(O answer, double[] target, int at) {
        reader.read(answer, target, at);
    }

    @FunctionalInterface
    private interface Reader<O> {

        void read(O answer, double[] target, int at);
    }
}
