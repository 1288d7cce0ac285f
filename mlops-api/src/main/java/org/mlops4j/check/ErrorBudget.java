package org.mlops4j.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How a suite keeps the chance of a false alarm where it should be although it makes many decisions.
 *
 * @param method how p-values are adjusted
 * @param level the budget, in (0, 1); not used by {@link Method#NONE}
 * @since 0.1.0
 */
public record ErrorBudget(Method method, double level) {

    /** How p-values are adjusted. */
    public enum Method {
        /** Not at all: each check decides alone. */
        NONE,
        /** Holm (1979), Scand. J. Statist. 6, 65-70: the chance of any false alarm stays below the level. */
        HOLM,
        /**
         * Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x: the expected share of false alarms
         * among the alarms stays below the level.
         */
        BENJAMINI_HOCHBERG
    }

    /**
     * Checks the level.
     *
     * @param method how p-values are adjusted
     * @param level the budget
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public ErrorBudget {
        Objects.requireNonNull(method, "method");
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be in (0, 1) but was " + level);
        }
    }

    /**
     * Each check decides alone.
     *
     * @return no budget
     */
    public static ErrorBudget none() {
        return new ErrorBudget(Method.NONE, 0.5);
    }

    /**
     * The chance of any false alarm in the suite stays below alpha.
     *
     * @param alpha the level
     * @return a budget by Holm's method
     * @throws IllegalArgumentException if alpha is not in (0, 1)
     */
    public static ErrorBudget holm(double alpha) {
        return new ErrorBudget(Method.HOLM, alpha);
    }

    /**
     * The expected share of false alarms among the alarms stays below q.
     *
     * @param q the level
     * @return a budget by Benjamini and Hochberg's method
     * @throws IllegalArgumentException if q is not in (0, 1)
     */
    public static ErrorBudget benjaminiHochberg(double q) {
        return new ErrorBudget(Method.BENJAMINI_HOCHBERG, q);
    }

    /**
     * Adjusts p-values, so that each may be compared with {@link #level()}.
     *
     * @param pValues probabilities in [0, 1]
     * @return adjusted ones in the same order, never below the given
     * @throws IllegalArgumentException if one is not in [0, 1]
     */
    public double[] adjust(double[] pValues) {
        int m = pValues.length;
        for (int i = 0; i < m; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("p-values must be in [0, 1] but number " + i + " was " + pValues[i]);
            }
        }
        double[] adjusted = pValues.clone();
        if (method == Method.NONE) {
            return adjusted;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> pValues[i]));
        if (method == Method.HOLM) {
            double largest = 0;
            for (int rank = 0; rank < m; rank++) {
                int i = order.get(rank);
                largest = Math.max(largest, Math.min(1, (m - rank) * pValues[i]));
                adjusted[i] = largest;
            }
            return adjusted;
        }
        double smallest = 1;
        for (int rank = m - 1; rank >= 0; rank--) {
            int i = order.get(rank);
            // Rounding must not carry p * m / m below p.
            smallest = Math.min(smallest, Math.max(pValues[i], pValues[i] * m / (rank + 1)));
            adjusted[i] = smallest;
        }
        return adjusted;
    }
}
