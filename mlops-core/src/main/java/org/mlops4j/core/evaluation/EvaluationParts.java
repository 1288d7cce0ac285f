package org.mlops4j.core.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;

/** What an evaluation is made of, while it is made. The arrays are checked already and change hands. */
final class EvaluationParts {

    final Scores.Task task;
    List<String> classes;
    int[] labels;

    @Nullable
    ScoreColumns scores;

    int @Nullable [] decisions;
    String @Nullable [] ids;
    double @Nullable [] weights;

    @Nullable
    Cutoffs cutoffs;

    List<Column> slices = List.of();

    EvaluationParts(Scores.Task task, List<String> classes, int[] labels) {
        this.task = task;
        this.classes = classes;
        this.labels = labels;
    }

    /** Where a score of two classes becomes a decision; NaN if nowhere. */
    double cut() {
        if (scores == null || task != Scores.Task.BINARY) {
            return Double.NaN;
        }
        if (cutoffs != null) {
            return cutoffs.threshold();
        }
        return scores.areProbabilities() ? 0.5 : Double.NaN;
    }

    /** Keeps these rows in this order. */
    EvaluationParts select(int[] rows) {
        labels = selected(labels, rows);
        scores = scores == null ? null : scores.select(rows);
        decisions = decisions == null ? null : selected(decisions, rows);
        ids = ids == null ? null : selected(ids, rows);
        weights = weights == null ? null : selected(weights, rows);
        slices = slices.isEmpty() ? slices : Table.of(slices).select(rows).columns();
        return this;
    }

    private static int[] selected(int[] values, int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        return selected;
    }

    private static double[] selected(double[] values, int[] rows) {
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        return selected;
    }

    private static String[] selected(String[] values, int[] rows) {
        String[] selected = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        return selected;
    }
}
