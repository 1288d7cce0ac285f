package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;

/** What holds for all bins and all numbers. */
class NumericBinsProperties {

    /** Numbers that often coincide with edges, atoms and their neighbours, and some that are anywhere. */
    @Provide
    Arbitrary<Double> numbers() {
        Arbitrary<Double> near = Arbitraries.integers().between(-6, 6).map(i -> i / 2.0);
        return Arbitraries.oneOf(
                near,
                near.map(Math::nextUp),
                near.map(Math::nextDown),
                Arbitraries.doubles(),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY));
    }

    @Provide
    Arbitrary<NumericBins> bins() {
        ListArbitrary<Double> some = numbers().filter(Double::isFinite).list().ofMaxSize(12);
        return Combinators.combine(some.ofMinSize(1), some)
                .as((edges, atoms) -> NumericBins.of(set(edges), set(atoms)));
    }

    private static double[] set(List<Double> values) {
        return values.stream()
                .mapToDouble(value -> value + 0.0)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Membership by the definition, bin by bin. */
    private static boolean holds(NumericBins bins, int bin, double value) {
        for (int i = 0; i < bins.atomCount(); i++) {
            if (value == bins.atom(i)) {
                return bin == bins.firstAtomBin() + i;
            }
        }
        int last = bins.edgeCount() - 1;
        if (bin == bins.underflowBin()) {
            return value < bins.edge(0);
        }
        if (bin == bins.overflowBin()) {
            return value > bins.edge(last) || last == 0 && value == bins.edge(0);
        }
        if (bin > bins.overflowBin()) {
            return false;
        }
        return value >= bins.edge(bin - 1) && (value < bins.edge(bin) || bin == last && value == bins.edge(bin));
    }

    @Property(tries = 500)
    void everyNumberHasExactlyTheBinOfTheDefinition(@ForAll("bins") NumericBins bins, @ForAll("numbers") double value) {
        int[] holding = IntStream.range(0, bins.size())
                .filter(bin -> holds(bins, bin, value))
                .toArray();
        assertThat(holding).containsExactly(bins.binOf(value));
    }

    @Property(tries = 300)
    void representativeFallsIntoItsBin(@ForAll("bins") NumericBins bins) {
        for (int bin = 0; bin < bins.nanBin(); bin++) {
            if (canBeHit(bins, bin)) {
                assertThat(bins.binOf(bins.representative(bin))).isEqualTo(bin);
            }
        }
    }

    /** An interval of nothing but atoms holds no number. */
    private static boolean canBeHit(NumericBins bins, int bin) {
        if (bin == bins.underflowBin() || bin >= bins.overflowBin()) {
            return true;
        }
        double value = bins.edge(bin - 1);
        for (int i = 0; i <= bins.atomCount(); i++) {
            if (bins.binOf(value) == bin) {
                return true;
            }
            value = Math.nextUp(value) + 0.0;
        }
        return false;
    }

    @Property(tries = 300)
    void orderOfNumbersIsOrderOfIntervals(
            @ForAll("bins") NumericBins bins, @ForAll("numbers") double a, @ForAll("numbers") double b) {
        int low = bins.binOf(Math.min(a, b));
        int high = bins.binOf(Math.max(a, b));
        if (Math.max(low, high) <= bins.overflowBin()) {
            assertThat(low).isLessThanOrEqualTo(high);
        }
    }

    @Property(tries = 200)
    void equalBinsHaveEqualHashes(@ForAll("bins") NumericBins bins) {
        double[] edges = new double[bins.edgeCount()];
        Arrays.setAll(edges, bins::edge);
        double[] atoms = new double[bins.atomCount()];
        Arrays.setAll(atoms, bins::atom);
        NumericBins same = NumericBins.of(edges, atoms);
        assertThat(same).isEqualTo(bins).hasSameHashCodeAs(bins);
    }
}
