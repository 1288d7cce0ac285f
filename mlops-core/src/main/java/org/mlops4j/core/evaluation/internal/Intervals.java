package org.mlops4j.core.evaluation.internal;

import org.apache.commons.statistics.distribution.TDistribution;
import org.mlops4j.check.Interval;
import org.mlops4j.core.stats.internal.Distributions;

/** Two-sided confidence intervals from sufficient statistics. Each holds the estimate it is made around. */
public final class Intervals {

    private Intervals() {}

    /**
     * Wilson's score interval of a share (1927), doi:10.1080/01621459.1927.10502953: (p + z²/2n ± z sqrt(p(1-p)/n +
     * z²/4n²)) / (1 + z²/n).
     *
     * @param share the observed share, in [0, 1]
     * @param n how many rows; with weights Kish's effective number, which need not be whole; above 0
     */
    public static Interval wilson(double share, double n, double confidence) {
        double z = Distributions.normalCritical(confidence);
        double zz = z * z;
        double middle = share + zz / (2 * n);
        double reach = z * Math.sqrt(share * (1 - share) / n + zz / (4 * n * n));
        double scale = 1 + zz / n;
        return around(
                share,
                Math.max(0, (middle - reach) / scale),
                Math.min(1, (middle + reach) / scale),
                confidence,
                "wilson");
    }

    /**
     * Difference of two shares on the same rows, first minus second: method 10 of Newcombe (1998), Statist. Med. 17,
     * 2635-2650. It joins the Wilson intervals of the two shares and their correlation phi, whose numerator is brought
     * nearer to 0 by n/2 where positive; phi is 0 where a margin of the table is empty.
     *
     * @param both rows on which both are right
     * @param onlyFirst rows on which only the first is right
     * @param onlySecond rows on which only the second is right
     * @param neither rows on which none is right; the four sum to a number above 0 and need not be whole
     */
    public static Interval pairedShares(
            double both, double onlyFirst, double onlySecond, double neither, double confidence) {
        double n = both + onlyFirst + onlySecond + neither;
        double first = (both + onlyFirst) / n;
        double second = (both + onlySecond) / n;
        double product = both * neither - onlyFirst * onlySecond;
        double corrected = product > 0 ? Math.max(product - n / 2, 0) : product;
        double margins = Math.sqrt(both + onlyFirst)
                * Math.sqrt(onlySecond + neither)
                * Math.sqrt(both + onlySecond)
                * Math.sqrt(onlyFirst + neither);
        return joined(
                first,
                wilson(first, n, confidence),
                second,
                wilson(second, n, confidence),
                margins > 0 ? corrected / margins : 0,
                (onlyFirst - onlySecond) / n,
                "newcombe-10");
    }

    /**
     * Difference of two numbers, first minus second, from the interval of each, taken as independent: Zou and Donner
     * (2008), Statist. Med. 27, 1693-1702.
     */
    public static Interval difference(double first, Interval ofFirst, double second, Interval ofSecond) {
        return joined(first, ofFirst, second, ofSecond, 0, first - second, "joined-intervals");
    }

    private static Interval joined(
            double first,
            Interval ofFirst,
            double second,
            Interval ofSecond,
            double phi,
            double difference,
            String method) {
        double down = reach(first - ofFirst.low(), ofSecond.high() - second, phi);
        double up = reach(ofFirst.high() - first, second - ofSecond.low(), phi);
        return around(difference, difference - down, difference + up, ofFirst.confidence(), method);
    }

    private static double reach(double a, double b, double phi) {
        return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
    }

    /**
     * Around a number in (0, 1) with a standard error, symmetric on the scale ln(v/(1-v)), so that it never leaves (0, 1):
     * Pepe (2003), The Statistical Evaluation of Medical Tests, section 5.2.
     *
     * @param value the number, inside (0, 1)
     * @param standardError its standard error, above 0
     */
    public static Interval logit(double value, double standardError, double confidence, String method) {
        double middle = Math.log(value) - Math.log1p(-value);
        double reach = Distributions.normalCritical(confidence) * standardError / (value * (1 - value));
        return around(value, expit(middle - reach), expit(middle + reach), confidence, method);
    }

    private static double expit(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * Around a number with a standard error, cut to a range.
     *
     * @param low smallest possible number
     * @param high largest possible number
     */
    public static Interval normal(
            double value, double standardError, double low, double high, double confidence, String method) {
        double reach = Distributions.normalCritical(confidence) * standardError;
        return around(value, Math.max(low, value - reach), Math.min(high, value + reach), confidence, method);
    }

    /**
     * Around a mean with a standard error, by Student's t.
     *
     * @param degreesOfFreedom rows less one, above 0; need not be whole
     */
    public static Interval student(
            double mean, double standardError, double degreesOfFreedom, double confidence, String method) {
        double t = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - confidence) / 2);
        return around(mean, mean - t * standardError, mean + t * standardError, confidence, method);
    }

    /**
     * Around the mean of rows that are all equal, where a variance says nothing. With a share d of other rows in the
     * population, n equal ones are seen with probability (1 - d)^n, so d is at most 1 - (alpha/2)^(1/n); those others lie
     * between low and high. For the share 0 or 1 this is the interval of Clopper and Pearson (1934),
     * doi:10.1093/biomet/26.4.404. For n = 1 it holds for whatever bounded number, by Markov's inequality.
     *
     * @param value the mean
     * @param low smallest possible row
     * @param high largest possible row
     * @param n how many independent rows, at least 1
     */
    public static Interval ofEqualRows(double value, double low, double high, double n, double confidence) {
        double others = -Math.expm1(Math.log((1 - confidence) / 2) / n);
        return around(
                value, value - others * (value - low), value + others * (high - value), confidence, "exact-equal-rows");
    }

    /** Rounding must not push the estimate out of its interval. */
    private static Interval around(double value, double low, double high, double confidence, String method) {
        return new Interval(Math.min(low, value), Math.max(high, value), confidence, method);
    }
}
