package org.mlops4j.core.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.mlops4j.drift.DriftTest;

/**
 * The drift tests. All of them compare the counts of two profiles in the same frozen bins.
 *
 * <p>{@link #psi()}, {@link #jensenShannonDistance()} and {@link #chiSquare()} first join the bins into groups. Numbers:
 * about ten groups of equal share, chosen from the reference and the numbers of rows only, fewer below 100 rows on a side so
 * that about ten rows are expected in each; a value that alone holds a group's share stays alone; numbers below or above
 * all that the reference knew belong to the first or last group, or to one of their own beside such a value. Words: one
 * group for each word expected at least five times on either side, one for all others; words never seen are a group of
 * their own if there are clearly more than {@link org.mlops4j.profile.CategoryBins#expectedUnseen()} says. Which words
 * are frequent is judged by both sides together, because words chosen for being frequent in the reference alone would
 * seem to fall back in any new data. If words too rare to be compared by themselves make up more than 80 % of the reference,
 * the result is INCONCLUSIVE, unless words hardly ever repeat in at least 1000 rows, as in free text, where there are no
 * shares to compare and only missing values are. NaN and missing values are groups of their own, so a
 * surge of missing values is drift.
 *
 * <p>With shares p and q in K groups and n and m rows, each of the three has the form f(x), where x n m / (n + m) is
 * chi-squared with K - 1 degrees of freedom, noncentral by the true effect. The threshold is the point it exceeds with
 * probability alpha if the effect is the tolerance; without tolerance it is the (1 - alpha) quantile of chi-squared times
 * 1/n + 1/m (Yurdakul and Naranjo 2020, doi:10.21314/JRMV.2020.227). Their tolerances are equivalent: 0.1 in PSI. A PASS
 * needs an interval that reaches at most 0.1 in PSI, or the equivalent, to either side of its middle, which about 100
 * rows on either side cannot give and 300 do.
 *
 * @since 0.1.0
 */
public final class DriftTests {

    private static final Statistic KS = new KolmogorovSmirnov();
    private static final List<Statistic> BUILT_IN =
            List.of(ShareStatistic.PSI, ShareStatistic.JENSEN_SHANNON, KS, ShareStatistic.CHI_SQUARE);

    private DriftTests() {}

    /**
     * Population stability index {@code psi}: the sum over groups of (p - q) ln(p / q), with half a row added to each
     * group on both sides. For numbers and words; from 0, without an upper bound; tolerance 0.1.
     *
     * @return the test
     */
    public static BinnedDriftTest psi() {
        return withDefaults(ShareStatistic.PSI);
    }

    /**
     * Jensen-Shannon distance {@code jensen_shannon}: the square root of the Jensen-Shannon divergence in nats (Endres and
     * Schindelin 2003, doi:10.1109/TIT.2003.813506), with half a row added to each group on both sides. As {@code
     * scipy.spatial.distance.jensenshannon} with its default base; libraries that use the logarithm to base 2 read higher
     * by a factor of 1.201. For numbers and words; in [0, 0.8326]; tolerance sqrt(0.1 / 8) = 0.1118.
     *
     * @return the test
     */
    public static BinnedDriftTest jensenShannonDistance() {
        return withDefaults(ShareStatistic.JENSEN_SHANNON);
    }

    /**
     * Kolmogorov-Smirnov distance {@code ks}: the largest distance between the cumulative distributions of the numbers,
     * infinite ones included, NaN and missing ones not. Exact where bins end and at values with a bin of their own; what may
     * hide inside a bin is at most the smaller of the shares that both sides have in it, is reported as {@code
     * hidden_in_bins} and widens the interval. The threshold is tolerance + sqrt(-ln(alpha / 2) / 2) sqrt(1/n + 1/m), the
     * bound of Dvoretzky, Kiefer and Wolfowitz for two samples (Wei and Dudley 2012, doi:10.1016/j.spl.2011.11.012), which
     * holds for any distribution, with or without ties. For numbers; in [0, 1]; tolerance 0.05, what a shift by an eighth
     * of a standard deviation does to a normal distribution. A PASS needs an interval of at most 0.125 to either side.
     *
     * @return the test
     */
    public static BinnedDriftTest kolmogorovSmirnov() {
        return withDefaults(KS);
    }

    /**
     * Chi-squared test of two samples {@code chi_square}, stated as an effect: w, the square root of the sum over groups of
     * (p - q)^2 / ((p + q) / 2). At equal numbers of rows w^2 is Pearson's statistic of the table of both sides times (1/n +
     * 1/m), and w twice Cramer's V; at unequal numbers w does not depend on which side is larger. Pearson's statistic
     * itself and its p-value without any tolerance are in the details. For numbers and words; in [0, 2]; tolerance
     * sqrt(0.1) = 0.3162.
     *
     * @return the test
     */
    public static BinnedDriftTest chiSquare() {
        return withDefaults(ShareStatistic.CHI_SQUARE);
    }

    /**
     * A test by its id: a built-in one with its default tolerance, or one that {@link ServiceLoader} finds.
     *
     * @param id for example {@code psi}
     * @return the test
     * @throws IllegalArgumentException if there is none, with those there are, or two tests have one id
     */
    public static DriftTest byId(String id) {
        return all().stream()
                .filter(test -> test.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown drift test '" + id + "'; known are "
                        + all().stream().map(DriftTest::id).toList()
                        + "; a foreign test needs its jar on the class path"));
    }

    /**
     * All tests there are: the built-in ones with their default tolerances, then those that {@link ServiceLoader} finds.
     *
     * @return an unmodifiable list with distinct ids
     * @throws IllegalArgumentException if two tests have one id, with both named
     */
    public static List<DriftTest> all() {
        List<DriftTest> tests = new ArrayList<>();
        BUILT_IN.forEach(statistic -> tests.add(withDefaults(statistic)));
        ServiceLoader.load(DriftTest.class).forEach(tests::add);
        Map<String, DriftTest> byId = new TreeMap<>();
        for (DriftTest test : tests) {
            DriftTest other = byId.putIfAbsent(test.id(), test);
            if (other != null) {
                throw new IllegalArgumentException("drift test '" + test.id() + "' must have one provider but has "
                        + other.getClass().getName() + " and "
                        + test.getClass().getName());
            }
        }
        return List.copyOf(tests);
    }

    private static BinnedDriftTest withDefaults(Statistic statistic) {
        return new BinnedDriftTest(statistic, statistic.defaultTolerance());
    }
}
