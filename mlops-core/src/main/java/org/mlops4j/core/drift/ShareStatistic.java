package org.mlops4j.core.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.stats.internal.Distributions;
import org.mlops4j.core.stats.internal.Sum;
import org.mlops4j.data.DataType;
import org.mlops4j.profile.ColumnProfile;

/**
 * Distances between the shares of groups. Near equality all of them are functions of one number x, the sum of squared
 * differences over shares, and x n m / (n + m) is chi-squared with one degree of freedom less than groups, noncentral by
 * the true x. So one calculation serves all: in units of x, which are those of PSI.
 */
enum ShareStatistic implements Statistic {
    /** Sum of (p - q) ln(p / q). */
    PSI("psi") {
        @Override
        double measure(Groups groups) {
            Sum sum = new Sum();
            for (Group group : groups.groups()) {
                sum.add(groups.weight(group));
            }
            return Math.max(0, sum.value());
        }

        @Override
        double toPsi(double value) {
            return value;
        }

        @Override
        double fromPsi(double psi) {
            return psi;
        }
    },
    /** Square root of the mean of the Kullback-Leibler divergences from the middle; squared, an eighth of PSI. */
    JENSEN_SHANNON("jensen_shannon") {
        @Override
        double measure(Groups groups) {
            Sum sum = new Sum();
            for (Group group : groups.groups()) {
                double p = groups.smoothedReferenceShare(group);
                double q = groups.smoothedCurrentShare(group);
                double middle = (p + q) / 2;
                sum.add((p * Math.log(p / middle) + q * Math.log(q / middle)) / 2);
            }
            return Math.sqrt(Math.max(0, sum.value()));
        }

        @Override
        double toPsi(double value) {
            return 8 * value * value;
        }

        @Override
        double fromPsi(double psi) {
            return Math.sqrt(psi / 8);
        }
    },
    /** Square root of the sum of (p - q)^2 over (p + q) / 2. */
    CHI_SQUARE("chi_square") {
        @Override
        double measure(Groups groups) {
            Sum sum = new Sum();
            for (Group group : groups.groups()) {
                double p = groups.referenceShare(group);
                double q = groups.currentShare(group);
                sum.add((p - q) * (p - q) / ((p + q) / 2));
            }
            return Math.sqrt(sum.value());
        }

        @Override
        double toPsi(double value) {
            return value * value;
        }

        @Override
        double fromPsi(double psi) {
            return Math.sqrt(psi);
        }

        @Override
        void addDetails(Groups groups, int df, Map<String, Object> details) {
            double statistic = pearson(groups);
            details.put("pearson", statistic);
            details.put("p_of_no_change", Distributions.chiSquaredSurvival(statistic, df));
        }
    };

    private static final double DEFAULT_TOLERANCE_PSI = 0.1;
    /** Half-width, in units of PSI, up to which an interval still tells something. */
    private static final double RESOLUTION_PSI = 0.1;

    private static final double UPPER_ERROR = 0.05;
    private static final int SHOWN = 3;

    private final String id;

    ShareStatistic(String id) {
        this.id = id;
    }

    /** The value of the statistic. */
    abstract double measure(Groups groups);

    /** The PSI that corresponds to a value, near equality. */
    abstract double toPsi(double value);

    /** The value that corresponds to a PSI, near equality. */
    abstract double fromPsi(double psi);

    /** Adds what only this statistic has. */
    void addDetails(Groups groups, int df, Map<String, Object> details) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public String intervalMethod() {
        return "noncentral-chi-squared";
    }

    @Override
    public double defaultTolerance() {
        return fromPsi(DEFAULT_TOLERANCE_PSI);
    }

    @Override
    public boolean supports(DataType type) {
        return type.isNumeric() || type.isText();
    }

    @Override
    public Optional<Shift> measure(ColumnProfile reference, ColumnProfile current, double tolerance, double alpha) {
        Groups groups = Groups.of(reference, current, toPsi(tolerance));
        // A column of one value is measured against the possibility of a second one.
        int df = Math.max(1, groups.size() - 1);
        double scale = 1 / (1.0 / groups.referenceRows() + 1.0 / groups.currentRows());
        double tolerated = toPsi(tolerance) * scale;
        double value = measure(groups);
        double observed = toPsi(value) * scale;
        double low = Distributions.noncentralityFor(observed, df, 1 - alpha) / scale;
        // By luck the observed value may be smaller than sampling allows to expect; the bound then is that of the value
        // to expect (power-constrained limits, Cowan, Cranmer, Gross and Vitells 2011, arXiv:1105.3166).
        double high = Distributions.noncentralityFor(Math.max(observed, median(df)), df, UPPER_ERROR) / scale;

        Map<String, Object> details = new LinkedHashMap<>();
        details.put("groups", groups.size());
        details.put("expected_by_sampling", fromPsi(df / scale));
        addDetails(groups, df, details);
        details.put("moved", groups.movedAsData());
        return Optional.of(new Shift(
                value,
                fromPsi(Distributions.noncentralChiSquaredUpperQuantile(alpha, df, tolerated) / scale),
                fromPsi(low),
                fromPsi(high),
                Distributions.noncentralChiSquaredSurvival(observed, df, tolerated),
                (high - low) / 2 / RESOLUTION_PSI,
                groups.isBlind(),
                groups.size() == 1 ? "all rows are " + groups.groups().get(0).label() : groups.moved(SHOWN),
                details));
    }

    /** The median of the chi-squared distribution, by Wilson and Hilferty (1931), doi:10.1073/pnas.17.12.684. */
    private static double median(int df) {
        double root = 1 - 2.0 / (9 * df);
        return df * root * root * root;
    }

    /** Pearson's statistic of the table of two rows. */
    private static double pearson(Groups groups) {
        double n = groups.referenceRows();
        double m = groups.currentRows();
        Sum sum = new Sum();
        for (Group group : groups.groups()) {
            double difference = n * group.current() - m * group.reference();
            sum.add(difference * difference / (n * m * (group.reference() + group.current())));
        }
        return sum.value();
    }
}
