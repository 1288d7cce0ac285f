package org.mlops4j.core.stats.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;

/** Expected values by scipy.stats.ncx2; see README.md beside the file. */
class NoncentralChiSquaredTest {

    /** Up to here tails are summed; beyond they are approximated. */
    private static final double SUMMED = 1e5;

    private static List<JsonObject> rows(Predicate<JsonObject> chosen) throws IOException {
        try (InputStream in = NoncentralChiSquaredTest.class.getResourceAsStream("noncentral_chi_squared.json")) {
            return Json.parseObject("golden", Objects.requireNonNull(in).readAllBytes()).objects("rows").stream()
                    .filter(chosen)
                    .toList();
        }
    }

    private static List<JsonObject> summed() throws IOException {
        return rows(row -> row.number("noncentrality") <= SUMMED);
    }

    @Test
    void survivalIsThatOfScipy() throws IOException {
        assertThat(summed())
                .hasSize(210)
                .allSatisfy(row -> assertThat(Distributions.noncentralChiSquaredSurvival(
                                row.number("x"), row.number("df"), row.number("noncentrality")))
                        .isCloseTo(row.number("survival"), within(1e-9 * row.number("survival"))));
    }

    @Test
    void cdfIsThatOfScipy() throws IOException {
        assertThat(summed())
                .allSatisfy(row -> assertThat(Distributions.noncentralChiSquaredCdf(
                                row.number("x"), row.number("df"), row.number("noncentrality")))
                        .isCloseTo(row.number("cdf"), within(1e-9 * row.number("cdf"))));
    }

    @Test
    void upperQuantileIsThatOfScipy() throws IOException {
        assertThat(summed())
                .allSatisfy(row -> assertThat(Distributions.noncentralChiSquaredUpperQuantile(
                                row.number("survival"), row.number("df"), row.number("noncentrality")))
                        .isCloseTo(row.number("x"), within(1e-8 * row.number("x"))));
    }

    @Test
    void noncentralityIsFoundFromItsQuantile() throws IOException {
        List<JsonObject> inside = rows(row ->
                row.number("noncentrality") <= SUMMED && row.number("noncentrality") >= 5 && row.number("cdf") < 0.99);
        assertThat(inside)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(
                                Distributions.noncentralityFor(row.number("x"), row.number("df"), row.number("cdf")))
                        .isCloseTo(row.number("noncentrality"), within(1e-6 * row.number("noncentrality"))));
    }

    @Test
    void approximationForLargeNoncentralityIsCloseInQuantiles() throws IOException {
        List<JsonObject> large = rows(row -> row.number("noncentrality") > SUMMED);
        assertThat(large)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(Distributions.noncentralChiSquaredUpperQuantile(
                                row.number("survival"), row.number("df"), row.number("noncentrality")))
                        .isCloseTo(row.number("x"), within(1e-6 * row.number("x"))));
    }

    @Test
    void approximationForLargeNoncentralityIsCloseInTails() throws IOException {
        List<JsonObject> large = rows(row -> row.number("noncentrality") > SUMMED);
        assertThat(large)
                .allSatisfy(row -> assertThat(Distributions.noncentralChiSquaredSurvival(
                                row.number("x"), row.number("df"), row.number("noncentrality")))
                        .isCloseTo(row.number("survival"), within(1e-3 * row.number("survival"))));
    }

    @Test
    void withoutNoncentralityItIsTheCentralOne() {
        // scipy.stats.chi2.isf(0.01, 9)
        assertThat(Distributions.noncentralChiSquaredUpperQuantile(0.01, 9, 0))
                .isCloseTo(21.665994333461924, within(1e-9));
    }

    @Test
    void noncentralityOfAnUnremarkableValueIsZero() {
        // scipy.stats.chi2.cdf(4, 9) = 0.0886 is below 0.9
        assertThat(Distributions.noncentralityFor(4, 9, 0.9)).isZero();
    }

    @Test
    void tailsAddUpToOne() {
        for (double x : new double[] {0.5, 10, 60, 700}) {
            assertThat(Distributions.noncentralChiSquaredSurvival(x, 4, 55)
                            + Distributions.noncentralChiSquaredCdf(x, 4, 55))
                    .isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void nothingLiesBelowZero() {
        assertThat(Distributions.noncentralChiSquaredSurvival(0, 3, 7)).isEqualTo(1);
        assertThat(Distributions.noncentralChiSquaredCdf(-1, 3, 7)).isZero();
    }

    @Test
    void farTailsVanishWithoutBecomingNegative() {
        assertThat(Distributions.noncentralChiSquaredSurvival(1e6, 9, 50)).isBetween(0.0, 1e-300);
        assertThat(Distributions.noncentralChiSquaredCdf(1e-3, 9, 5e4)).isBetween(0.0, 1e-300);
    }
}
