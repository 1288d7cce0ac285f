package org.mlops4j.profile;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bins of numbers. With edges {@code e0 < e1 < … < em} and atoms {@code a1 < … < ak}, in this order:
 *
 * <ol>
 *   <li>underflow: {@code x < e0}
 *   <li>m intervals: {@code [e(i-1), e(i))}, the last one closed: {@code [e(m-1), em]}
 *   <li>overflow: {@code x > em}
 *   <li>k atoms: {@code x == a}; a value that is an atom is counted there and nowhere else
 *   <li>not a number
 *   <li>missing
 * </ol>
 *
 * <p>Negative zero counts as zero; infinities lie below or above all edges.
 *
 * @since 0.1.0
 */
public final class NumericBins implements Bins {

    private final double[] edges;
    private final double[] atoms;

    private NumericBins(double[] edges, double[] atoms) {
        this.edges = edges;
        this.atoms = atoms;
    }

    /**
     * Bins from their edges and atoms.
     *
     * @param edges at least one finite number, strictly ascending; copied
     * @param atoms finite numbers, strictly ascending, possibly none; copied
     * @return the bins
     * @throws IllegalArgumentException if there is no edge, or numbers are not finite or not ascending
     */
    public static NumericBins of(double[] edges, double[] atoms) {
        if (edges.length == 0) {
            throw new IllegalArgumentException("edges must hold at least one number but were empty");
        }
        return new NumericBins(requireAscending("edges", edges), requireAscending("atoms", atoms));
    }

    private static double[] requireAscending(String name, double[] given) {
        double[] values = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            values[i] = given[i] + 0.0; // -0.0 becomes 0.0
            if (!Double.isFinite(values[i]) || i > 0 && values[i] <= values[i - 1]) {
                throw new IllegalArgumentException(
                        name + " must be finite and strictly ascending but were " + Arrays.toString(given));
            }
        }
        return values;
    }

    /**
     * How many edges there are.
     *
     * @return a number above 0
     */
    public int edgeCount() {
        return edges.length;
    }

    /**
     * One edge.
     *
     * @param i position from 0
     * @return the edge
     * @throws IndexOutOfBoundsException if there is no such edge
     */
    public double edge(int i) {
        return edges[i];
    }

    /**
     * How many atoms there are.
     *
     * @return a number from 0
     */
    public int atomCount() {
        return atoms.length;
    }

    /**
     * One atom.
     *
     * @param i position from 0
     * @return the value with a bin of its own
     * @throws IndexOutOfBoundsException if there is no such atom
     */
    public double atom(int i) {
        return atoms[i];
    }

    /**
     * How many intervals lie between the edges.
     *
     * @return one less than edges
     */
    public int intervalCount() {
        return edges.length - 1;
    }

    /**
     * The bin of numbers below all edges.
     *
     * @return its position
     */
    public int underflowBin() {
        return 0;
    }

    /**
     * The bin of numbers above all edges.
     *
     * @return its position
     */
    public int overflowBin() {
        return edges.length;
    }

    /**
     * The bin of the first atom; the others follow.
     *
     * @return its position, which is that of NaN if there are no atoms
     */
    public int firstAtomBin() {
        return edges.length + 1;
    }

    /**
     * The bin of NaN.
     *
     * @return its position
     */
    public int nanBin() {
        return edges.length + 1 + atoms.length;
    }

    @Override
    public int nullBin() {
        return nanBin() + 1;
    }

    @Override
    public int size() {
        return nullBin() + 1;
    }

    /**
     * The bin of a number.
     *
     * @param value any number, NaN and infinities included
     * @return its position
     */
    public int binOf(double value) {
        if (atoms.length > 0) {
            int atom = Arrays.binarySearch(atoms, value + 0.0);
            if (atom >= 0) {
                return firstAtomBin() + atom;
            }
        }
        if (Double.isNaN(value)) {
            return nanBin();
        }
        int last = edges.length - 1;
        if (value >= edges[last]) {
            return value > edges[last] || last == 0 ? overflowOrOnlyEdge(value) : last;
        }
        return edgesNotAbove(value);
    }

    private int overflowOrOnlyEdge(double value) {
        return value > edges[edges.length - 1] ? overflowBin() : underflowBin() + 1;
    }

    /** How many edges are at most the value: a search by halving that the processor need not guess. */
    private int edgesNotAbove(double value) {
        int base = 0;
        int length = edges.length;
        while (length > 1) {
            int half = length >>> 1;
            base = edges[base + half - 1] <= value ? base + half : base;
            length -= half;
        }
        return base + (edges[base] <= value ? 1 : 0);
    }

    /**
     * A number that stands for a bin and falls into it: the lower edge of an interval, an atom itself.
     *
     * @param bin its position
     * @return such a number; infinite for underflow and overflow, NaN for NaN and missing
     * @throws IndexOutOfBoundsException if there is no such bin
     */
    public double representative(int bin) {
        Objects.checkIndex(bin, size());
        if (bin == underflowBin()) {
            return Double.NEGATIVE_INFINITY;
        }
        if (bin == overflowBin()) {
            return Double.POSITIVE_INFINITY;
        }
        if (bin < overflowBin()) {
            return firstNonAtomIn(bin);
        }
        return bin < nanBin() ? atoms[bin - firstAtomBin()] : Double.NaN;
    }

    private double firstNonAtomIn(int bin) {
        double value = edges[bin - 1];
        while (Arrays.binarySearch(atoms, value) >= 0) {
            value = Math.nextUp(value);
        }
        return value;
    }

    @Override
    public String label(int bin) {
        Objects.checkIndex(bin, size());
        if (bin == underflowBin()) {
            return "< " + edges[0];
        }
        if (bin == overflowBin()) {
            return "> " + edges[edges.length - 1];
        }
        if (bin < overflowBin()) {
            return "[" + edges[bin - 1] + ", " + edges[bin] + (bin == edges.length - 1 ? "]" : ")");
        }
        if (bin < nanBin()) {
            return "= " + atoms[bin - firstAtomBin()];
        }
        return bin == nanBin() ? "not a number" : "missing";
    }

    /**
     * Compares edges and atoms.
     *
     * @param other what to compare with
     * @return true for equal bins
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumericBins that
                && Arrays.equals(edges, that.edges)
                && Arrays.equals(atoms, that.atoms);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of edges and atoms
     */
    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(edges) + Arrays.hashCode(atoms);
    }

    /**
     * One line for messages.
     *
     * @return counts of intervals and atoms
     */
    @Override
    public String toString() {
        return intervalCount() + " intervals and " + atoms.length + " atoms";
    }
}
