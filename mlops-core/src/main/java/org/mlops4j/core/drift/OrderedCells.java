package org.mlops4j.core.drift;

import org.mlops4j.profile.NumericBins;

/**
 * The bins of finite and infinite numbers in the order of their values. An atom stands before the interval it begins, or
 * behind the one it lies in.
 */
final class OrderedCells {

    private final NumericBins bins;
    private final int[] order;

    private OrderedCells(NumericBins bins, int[] order) {
        this.bins = bins;
        this.order = order;
    }

    static OrderedCells of(NumericBins bins) {
        int[] order = new int[bins.nanBin()];
        int size = 0;
        int atom = 0;
        for (int bin = bins.underflowBin(); bin <= bins.overflowBin(); bin++) {
            boolean last = bin == bins.overflowBin();
            double from = bin == 0 ? Double.NEGATIVE_INFINITY : bins.edge(bin - 1);
            while (atom < bins.atomCount() && (last || bins.atom(atom) <= from)) {
                order[size++] = bins.firstAtomBin() + atom++;
            }
            order[size++] = bin;
            double to = last ? Double.POSITIVE_INFINITY : bins.edge(bin);
            while (atom < bins.atomCount() && bins.atom(atom) < to) {
                order[size++] = bins.firstAtomBin() + atom++;
            }
        }
        return new OrderedCells(bins, order);
    }

    int size() {
        return order.length;
    }

    /** The bin behind a cell. */
    int bin(int cell) {
        return order[cell];
    }

    boolean isAtom(int cell) {
        return order[cell] >= bins.firstAtomBin();
    }

    /** Where the numbers of a cell begin. */
    double low(int cell) {
        int bin = order[cell];
        if (isAtom(cell)) {
            return bins.representative(bin);
        }
        return bin == bins.underflowBin() ? Double.NEGATIVE_INFINITY : bins.edge(bin - 1);
    }

    /** Where the numbers of a cell end. */
    double high(int cell) {
        int bin = order[cell];
        if (isAtom(cell)) {
            return bins.representative(bin);
        }
        return bin == bins.overflowBin() ? Double.POSITIVE_INFINITY : bins.edge(bin);
    }

    /** What consecutive cells hold, for example {@code [20, 27)} or {@code = 0}. */
    String label(int from, int to) {
        double low = low(from);
        double high = high(to - 1);
        if (to - from == 1 && isAtom(from)) {
            return "= " + Figures.value(low);
        }
        boolean withLow = bins.binOf(low) == order[from];
        boolean withHigh = bins.binOf(high) == order[to - 1];
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? "all numbers" : (withHigh ? "<= " : "< ") + Figures.value(high);
        }
        if (Double.isInfinite(high)) {
            return (withLow ? ">= " : "> ") + Figures.value(low);
        }
        return (withLow ? "[" : "(") + Figures.value(low) + ", " + Figures.value(high) + (withHigh ? "]" : ")");
    }

    /** What all cells up to this one hold, for example {@code < 27}. */
    String labelUpTo(int cell) {
        return label(0, cell + 1);
    }
}
