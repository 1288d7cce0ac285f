package org.mlops4j.core.profile.internal;

import java.util.Arrays;
import org.mlops4j.data.Column;
import org.mlops4j.profile.NumericBins;

/** Chooses the bins of a numeric column. */
public final class NumberReference {

    /** A value seen more than once is an atom if this many times its count exceeds the count of all. */
    private static final long ATOM_SHARE_INVERSE = 100;

    private NumberReference() {}

    /** Atoms and quantile edges of the finite values. */
    public static NumericBins freeze(Column column, int maxIntervals) {
        double[] sorted = sortedFinite(column.toNumbers());
        boolean personal = Disclosure.of(column.field()).isPersonal();
        int leastAtom = personal ? Disclosure.LEAST_ROWS : 2;
        if (sorted.length == 0) {
            return NumericBins.of(new double[] {0}, new double[0]);
        }
        double min = sorted[0];
        double max = sorted[sorted.length - 1];
        double[] atoms = new double[(int) ATOM_SHARE_INVERSE];
        int atomCount = 0;
        int rest = 0; // what is no atom moves to the front, still sorted
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from >= leastAtom && (to - from) * ATOM_SHARE_INVERSE > sorted.length) {
                atoms[atomCount++] = sorted[from];
            } else {
                System.arraycopy(sorted, from, sorted, rest, to - from);
                rest += to - from;
            }
            from = to;
        }
        double[] found = Arrays.copyOf(atoms, atomCount);
        int intervals = Math.max(1, maxIntervals - atomCount);
        if (personal) {
            return NumericBins.of(personalEdges(sorted, rest, intervals), found);
        }
        return NumericBins.of(edges(sorted, rest, found, intervals, min, max), found);
    }

    private static double[] sortedFinite(double[] values) {
        int count = 0;
        for (double value : values) {
            if (Math.abs(value) <= Double.MAX_VALUE) {
                values[count++] = value + 0.0; // -0.0 becomes 0.0
            }
        }
        double[] finite = count == values.length ? values : Arrays.copyOf(values, count);
        Arrays.sort(finite);
        return finite;
    }

    /** The smallest and the largest value, and between them the atoms and the type-7 quantiles of the other values. */
    private static double[] edges(double[] others, int n, double[] atoms, int intervals, double min, double max) {
        double[] edges = new double[intervals + 1 + atoms.length];
        int count = 0;
        edges[count++] = min;
        edges[count++] = max;
        for (double atom : atoms) {
            edges[count++] = atom;
        }
        for (int i = 1; i < intervals && n > 0; i++) {
            edges[count++] = quantile(others, n, (double) i / intervals) + 0.0;
        }
        return Arrays.stream(edges, 0, count).sorted().distinct().toArray();
    }

    /**
     * Quantiles rounded to 3 digits between at least so many of the other values as must stand behind a bin, below the
     * first and above the last of them as well. Where there are too few, one edge that tells nothing of them.
     */
    private static double[] personalEdges(double[] others, int n, int intervals) {
        double[] edges = new double[intervals];
        int count = 0;
        int before = 0;
        for (int i = 1; i < intervals; i++) {
            int at = (int) ((long) n * i / intervals);
            if (at - before < Disclosure.LEAST_ROWS || n - at < Disclosure.LEAST_ROWS) {
                continue;
            }
            double edge = Disclosure.rounded(others[at - 1] / 2 + others[at] / 2);
            int below = notAbove(others, n, Math.nextDown(edge));
            // The last interval holds its upper edge, but behind a single edge there is none.
            int above = n - (count == 0 ? below : notAbove(others, n, edge));
            if (below - before >= Disclosure.LEAST_ROWS && above >= Disclosure.LEAST_ROWS) {
                edges[count++] = edge;
                before = below;
            }
        }
        int negatives = notAbove(others, n, -Double.MIN_VALUE);
        return count == 0 ? new double[] {Disclosure.onlyEdge(negatives, n)} : Arrays.copyOf(edges, count);
    }

    /** How many of the first n ascending numbers are at most a value. */
    private static int notAbove(double[] sorted, int n, double value) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double quantile(double[] sorted, int n, double p) {
        double position = (n - 1) * p;
        int below = (int) position;
        double fraction = position - below;
        double low = sorted[below];
        // Weighted so that two huge numbers of opposite sign do not overflow.
        return fraction == 0 ? low : low * (1 - fraction) + sorted[below + 1] * fraction;
    }
}
