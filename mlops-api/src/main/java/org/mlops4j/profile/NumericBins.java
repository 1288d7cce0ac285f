package org.mlops4j.profile;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Bins of numbers. With edges {@code e0 < e1 < … < em} and atoms {@code a1 < … < ak}, in this order:
 *
 * <ol>
 *   <li>underflow: {@code x < e0}
 *   <li>m intervals: {@code [e(i-1), e(i))}, the last one closed: {@code [e(m-1), em]}
 *   <li>overflow: {@code x > em}; with a single edge, which encloses no interval, {@code x >= e0}
 *   <li>k atoms: {@code x == a}; a value that is an atom is counted there and nowhere else
 *   <li>not a number
 *   <li>missing
 * </ol>
 *
 * <p>Negative zero counts as zero; infinities lie below or above all edges. Every number has exactly one bin, found by
 * one search without unpredictable branches.
 *
 * @since 0.1.0
 */
public final class NumericBins implements Bins {

    private final double[] edges;
    private final double[] atoms;
    /** Where the bin changes: the first number of each stretch that lies in one bin. */
    private final double[] starts;
    /** The bin of numbers with exactly i starts at or below them. */
    private final int[] binAfter;

    private NumericBins(double[] edges, double[] atoms) {
        this.edges = edges;
        this.atoms = atoms;
        this.starts = starts(edges, atoms);
        this.binAfter = new int[starts.length + 1];
        for (int i = 0; i < starts.length; i++) {
            binAfter[i + 1] = classify(starts[i]);
        }
    }

    private static double[] starts(double[] edges, double[] atoms) {
        int last = edges.length - 1;
        DoubleStream fromEdges = Arrays.stream(edges, 0, last);
        double overflow = last == 0 ? edges[0] : Math.nextUp(edges[last]);
        DoubleStream fromAtoms = Arrays.stream(atoms).flatMap(atom -> DoubleStream.of(atom, Math.nextUp(atom)));
        return DoubleStream.concat(DoubleStream.concat(fromEdges, DoubleStream.of(overflow)), fromAtoms)
                .map(start -> start + 0.0) // -0.0, which follows the largest negative number, becomes 0.0
                .sorted()
                .distinct()
                .toArray();
    }

    /** The bin of a number by the definition. */
    private int classify(double value) {
        int atom = Arrays.binarySearch(atoms, value);
        if (atom >= 0) {
            return firstAtomBin() + atom;
        }
        int last = edges.length - 1;
        return last > 0 && value == edges[last] ? last : notAbove(edges, value);
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
        return Double.isNaN(value) ? nanBin() : binAfter[notAbove(starts, value)];
    }

    /** How many of the ascending numbers are at most the value: a search by halving that the processor need not guess. */
    private static int notAbove(double[] ascending, double value) {
        int base = 0;
        int length = ascending.length;
        while (length > 1) {
            int half = length >>> 1;
            base = ascending[base + half - 1] <= value ? base + half : base;
            length -= half;
        }
        return base + (ascending[base] <= value ? 1 : 0);
    }

    /**
     * A number that stands for a bin and falls into it: the lower edge of an interval or, where that is an atom, the
     * smallest number above that is none; an atom itself. An interval that holds nothing but atoms has no such number.
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
            value = Math.nextUp(value) + 0.0;
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
            return (binOf(edges[edges.length - 1]) == bin ? ">= " : "> ") + edges[edges.length - 1];
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
