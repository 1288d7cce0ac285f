package org.mlops4j.core.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Checks of what an evaluation is made from; complaints name the rule and the first rows that break it. */
final class RowRules {

    private static final int SHOWN = 5;
    private static final double SUM_TOLERANCE = 1e-6;

    private RowRules() {}

    /** Every row must keep a rule, for example {@code scores must be finite numbers}. */
    static void require(int rows, String rule, IntPredicate kept) {
        List<Integer> first = new ArrayList<>();
        int broken = 0;
        for (int i = 0; i < rows; i++) {
            if (!kept.test(i)) {
                broken++;
                if (first.size() < SHOWN) {
                    first.add(i);
                }
            }
        }
        if (broken > 0) {
            String more = broken > SHOWN ? " and " + (broken - SHOWN) + " more" : "";
            throw new IllegalArgumentException(
                    rule + ", which " + broken + " of " + rows + " rows break: rows " + first + more + " (from 0)");
        }
    }

    /** One value a row. */
    static void requireLength(String what, int length, int rows) {
        if (length != rows) {
            throw new IllegalArgumentException(
                    what + " must have one value a row, " + rows + " as the labels, but has " + length);
        }
    }

    /** At least two distinct names. */
    static List<String> requireClasses(List<String> classes) {
        List<String> names = List.copyOf(classes);
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("classes must be at least two distinct names but were " + names);
        }
        return names;
    }

    /** Copies probabilities, one row a row, to one column a class. */
    static double[][] requireProbabilities(double[][] scores, int classes) {
        int rows = scores.length;
        require(rows, "scores must have one probability a class, " + classes, i -> scores[i].length == classes);
        double[][] columns = new double[classes][rows];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < classes; k++) {
                columns[k][i] = scores[i][k];
            }
        }
        require(
                rows,
                "scores of several classes must be probabilities that lie in [0, 1] and sum to 1 within 1e-6",
                i -> areProbabilities(columns, i));
        return columns;
    }

    private static boolean areProbabilities(double[][] columns, int row) {
        double sum = 0;
        for (double[] column : columns) {
            if (!(column[row] >= 0 && column[row] <= 1)) {
                return false;
            }
            sum += column[row];
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }

    /** Copies positions in the classes. */
    static int[] requireCodes(String what, int[] codes, List<String> classes) {
        int[] owned = codes.clone();
        require(
                owned.length,
                what + " must be positions in the classes " + classes,
                i -> owned[i] >= 0 && owned[i] < classes.size());
        return owned;
    }

    /** Copies weights. */
    static double[] requireWeights(double[] weights, int rows) {
        requireLength("weights", weights.length, rows);
        double[] owned = weights.clone();
        require(rows, "weights must be finite numbers of at least 0", i -> owned[i] >= 0 && Double.isFinite(owned[i]));
        double sum = 0;
        double squares = 0;
        for (double weight : owned) {
            sum += weight;
            squares += weight * weight;
        }
        if (rows > 0 && !(squares > 0 && Double.isFinite(sum + squares))) {
            throw new IllegalArgumentException(
                    "weights must have a finite sum above 0, as their squares must, but it was " + sum);
        }
        return owned;
    }

    /** 1 for true, 0 for false. */
    static int[] codes(boolean[] values) {
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = values[i] ? 1 : 0;
        }
        return codes;
    }
}
