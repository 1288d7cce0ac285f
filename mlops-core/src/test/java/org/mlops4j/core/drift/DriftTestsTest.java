package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Verdict;
import org.mlops4j.data.DataType;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;

class DriftTestsTest {

    private static final ColumnProfile BEFORE = Samples.counted(600, 400);
    private static final ColumnProfile NOW = Samples.counted(500, 500);

    @Test
    void builtInTestsComeFirstThenForeignOnes() {
        assertThat(DriftTests.all())
                .extracting(DriftTest::id)
                .containsExactly("psi", "jensen_shannon", "ks", "chi_square", "missing_share");
    }

    @Test
    void testsAreFoundById() {
        assertThat(DriftTests.byId("psi")).isEqualTo(DriftTests.psi());
        assertThat(DriftTests.byId("missing_share")).isInstanceOf(MissingShare.class);
    }

    @Test
    void unknownIdIsRefusedWithThoseKnown() {
        assertThatThrownBy(() -> DriftTests.byId("tarot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("psi");
    }

    @Test
    void defaultTolerancesAreEquivalent() {
        assertThat(DriftTests.psi().tolerance()).isEqualTo(0.1);
        assertThat(DriftTests.jensenShannonDistance().tolerance()).isCloseTo(0.1118, within(5e-5));
        assertThat(DriftTests.chiSquare().tolerance()).isCloseTo(0.3162, within(5e-5));
        assertThat(DriftTests.kolmogorovSmirnov().tolerance()).isEqualTo(0.05);
    }

    @Test
    void toleranceMakesAnotherTest() {
        BinnedDriftTest psi = DriftTests.psi();
        assertThat(psi.tolerance(0.3))
                .isNotEqualTo(psi)
                .isEqualTo(DriftTests.psi().tolerance(0.3));
        assertThat(psi.tolerance()).isEqualTo(0.1);
    }

    @Test
    void toleranceMustNotBeNegative() {
        assertThatThrownBy(() -> DriftTests.psi().tolerance(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tolerance of psi must be finite and >= 0 but was -0.1");
        assertThatThrownBy(() -> DriftTests.psi().tolerance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void alphaMustBeAProbability() {
        assertThatThrownBy(() -> DriftTests.psi().test(BEFORE, NOW, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha");
    }

    @Test
    void kolmogorovSmirnovIsForNumbersOnly() {
        assertThat(DriftTests.kolmogorovSmirnov().supports(DataType.BOOLEAN)).isTrue();
        assertThat(DriftTests.kolmogorovSmirnov().supports(DataType.STRING)).isFalse();
        assertThat(DriftTests.psi().supports(DataType.STRING)).isTrue();
        assertThat(DriftTests.psi().supports(DataType.INSTANT)).isFalse();
        assertThat(DriftTests.psi().supports(DataType.vector(3))).isFalse();
    }

    @Test
    void resultCarriesWhatDecidedIt() {
        DriftTestResult result = DriftTests.psi().test(BEFORE, NOW, 0.01);
        assertThat(result.test()).isEqualTo("psi");
        assertThat(result.tolerance()).isEqualTo(0.1);
        assertThat(result.referenceRows()).isEqualTo(1000);
        assertThat(result.currentRows()).isEqualTo(1000);
        assertThat(result.measurement().details()).containsKeys("groups", "expected_by_sampling", "moved");
    }

    /** FAIL says the same three ways: statistic above threshold, lower bound above tolerance, p below alpha. */
    @Test
    void thresholdIntervalAndPValueAgree() {
        for (long moved = 400; moved <= 900; moved += 5) {
            ColumnProfile current = Samples.counted(1000 - moved, moved);
            for (DriftTest test : DriftTests.all()) {
                if (test.supports(DataType.CATEGORY) && test instanceof BinnedDriftTest) {
                    DriftTestResult result = test.test(BEFORE, current, 0.01);
                    boolean failed = result.verdict() == Verdict.FAIL;
                    assertThat(result.measurement().estimate().value() > result.threshold())
                            .isEqualTo(failed);
                    assertThat(result.measurement().pValue().orElseThrow() < 0.01)
                            .isEqualTo(failed);
                    assertThat(result.measurement()
                                            .estimate()
                                            .interval()
                                            .orElseThrow()
                                            .low()
                                    > result.tolerance())
                            .isEqualTo(failed);
                }
            }
        }
    }

    @Test
    void thresholdFallsTowardsTheToleranceAsRowsAreAdded() {
        double before = Double.POSITIVE_INFINITY;
        for (long n = 100; n <= 100_000_000; n *= 10) {
            ColumnProfile column = Samples.counted(6 * n / 10, 4 * n / 10);
            double threshold = DriftTests.psi().test(column, column, 0.01).threshold();
            assertThat(threshold).isLessThan(before).isGreaterThan(0.1);
            before = threshold;
        }
        assertThat(before).isCloseTo(0.1, within(0.001));
    }

    /** By hand: tolerance 0.05 + sqrt(-ln(0.005) / 2) * sqrt(2 / 1000) = 0.05 + 1.62762 * 0.0447214. */
    @Test
    void thresholdOfKolmogorovSmirnovIsTheDkwBound() {
        ColumnProfile numbers = Samples.reference(
                        Samples.numbers(new SplittableRandom(1).doubles(1000).toArray()))
                .columns()
                .get(0);
        assertThat(DriftTests.kolmogorovSmirnov().test(numbers, numbers, 0.01).threshold())
                .isCloseTo(0.1227891, within(1e-6));
    }
}
