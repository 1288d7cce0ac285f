package org.mlops4j.core.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.mlops4j.check.Estimate;
import org.mlops4j.core.evaluation.UnpairedException.Problem;
import org.mlops4j.evaluation.Comparison;

/**
 * The answers of two models, champion and challenger, on the same rows. Comparing them row by row needs several times
 * fewer rows than comparing two sets of rows.
 *
 * <pre>{@code
 * PairedEvaluation pair = PairedEvaluation.of(champion, challenger);
 * Comparison comparison = pair.compare(Metrics.rocAuc());
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class PairedEvaluation {

    private static final int SHOWN = 3;

    private final Evaluation champion;
    private final Evaluation challenger;

    private PairedEvaluation(Evaluation champion, Evaluation challenger) {
        this.champion = champion;
        this.challenger = challenger;
    }

    /**
     * Pairs two evaluations by the ids of their rows, in whatever order they stand. Cut-offs, slices and whether scores
     * are known may differ.
     *
     * @param champion answers of the model in use
     * @param challenger answers of the other
     * @return the pair, in the order of the champion's rows
     * @throws UnpairedException if rows have no ids, an id is not unique or stands on one side only, or classes, or the
     *     label or the weight of a row, differ
     */
    public static PairedEvaluation of(Evaluation champion, Evaluation challenger) {
        requireIds("champion", champion);
        requireIds("challenger", challenger);
        if (champion.task() != challenger.task() || !champion.classes().equals(challenger.classes())) {
            throw new UnpairedException(
                    Problem.DIFFERENT_CLASSES,
                    champion.rowCount() + (long) challenger.rowCount(),
                    "champion and challenger must tell the same classes apart but have " + champion.task() + " "
                            + champion.classes() + " and " + challenger.task() + " " + challenger.classes()
                            + "; name two classes with withClasses(...)");
        }
        Map<String, Integer> championRows = rowsById("champion", champion);
        Map<String, Integer> challengerRows = rowsById("challenger", challenger);
        requireSameIds(champion, championRows, challenger, challengerRows);
        Evaluation aligned = aligned(champion, challenger, challengerRows);
        requireSame(Problem.DIFFERENT_LABELS, "labels", champion, i -> champion.label(i) == aligned.label(i));
        requireSame(Problem.DIFFERENT_WEIGHTS, "weights", champion, i -> champion.weight(i) == aligned.weight(i));
        return new PairedEvaluation(champion, aligned);
    }

    /**
     * Answers of the model in use.
     *
     * @return the evaluation as given
     */
    public Evaluation champion() {
        return champion;
    }

    /**
     * Answers of the other model.
     *
     * @return the evaluation, with its rows in the champion's order
     */
    public Evaluation challenger() {
        return challenger;
    }

    /**
     * How many rows both answered.
     *
     * @return a number from 0
     */
    public int pairs() {
        return champion.rowCount();
    }

    /**
     * Measures both models and their difference, with 95 % intervals.
     *
     * @param metric what to measure
     * @return the comparison; what has no value is undefined, with the reason
     */
    public Comparison compare(Metric metric) {
        return compare(metric, Evaluation.DEFAULT_CONFIDENCE);
    }

    /**
     * Measures both models and their difference. The interval of the difference knows that the rows are the same, so that
     * it is narrower than the intervals of the two suggest.
     *
     * @param metric what to measure
     * @param confidence coverage of each interval, in (0, 1)
     * @return the comparison; what has no value is undefined, with the reason
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    public Comparison compare(Metric metric, double confidence) {
        return compare(metric, confidence, metric.difference(champion, challenger, confidence));
    }

    /** The same where the difference is known already. */
    Comparison compare(Metric metric, double confidence, Estimate difference) {
        return new Comparison(
                metric.name(),
                champion.estimate(metric, confidence),
                challenger.estimate(metric, confidence),
                difference,
                pairs());
    }

    /**
     * One line for messages.
     *
     * @return how many rows, and the classes
     */
    @Override
    public String toString() {
        return pairs() + " pairs, " + champion.task() + " " + champion.classes();
    }

    private static void requireIds(String side, Evaluation evaluation) {
        if (!evaluation.hasIds()) {
            throw new UnpairedException(
                    Problem.NO_IDS,
                    evaluation.rowCount(),
                    "rows are paired by id but the " + evaluation.rowCount() + " rows of the " + side
                            + " have none; give withIds(...)");
        }
    }

    private static Map<String, Integer> rowsById(String side, Evaluation evaluation) {
        Map<String, Integer> rows = new HashMap<>();
        List<String> first = new ArrayList<>();
        long repeated = 0;
        for (int i = 0; i < evaluation.rowCount(); i++) {
            String id = evaluation.id(i).orElseThrow();
            if (rows.putIfAbsent(id, i) != null) {
                repeated++;
                if (first.size() < SHOWN) {
                    first.add(id);
                }
            }
        }
        if (repeated > 0) {
            throw new UnpairedException(
                    Problem.DUPLICATE_IDS,
                    repeated,
                    "ids must be unique but " + repeated + " of " + evaluation.rowCount() + " rows of the " + side
                            + " repeat one: " + listed(first, repeated));
        }
        return rows;
    }

    private static void requireSameIds(
            Evaluation champion,
            Map<String, Integer> championRows,
            Evaluation challenger,
            Map<String, Integer> challengerRows) {
        List<String> firstMissing = new ArrayList<>();
        List<String> firstExtra = new ArrayList<>();
        long missing = countMissing(champion, challengerRows, firstMissing);
        long extra = countMissing(challenger, championRows, firstExtra);
        if (missing + extra > 0) {
            throw new UnpairedException(
                    Problem.DIFFERENT_IDS,
                    missing + extra,
                    "champion and challenger must answer the same rows but the challenger lacks " + missing + " of "
                            + champion.rowCount() + listed(": ", firstMissing, missing) + ", and the champion lacks "
                            + extra + " of " + challenger.rowCount() + listed(": ", firstExtra, extra)
                            + "; evaluate both on one set of rows");
        }
    }

    private static long countMissing(Evaluation evaluation, Map<String, Integer> known, List<String> first) {
        long missing = 0;
        for (int i = 0; i < evaluation.rowCount(); i++) {
            String id = evaluation.id(i).orElseThrow();
            if (!known.containsKey(id)) {
                missing++;
                if (first.size() < SHOWN) {
                    first.add(id);
                }
            }
        }
        return missing;
    }

    private static Evaluation aligned(Evaluation champion, Evaluation challenger, Map<String, Integer> challengerRows) {
        int[] order = new int[champion.rowCount()];
        boolean inOrder = true;
        for (int i = 0; i < order.length; i++) {
            order[i] = challengerRows.getOrDefault(champion.id(i).orElseThrow(), -1);
            inOrder &= order[i] == i;
        }
        return inOrder ? challenger : challenger.select(order);
    }

    private static void requireSame(Problem problem, String what, Evaluation champion, IntPredicate same) {
        List<String> first = new ArrayList<>();
        long different = 0;
        for (int i = 0; i < champion.rowCount(); i++) {
            if (!same.test(i)) {
                different++;
                if (first.size() < SHOWN) {
                    first.add(champion.id(i).orElseThrow());
                }
            }
        }
        if (different > 0) {
            throw new UnpairedException(
                    problem,
                    different,
                    "champion and challenger must have the same " + what + " but " + different + " of "
                            + champion.rowCount() + " rows differ: " + listed(first, different));
        }
    }

    private static String listed(String before, List<String> first, long all) {
        return all == 0 ? "" : before + listed(first, all);
    }

    private static String listed(List<String> first, long all) {
        return first + (all > first.size() ? " and " + (all - first.size()) + " more" : "");
    }
}
