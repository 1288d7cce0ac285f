package org.mlops4j.core.drift;

import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;

/** Where the middle of a numeric column was and is, in words. */
final class Location {

    private Location() {}

    /** Median, and mean where every number was seen, for example {@code median 37.1 -> 29.8}; empty for words. */
    static String describe(ColumnProfile reference, ColumnProfile current) {
        if (!(reference.bins() instanceof NumericBins bins)) {
            return "";
        }
        String before = median(bins, reference);
        String now = median(bins, current);
        if (before.isEmpty() || now.isEmpty()) {
            return "";
        }
        String medians = "median " + before + " -> " + now;
        return knowsMean(bins, reference) && knowsMean(bins, current)
                ? medians + ", mean " + Figures.value(reference.moments().mean()) + " -> "
                        + Figures.value(current.moments().mean())
                : medians;
    }

    /** Whether the moments cover all numbers: not if values were redacted to their bins, or are infinite. */
    private static boolean knowsMean(NumericBins bins, ColumnProfile column) {
        Moments moments = column.moments();
        return moments.count() == column.total() - column.nulls() - column.count(bins.nanBin())
                && Double.isFinite(moments.mean());
    }

    /** The median, interpolated within its bin; empty without numbers. */
    private static String median(NumericBins bins, ColumnProfile column) {
        OrderedCells cells = OrderedCells.of(bins);
        double half = (column.total() - column.nulls() - column.count(bins.nanBin())) / 2.0;
        long below = 0;
        for (int cell = 0; cell < cells.size() && half > 0; cell++) {
            long count = column.count(cells.bin(cell));
            if (count > 0 && below + count >= half) {
                double fraction = (half - below) / count;
                double low = cells.low(cell);
                double high = cells.high(cell);
                if (Double.isInfinite(low) || Double.isInfinite(high)) {
                    return Double.isInfinite(low) ? "below " + Figures.value(high) : "above " + Figures.value(low);
                }
                return Figures.value(low * (1 - fraction) + high * fraction);
            }
            below += count;
        }
        return "";
    }
}
