package org.mlops4j.core.evaluation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.mlops4j.core.evaluation.internal.RadixOrder;

/** One column of scores a class, and the order of each, found once and shared by all views of an evaluation. */
final class ScoreColumns {

    private final double[][] columns;
    private final AtomicReferenceArray<int[]> orders;
    private final boolean probabilities;

    /** Takes the arrays over; the scores are finite. */
    ScoreColumns(double[][] columns) {
        this.columns = columns;
        this.orders = new AtomicReferenceArray<>(columns.length);
        this.probabilities = allInUnitInterval(columns);
    }

    int width() {
        return columns.length;
    }

    double at(int row, int column) {
        return columns[column][row];
    }

    /** The column itself, for reading. */
    double[] column(int column) {
        return columns[column];
    }

    /** Rows from the smallest score to the largest. Two threads that come first may both sort, with one result. */
    int[] order(int column) {
        int[] order = orders.get(column);
        if (order == null) {
            order = RadixOrder.of(columns[column]);
            orders.set(column, order);
        }
        return order;
    }

    /** All scores lie in [0, 1]. */
    boolean areProbabilities() {
        return probabilities;
    }

    /** The column of the largest score; of equal ones the first. */
    int argmax(int row) {
        int best = 0;
        for (int k = 1; k < columns.length; k++) {
            if (columns[k][row] > columns[best][row]) {
                best = k;
            }
        }
        return best;
    }

    /** The scores of these rows in this order. */
    ScoreColumns select(int[] rows) {
        double[][] selected = new double[columns.length][rows.length];
        for (int k = 0; k < columns.length; k++) {
            for (int i = 0; i < rows.length; i++) {
                selected[k][i] = columns[k][rows[i]];
            }
        }
        return new ScoreColumns(selected);
    }

    private static boolean allInUnitInterval(double[][] columns) {
        for (double[] column : columns) {
            for (double score : column) {
                if (score < 0 || score > 1) {
                    return false;
                }
            }
        }
        return true;
    }
}
