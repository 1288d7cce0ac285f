package org.mlops4j.core.stats.internal;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Probabilities and quantiles. */
public final class Distributions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MAX_BISECTIONS = 200;
    private static final double RELATIVE_ERROR = 1e-12;

    private Distributions() {}

    /** P(Z <= z) of the standard normal distribution. */
    public static double normalCdf(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** P(Z > z) of the standard normal distribution. */
    public static double normalSurvival(double z) {
        return NORMAL.survivalProbability(z);
    }

    /** The z with P(Z <= z) = p. */
    public static double normalQuantile(double p) {
        return NORMAL.inverseCumulativeProbability(p);
    }

    /** The z by which a two-sided interval of this confidence reaches to either side. */
    public static double normalCritical(double confidence) {
        return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    }

    /** The x with P(B <= x) = p of the beta distribution. */
    public static double betaQuantile(double p, double alpha, double beta) {
        return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(p);
    }

    /** P(X > x) of the chi-squared distribution. */
    public static double chiSquaredSurvival(double x, double df) {
        return x <= 0 ? 1 : ChiSquaredDistribution.of(df).survivalProbability(x);
    }

    /** P(X <= x) of the chi-squared distribution. */
    public static double chiSquaredCdf(double x, double df) {
        return x <= 0 ? 0 : ChiSquaredDistribution.of(df).cumulativeProbability(x);
    }

    /**
     * P(X > x) of the noncentral chi-squared distribution: a mixture of central ones with df + 2J degrees of freedom, J
     * Poisson with mean lambda / 2 (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, eq. 29.2).
     * Neighbouring terms follow from each other, so that one incomplete gamma function is enough (Benton and Krishnamoorthy
     * 2003, doi:10.1016/S0167-9473(02)00283-9). Beyond lambda = 1e5 by Sankaran's normal approximation (1963),
     * doi:10.1093/biomet/50.1-2.199.
     */
    public static double noncentralChiSquaredSurvival(double x, double df, double lambda) {
        return mixture(x, df, lambda, true);
    }

    /** P(X <= x) of the noncentral chi-squared distribution; as {@link #noncentralChiSquaredSurvival}. */
    public static double noncentralChiSquaredCdf(double x, double df, double lambda) {
        return mixture(x, df, lambda, false);
    }

    private static double mixture(double x, double df, double lambda, boolean upper) {
        if (x <= 0) {
            return upper ? 1 : 0;
        }
        if (lambda == 0) {
            return upper ? chiSquaredSurvival(x, df) : chiSquaredCdf(x, df);
        }
        if (lambda > 1e5) {
            return sankaran(x, df, lambda, upper);
        }
        return new PoissonMixture(lambda / 2).tail(x, df, upper);
    }

    private static double sankaran(double x, double df, double lambda, boolean upper) {
        double s = df + lambda;
        double h = 1 - 2.0 / 3 * s * (df + 3 * lambda) / ((df + 2 * lambda) * (df + 2 * lambda));
        double p = (df + 2 * lambda) / (s * s);
        double m = (h - 1) * (1 - 3 * h);
        double mean = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p);
        double deviation = h * Math.sqrt(2 * p) * (1 + 0.5 * m * p);
        double z = (Math.pow(x / s, h) - mean) / deviation;
        return upper ? normalSurvival(z) : normalCdf(z);
    }

    /** The x with P(X > x) = p of the noncentral chi-squared distribution. */
    public static double noncentralChiSquaredUpperQuantile(double p, double df, double lambda) {
        double low = 0;
        double high = df + lambda + 1;
        while (noncentralChiSquaredSurvival(high, df, lambda) > p) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < MAX_BISECTIONS && high - low > RELATIVE_ERROR * high; i++) {
            double middle = (low + high) / 2;
            if (noncentralChiSquaredSurvival(middle, df, lambda) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * The noncentrality at which P(X <= x) = p, by which an observed x gives a confidence bound; 0 if even a central one
     * is not so large.
     */
    public static double noncentralityFor(double x, double df, double p) {
        if (noncentralChiSquaredCdf(x, df, 0) <= p) {
            return 0;
        }
        double low = 0;
        double high = Math.max(1, x);
        while (noncentralChiSquaredCdf(x, df, high) > p) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < MAX_BISECTIONS && high - low > RELATIVE_ERROR * high; i++) {
            double middle = (low + high) / 2;
            if (noncentralChiSquaredCdf(x, df, middle) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
