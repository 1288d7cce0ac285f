package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.profile.NumericBins;

/** By hand, from the definition of {@link NumericBins}. */
class OrderedCellsTest {

    private static List<String> labels(double[] edges, double... atoms) {
        OrderedCells cells = OrderedCells.of(NumericBins.of(edges, atoms));
        return IntStream.range(0, cells.size())
                .mapToObj(cell -> cells.label(cell, cell + 1))
                .toList();
    }

    @Test
    void atomsStandBeforeTheIntervalTheyBegin() {
        assertThat(labels(new double[] {0, 1, 2}, 0, 1, 2))
                .containsExactly("< 0", "= 0", "(0, 1)", "= 1", "(1, 2)", "= 2", "> 2");
    }

    @Test
    void atomsInsideAnIntervalStandBehindIt() {
        assertThat(labels(new double[] {0, 1, 2}, 0.5)).containsExactly("< 0", "[0, 1)", "= 0.5", "[1, 2]", "> 2");
    }

    @Test
    void atomsOutsideTheEdgesStandOutside() {
        assertThat(labels(new double[] {0, 1}, -5, 7)).containsExactly("< 0", "= -5", "[0, 1]", "= 7", "> 1");
    }

    @Test
    void constantHasNumbersBelowAndAboveIt() {
        assertThat(labels(new double[] {5}, 5)).containsExactly("< 5", "= 5", "> 5");
    }

    @Test
    void singleEdgeWithoutAtomBelongsToTheNumbersAbove() {
        assertThat(labels(new double[] {0})).containsExactly("< 0", ">= 0");
    }

    @Test
    void neighbouringCellsHaveOneLabel() {
        OrderedCells cells = OrderedCells.of(NumericBins.of(new double[] {0, 1, 2, 3}, new double[] {1}));
        assertThat(cells.label(0, 2)).isEqualTo("< 1");
        assertThat(cells.label(0, 3)).isEqualTo("<= 1");
        assertThat(cells.label(1, 4)).isEqualTo("[0, 2)");
        assertThat(cells.label(3, 5)).isEqualTo("(1, 3]");
        assertThat(cells.label(4, 6)).isEqualTo(">= 2");
        assertThat(cells.label(0, cells.size())).isEqualTo("all numbers");
    }

    @Test
    void numbersAreShownAsAPersonWritesThem() {
        assertThat(List.of(
                        Figures.value(1234567.891),
                        Figures.value(0.000123456),
                        Figures.value(20),
                        Figures.value(-0.0),
                        Figures.value(6.02214e23),
                        Figures.value(1.6e-19),
                        Figures.share(0.123456)))
                .containsExactly("1235000", "0.0001235", "20", "0", "6.022E+23", "1.6E-19", "0.123");
    }
}
