package org.mlops4j.core.evaluation;

import java.util.function.IntToDoubleFunction;
import org.mlops4j.core.stats.internal.Sum;

/**
 * The weighted mean of one number a row, and how far it may be off: se² = sum of w²(x - mean)² / (sum of w)² / (1 - 1/n*)
 * with Kish's effective number of rows n* = (sum of w)² / sum of w² (1965, Survey Sampling, section 11.7). Without weights
 * n* is the number of rows and se² the usual s²/n. Rows of weight 0 do not count.
 */
final class RowMean {

    private final long rows;
    private final double mean;
    private final double effectiveRows;
    private final double standardError;
    private final boolean allEqual;

    private RowMean(long rows, double mean, double effectiveRows, double standardError, boolean allEqual) {
        this.rows = rows;
        this.mean = mean;
        this.effectiveRows = effectiveRows;
        this.standardError = standardError;
        this.allEqual = allEqual;
    }

    /** The mean over an evaluation with at least one row of weight above 0. */
    static RowMean of(Evaluation evaluation, IntToDoubleFunction number) {
        int n = evaluation.rowCount();
        long rows = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        Sum weights = new Sum();
        double squaredWeights = 0;
        Sum numbers = new Sum();
        for (int i = 0; i < n; i++) {
            double weight = evaluation.weight(i);
            if (weight > 0) {
                double x = number.applyAsDouble(i);
                rows++;
                smallest = Math.min(smallest, x);
                largest = Math.max(largest, x);
                weights.add(weight);
                squaredWeights += weight * weight;
                numbers.add(weight * x);
            }
        }
        double total = weights.value();
        double effective = total / squaredWeights * total;
        if (smallest == largest) {
            return new RowMean(rows, smallest, effective, 0, true);
        }
        double mean = numbers.value() / total;
        Sum squares = new Sum();
        for (int i = 0; i < n; i++) {
            double weight = evaluation.weight(i);
            if (weight > 0) {
                double off = weight * (number.applyAsDouble(i) - mean) / total;
                squares.add(off * off);
            }
        }
        double variance = squares.value() / (1 - 1 / effective);
        return new RowMean(rows, mean, effective, Math.sqrt(variance), false);
    }

    /** How many rows count. */
    long rows() {
        return rows;
    }

    double mean() {
        return mean;
    }

    /** Kish's effective number of rows, from 1. */
    double effectiveRows() {
        return effectiveRows;
    }

    double standardError() {
        return standardError;
    }

    /** All rows have one number, so that a variance says nothing. */
    boolean allEqual() {
        return allEqual;
    }
}
