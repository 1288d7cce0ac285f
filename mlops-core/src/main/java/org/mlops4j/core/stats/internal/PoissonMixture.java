package org.mlops4j.core.stats.internal;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Tails of a mixture of chi-squared distributions with df + 2J degrees of freedom, J Poisson. Each sweep runs in the
 * direction in which neighbouring tails grow, so that nothing cancels.
 */
final class PoissonMixture {

    private static final double NEGLIGIBLE = 1e-17;

    private final double mean;
    private final int first;
    private final double firstWeight;
    private final int last;
    private final double lastWeight;

    PoissonMixture(double mean) {
        this.mean = mean;
        int mode = (int) mean;
        double atMode = PoissonDistribution.of(mean).probability(mode);
        int j = mode;
        double weight = atMode;
        while (j > 0 && weight >= NEGLIGIBLE) {
            weight *= j-- / mean;
        }
        this.first = j;
        this.firstWeight = weight;
        j = mode;
        weight = atMode;
        while (weight >= NEGLIGIBLE) {
            weight *= mean / ++j;
        }
        this.last = j;
        this.lastWeight = weight;
    }

    /** P(X > x), or P(X <= x). */
    double tail(double x, double df, boolean upper) {
        return Math.min(1, upper ? survival(x, df) : cdf(x, df));
    }

    /** Q(a + 1, h) = Q(a, h) + h^a e^-h / Gamma(a + 1), with a = df / 2 + j and h = x / 2. */
    private double survival(double x, double df) {
        double a = df / 2 + first;
        double tail = Distributions.chiSquaredSurvival(x, 2 * a);
        double step = step(x, a);
        double weight = firstWeight;
        double sum = 0;
        for (int j = first; j <= last; j++) {
            sum += weight * tail;
            tail += step;
            step *= x / 2 / ++a;
            weight *= mean / (j + 1);
        }
        return sum;
    }

    /** P(a, h) = P(a + 1, h) + h^a e^-h / Gamma(a + 1). */
    private double cdf(double x, double df) {
        double a = df / 2 + last;
        double tail = Distributions.chiSquaredCdf(x, 2 * a);
        double step = step(x, a - 1);
        double weight = lastWeight;
        double sum = 0;
        for (int j = last; j >= first; j--) {
            sum += weight * tail;
            tail += step;
            step *= --a / (x / 2);
            weight *= j / mean;
        }
        return sum;
    }

    /** h^a e^-h / Gamma(a + 1): twice a chi-squared density, which Commons computes without cancellation. */
    private static double step(double x, double a) {
        return 2 * ChiSquaredDistribution.of(2 * a + 2).density(x);
    }
}
