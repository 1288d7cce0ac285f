package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Expected bins by the definition in the Javadoc of {@link NumericBins}. */
class NumericBinsTest {

    /** Underflow 0, [1, 2) 1, [2, 4) 2, [4, 8] 3, overflow 4, atoms 2 and 5 in 5 and 6, NaN 7, missing 8. */
    private static final NumericBins BINS = NumericBins.of(new double[] {1, 2, 4, 8}, new double[] {2, 5});

    private static int bin(double value) {
        return BINS.binOf(value);
    }

    @Test
    void intervalsHoldTheirLowerEdge() {
        assertThat(bin(1)).isEqualTo(1);
        assertThat(bin(4)).isEqualTo(3);
    }

    @Test
    void intervalsDoNotHoldTheirUpperEdge() {
        assertThat(bin(Math.nextDown(2.0))).isEqualTo(1);
        assertThat(bin(Math.nextDown(4.0))).isEqualTo(2);
    }

    @Test
    void lastIntervalHoldsItsUpperEdge() {
        assertThat(bin(8)).isEqualTo(3);
    }

    @Test
    void atomsAreCountedNowhereElse() {
        assertThat(bin(2)).isEqualTo(5);
        assertThat(bin(5)).isEqualTo(6);
    }

    @Test
    void neighboursOfAnAtomAreNoAtoms() {
        assertThat(bin(Math.nextUp(2.0))).isEqualTo(2);
        assertThat(bin(Math.nextDown(5.0))).isEqualTo(3);
        assertThat(bin(Math.nextUp(5.0))).isEqualTo(3);
    }

    @Test
    void belowTheFirstEdgeIsUnderflow() {
        assertThat(bin(Math.nextDown(1.0))).isZero();
        assertThat(bin(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void aboveTheLastEdgeIsOverflow() {
        assertThat(bin(Math.nextUp(8.0))).isEqualTo(4);
        assertThat(bin(Double.POSITIVE_INFINITY)).isEqualTo(4);
    }

    @Test
    void nanHasItsOwnBin() {
        assertThat(bin(Double.NaN)).isEqualTo(BINS.nanBin()).isEqualTo(7);
    }

    @Test
    void missingValuesHaveTheLastBin() {
        assertThat(BINS.nullBin()).isEqualTo(8);
        assertThat(BINS.size()).isEqualTo(9);
    }

    @Test
    void negativeZeroIsZero() {
        NumericBins bins = NumericBins.of(new double[] {-1, -0.0, 1}, new double[] {-0.0});
        assertThat(bins.binOf(-0.0)).isEqualTo(bins.binOf(0.0)).isEqualTo(bins.firstAtomBin());
        assertThat(bins).isEqualTo(NumericBins.of(new double[] {-1, 0, 1}, new double[] {0}));
    }

    @Test
    void smallestNumbersBesideZeroAreNotZero() {
        NumericBins bins = NumericBins.of(new double[] {-1, 0, 1}, new double[] {-Double.MIN_VALUE, 0});
        assertThat(bins.binOf(-Double.MIN_VALUE)).isEqualTo(bins.firstAtomBin());
        assertThat(bins.binOf(-0.0)).isEqualTo(bins.firstAtomBin() + 1);
        assertThat(bins.binOf(Double.MIN_VALUE)).isEqualTo(2);
    }

    @Test
    void largestNumberMayBeAnEdge() {
        NumericBins bins = NumericBins.of(new double[] {0, Double.MAX_VALUE}, new double[0]);
        assertThat(bins.binOf(Double.MAX_VALUE)).isEqualTo(1);
        assertThat(bins.binOf(Double.POSITIVE_INFINITY)).isEqualTo(bins.overflowBin());
    }

    @Test
    void atomsMayLieOutsideTheEdges() {
        NumericBins bins = NumericBins.of(new double[] {0, 1}, new double[] {-5, 9});
        assertThat(bins.binOf(-5)).isEqualTo(bins.firstAtomBin());
        assertThat(bins.binOf(-4)).isEqualTo(bins.underflowBin());
        assertThat(bins.binOf(9)).isEqualTo(bins.firstAtomBin() + 1);
        assertThat(bins.binOf(8)).isEqualTo(bins.overflowBin());
    }

    @Test
    void singleEdgeBelongsToOverflow() {
        NumericBins bins = NumericBins.of(new double[] {3}, new double[0]);
        assertThat(bins.binOf(3)).isEqualTo(bins.overflowBin());
        assertThat(bins.label(bins.overflowBin())).isEqualTo(">= 3.0");
    }

    @Test
    void singleEdgeThatIsAnAtomIsTheAtom() {
        NumericBins bins = NumericBins.of(new double[] {3}, new double[] {3});
        assertThat(bins.binOf(3)).isEqualTo(bins.firstAtomBin());
        assertThat(bins.label(bins.overflowBin())).isEqualTo("> 3.0");
    }

    @Test
    void representativeStandsForItsBin() {
        for (int bin = 0; bin < BINS.nanBin(); bin++) {
            assertThat(BINS.binOf(BINS.representative(bin))).isEqualTo(bin);
        }
        assertThat(BINS.representative(BINS.nanBin())).isNaN();
    }

    @Test
    void labelsSayWhatABinHolds() {
        assertThat(BINS.label(0)).isEqualTo("< 1.0");
        assertThat(BINS.label(1)).isEqualTo("[1.0, 2.0)");
        assertThat(BINS.label(3)).isEqualTo("[4.0, 8.0]");
        assertThat(BINS.label(4)).isEqualTo("> 8.0");
        assertThat(BINS.label(5)).isEqualTo("= 2.0");
        assertThat(BINS.label(7)).isEqualTo("not a number");
        assertThat(BINS.label(8)).isEqualTo("missing");
    }

    @Test
    void labelOfNoBinIsRefused() {
        assertThatThrownBy(() -> BINS.label(9)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void edgesMustBeThere() {
        assertThatThrownBy(() -> NumericBins.of(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("edges");
    }

    @Test
    void edgesMustAscend() {
        assertThatThrownBy(() -> NumericBins.of(new double[] {1, 1}, new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strictly ascending");
        assertThatThrownBy(() -> NumericBins.of(new double[] {0, -0.0}, new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atomsMustBeFinite() {
        assertThatThrownBy(() -> NumericBins.of(new double[] {1}, new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atoms");
    }

    @Test
    void givenArraysAreCopied() {
        double[] edges = {1, 2};
        NumericBins bins = NumericBins.of(edges, new double[0]);
        edges[0] = 7;
        assertThat(bins.edge(0)).isEqualTo(1);
    }
}
