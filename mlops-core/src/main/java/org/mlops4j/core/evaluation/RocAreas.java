package org.mlops4j.core.evaluation;

import java.util.Optional;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Reason;
import org.mlops4j.core.stats.internal.Sum;
import org.mlops4j.data.Scores;

/**
 * The area under the ROC curve and each row's influence on it; for more than two classes the mean of the areas of each
 * class against the rest.
 *
 * <p>The placement of a positive row is the weight of negative rows scored below it, plus half of those scored the same,
 * as a share of all; that of a negative row the share of positive rows above it. The area is the mean placement of the
 * positive rows. The influence of a row is w (placement - area) / W with W the weight of its side, and the variance the
 * sum of squared influences, times 1 / (1 - sum of (w/W)²) a side; without weights that factor is m / (m - 1) and the
 * variance, and the covariance of two models, are exactly those of DeLong, DeLong and Clarke-Pearson (1988),
 * doi:10.2307/2531595, in the fast form of Sun and Xu (2014), doi:10.1109/LSP.2014.2337313.
 */
final class RocAreas {

    private final long rows;
    private final double value;
    private final double[] influences;
    private final double variance;
    private final double effectiveRows;
    private final boolean estimable;

    private RocAreas(long rows, double value, double[] influences, double effectiveRows, boolean estimable) {
        this.rows = rows;
        this.value = value;
        this.influences = influences;
        this.effectiveRows = effectiveRows;
        this.estimable = estimable;
        Sum squares = new Sum();
        for (double influence : influences) {
            squares.add(influence * influence);
        }
        this.variance = squares.value();
    }

