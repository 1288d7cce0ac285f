package org.mlops4j.core.drift;

import java.util.Map;

/**
 * How far a column has moved.
 *
 * @param value the statistic
 * @param threshold what it must exceed to count as drift
 * @param low lower bound of the effect, wrong with probability alpha
 * @param high upper bound of the effect, wrong with probability 0.05
 * @param pValue the probability of a statistic at least this large if the effect is the tolerance
 * @param relativeWidth half of the distance between the bounds, in multiples of what still tells something
 * @param blind whether a change could not have been seen for another reason
 * @param moved how far, in words
 * @param details further numbers
 */
record Shift(
        double value,
        double threshold,
        double low,
        double high,
        double pValue,
        double relativeWidth,
        boolean blind,
        String moved,
        Map<String, Object> details) {}
