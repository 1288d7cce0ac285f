package org.mlops4j.core.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.DataType;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.NumericBins;

/** Largest distance between two cumulative distributions, taken where bins end. */
final class KolmogorovSmirnov implements Statistic {

    private static final double DEFAULT_TOLERANCE = 0.05;
    /** Half-width up to which an interval still tells something. */
    private static final double RESOLUTION = 0.125;

    private static final double UPPER_ERROR = 0.05;
    /** Median of the Kolmogorov distribution. */
    private static final double MEDIAN = 0.82757;

    @Override
    public String id() {
        return "ks";
    }

    @Override
    public double defaultTolerance() {
        return DEFAULT_TOLERANCE;
    }

    @Override
    public String intervalMethod() {
        return "dkw";
    }

    @Override
    public boolean supports(DataType type) {
        return type.isNumeric();
    }

    @Override
    public Optional<Shift> measure(ColumnProfile reference, ColumnProfile current, double tolerance, double alpha) {
        NumericBins bins = (NumericBins) reference.bins();
        OrderedCells cells = OrderedCells.of(bins);
        long n = numbers(reference, bins);
        long m = numbers(current, bins);
        if (n == 0 && m == 0) {
            double root = root(reference.total(), current.total());
            return Optional.of(shift(0, 0, root, tolerance, alpha, "no row of either side holds a number", Map.of()));
        }
        if (n == 0 || m == 0) {
            return Optional.empty();
        }
        long before = 0;
        long now = 0;
        double distance = 0;
        int at = 0;
        double hidden = 0;
        double shareBefore = 0;
        double shareNow = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            double p = (double) reference.count(cells.bin(cell)) / n;
            double q = (double) current.count(cells.bin(cell)) / m;
            hidden = cells.isAtom(cell) ? hidden : Math.max(hidden, Math.min(p, q));
            before += reference.count(cells.bin(cell));
            now += current.count(cells.bin(cell));
            double f = (double) before / n;
            double g = (double) now / m;
            if (Math.abs(f - g) > distance) {
                distance = Math.abs(f - g);
                at = cell;
                shareBefore = f;
                shareNow = g;
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("hidden_in_bins", hidden);
        String moved = "";
        if (distance > 0) {
            details.put("at", cells.labelUpTo(at));
            moved = "share of " + cells.labelUpTo(at) + (shareNow > shareBefore ? " rose" : " fell") + " from "
                    + Figures.share(shareBefore) + " to " + Figures.share(shareNow);
        }
        return Optional.of(shift(distance, hidden, root(n, m), tolerance, alpha, moved, details));
    }

    /**
     * Sampling moves D by more than c(alpha) times the root with a probability of at most alpha, whatever the
     * distributions (Dvoretzky, Kiefer and Wolfowitz for two samples: Wei and Dudley 2012, doi:10.1016/j.spl.2011.11.012),
     * and adds to a true effect at most that.
     */
    private static Shift shift(
            double distance,
            double hidden,
            double root,
            double tolerance,
            double alpha,
            String moved,
            Map<String, Object> details) {
        double excess = (distance - tolerance) / root;
        double low = Math.max(0, distance - critical(alpha) * root);
        double high = Math.min(1, Math.max(distance, MEDIAN * root) + hidden + critical(UPPER_ERROR) * root);
        return new Shift(
                distance,
                tolerance + critical(alpha) * root,
                low,
                high,
                excess <= 0 ? 1 : Math.min(1, 2 * Math.exp(-2 * excess * excess)),
                (high - low) / 2 / RESOLUTION,
                false,
                moved,
                details);
    }

    private static double critical(double alpha) {
        return Math.sqrt(-Math.log(alpha / 2) / 2);
    }

    private static double root(long n, long m) {
        return Math.sqrt(1.0 / n + 1.0 / m);
    }

    private static long numbers(ColumnProfile column, NumericBins bins) {
        return column.total() - column.nulls() - column.count(bins.nanBin());
    }
}