    /** Why there is no area; empty if there is one. */
    static Optional<Estimate> whyUndefined(Evaluation evaluation) {
        long n = evaluation.rowCount();
        if (n == 0) {
            return Optional.of(Estimate.undefined(Reason.EMPTY, "there are no rows", 0));
        }
        if (!evaluation.hasScores()) {
            return Optional.of(Estimate.undefined(
                    Reason.UNDEFINED, "there are only decisions; roc_auc needs the scores behind them", n));
        }
        long[] counts = new long[evaluation.classes().size()];
        long counted = 0;
        for (int i = 0; i < n; i++) {
            if (evaluation.weight(i) > 0) {
                counts[evaluation.label(i)]++;
                counted++;
            }
        }
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) {
                String weighted = counted < n ? " with a weight above 0" : "";
                return Optional.of(Estimate.undefined(
                        Reason.ONE_CLASS, "0 of " + counted + " rows" + weighted + " are " + nameOf(evaluation, k), n));
            }
        }
        return Optional.empty();
    }

    private static String nameOf(Evaluation evaluation, int k) {
        if (evaluation.task() == Scores.Task.BINARY) {
            return k == 1 ? "positive" : "negative";
        }
        return "of class '" + evaluation.classes().get(k) + "'";
    }

    /** The areas of an evaluation on which they are defined. */
    static RocAreas of(Evaluation evaluation) {
        if (evaluation.task() == Scores.Task.BINARY) {
            Side side = new Side(evaluation, 0, 1);
            return new RocAreas(side.rows, side.area, side.toInfluences(), side.effectiveRows, side.isEstimable());
        }
        int classes = evaluation.classes().size();
        double[] summed = new double[evaluation.rowCount()];
        Sum areas = new Sum();
        double effective = Double.POSITIVE_INFINITY;
        boolean estimable = true;
        long rows = 0;
        for (int k = 0; k < classes; k++) {
            Side side = new Side(evaluation, k, k);
            double[] influences = side.toInfluences();
            for (int i = 0; i < summed.length; i++) {
                summed[i] += influences[i] / classes;
            }
            areas.add(side.area);
            effective = Math.min(effective, side.effectiveRows);
            estimable &= side.isEstimable();
            rows = side.rows;
        }
        return new RocAreas(rows, areas.value() / classes, summed, effective, estimable);
    }

    /** How many rows count. */
    long rows() {
        return rows;
    }

    double value() {
        return value;
    }

    double variance() {
        return variance;
    }

    /** Kish's effective number of rows on the smaller side: that many pairs of rows are independent. */
    double effectiveRows() {
        return effectiveRows;
    }

    /** All rows have one placement, or a side has a single row: the variance says nothing. */
    boolean isDegenerate() {
        return variance == 0 || !estimable || value <= 0 || value >= 1;
    }

    /** The variance of the difference of two areas on the same rows in the same order. */
    double varianceOfDifference(RocAreas other) {
        Sum squares = new Sum();
        for (int i = 0; i < influences.length; i++) {
            double difference = influences[i] - other.influences[i];
            squares.add(difference * difference);
        }
        return squares.value();
    }

    /** One class against the rest. */
    private static final class Side {

        private final Evaluation evaluation;
        private final int positiveClass;
        private final double[] placements;
        private final double positiveWeight;
        private final double negativeWeight;
        private final double positiveKish;
        private final double negativeKish;
        private final long rows;
        private final double area;
        private final double effectiveRows;

        Side(Evaluation evaluation, int column, int positiveClass) {
            this.evaluation = evaluation;
            this.positiveClass = positiveClass;
            this.placements = new double[evaluation.rowCount()];
            double[] totals = weightsBelow(evaluation.scoreColumns(), column);
            this.positiveWeight = totals[0];
            this.negativeWeight = totals[1];
            double positiveSquares = 0;
            double negativeSquares = 0;
            Sum placed = new Sum();
            Sum weights = new Sum();
            long counted = 0;
            for (int i = 0; i < placements.length; i++) {
                double weight = evaluation.weight(i);
                counted += weight > 0 ? 1 : 0;
                if (isPositive(i)) {
                    placements[i] /= negativeWeight;
                    placed.add(weight * placements[i]);
                    weights.add(weight);
                    positiveSquares += weight * weight;
                } else {
                    placements[i] = 1 - placements[i] / positiveWeight;
                    negativeSquares += weight * weight;
                }
            }
            this.rows = counted;
            this.area = Math.min(1, placed.value() / weights.value());
            this.positiveKish = positiveWeight / positiveSquares * positiveWeight;
            this.negativeKish = negativeWeight / negativeSquares * negativeWeight;
            this.effectiveRows = Math.max(1, Math.min(positiveKish, negativeKish));
        }

        private boolean isPositive(int row) {
            return evaluation.label(row) == positiveClass;
        }

        /** A single row a side has no variance to estimate. */
        boolean isEstimable() {
            return effectiveRows > 1 + 1e-9;
        }

        /**
         * Sets placements to the weight of the other side below each row, ties half; returns the weights of positive and
         * negative rows, summed in the same order, so that a row above all others gets exactly their sum.
         */
        private double[] weightsBelow(ScoreColumns scores, int column) {
            double[] values = scores.column(column);
            int[] order = scores.order(column);
            double positiveBelow = 0;
            double negativeBelow = 0;
            int end;
            for (int start = 0; start < order.length; start = end) {
                double score = values[order[start]];
                double positiveTied = 0;
                double negativeTied = 0;
                for (end = start; end < order.length && values[order[end]] == score; end++) {
                    double weight = evaluation.weight(order[end]);
                    if (isPositive(order[end])) {
                        positiveTied += weight;
                    } else {
                        negativeTied += weight;
                    }
                }
                double belowPositive = negativeBelow + negativeTied / 2;
                double belowNegative = positiveBelow + positiveTied / 2;
                for (int at = start; at < end; at++) {
                    placements[order[at]] = isPositive(order[at]) ? belowPositive : belowNegative;
                }
                positiveBelow += positiveTied;
                negativeBelow += negativeTied;
            }
            return new double[] {positiveBelow, negativeBelow};
        }

        /** Turns the placements into influences, in place. */
        double[] toInfluences() {
            double positiveFactor = factor(positiveKish) / positiveWeight;
            double negativeFactor = factor(negativeKish) / negativeWeight;
            for (int i = 0; i < placements.length; i++) {
                double factor = isPositive(i) ? positiveFactor : negativeFactor;
                placements[i] = evaluation.weight(i) * (placements[i] - area) * factor;
            }
            return placements;
        }

        private double factor(double kish) {
            return isEstimable() ? Math.sqrt(1 / (1 - 1 / kish)) : 1;
        }
    }
}
