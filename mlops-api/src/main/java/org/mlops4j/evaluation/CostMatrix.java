package org.mlops4j.evaluation;

import java.util.stream.DoubleStream;

/**
 * What a decision on two classes costs, per case; a gain is a negative cost.
 *
 * @param truePositive a positive case decided positive
 * @param falsePositive a negative case decided positive
 * @param falseNegative a positive case decided negative
 * @param trueNegative a negative case decided negative
 * @since 0.1.0
 */
public record CostMatrix(double truePositive, double falsePositive, double falseNegative, double trueNegative) {

    /**
     * Checks that costs are numbers.
     *
     * @param truePositive a positive case decided positive
     * @param falsePositive a negative case decided positive
     * @param falseNegative a positive case decided negative
     * @param trueNegative a negative case decided negative
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public CostMatrix {
        if (!DoubleStream.of(truePositive, falsePositive, falseNegative, trueNegative)
                .allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("costs must be finite numbers but were " + truePositive + ", "
                    + falsePositive + ", " + falseNegative + ", " + trueNegative);
        }
    }

    /**
     * Costs of the two mistakes; right decisions cost nothing.
     *
     * @param falsePositive a negative case decided positive
     * @param falseNegative a positive case decided negative
     * @return the matrix
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public static CostMatrix ofMistakes(double falsePositive, double falseNegative) {
        return new CostMatrix(0, falsePositive, falseNegative, 0);
    }

    /**
     * The cost of one decision.
     *
     * @param positive whether the case is positive
     * @param decidedPositive whether it was decided positive
     * @return the cost
     */
    public double of(boolean positive, boolean decidedPositive) {
        if (positive) {
            return decidedPositive ? truePositive : falseNegative;
        }
        return decidedPositive ? falsePositive : trueNegative;
    }

    /**
     * The probability from which on deciding positive is the cheaper decision, for a calibrated model: (cFP - cTN) /
     * (cFP - cTN + cFN - cTP); Elkan (2001), IJCAI-01, 973-978.
     *
     * @return the threshold: below 0 if deciding positive always pays, above 1 if it never does; NaN if the denominator is
     *     not above 0, since no such threshold exists then
     */
    public double impliedThreshold() {
        double ofPositive = falsePositive - trueNegative;
        double ofNegative = falseNegative - truePositive;
        return ofPositive + ofNegative > 0 ? ofPositive / (ofPositive + ofNegative) : Double.NaN;
    }
}
