package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSketchTest {

    private static QuantileSketch sketch(int k, double... values) {
        QuantileSketch.Builder builder = QuantileSketch.builder(k, 0);
        Arrays.stream(values).forEach(builder::add);
        return builder.build();
    }

    /** 0 to n - 1 in random order, so that exactly x + 1 numbers are at most x. */
    private static double[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = IntStream.range(0, n).asDoubleStream().toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
        return values;
    }

    private static double rankErrorAt(QuantileSketch sketch, int x) {
        return Math.abs(sketch.countAtMost(x) - (x + 1)) / (double) sketch.count();
    }

    private static int notWithinBound(int k, int streams, int n) {
        int outside = 0;
        for (int stream = 0; stream < streams; stream++) {
            QuantileSketch sketch = sketch(k, shuffled(n, stream));
            int x = (int) ((1 + stream % 9) / 10.0 * n); // one decile a stream, each as often
            outside += rankErrorAt(sketch, x) > sketch.rankError() ? 1 : 0;
        }
        return outside;
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 200, 1024})
    void rankErrorIsWithinThePublishedBoundOnAThousandStreams(int k) {
        // 2.296 / k^0.9021 holds for one rank with probability 0.99 (Apache DataSketches, KllSketch). If it did by no
        // more than that, more than 25 of 1,000 would be outside with probability 1.4e-5: Binomial(1000, 0.01).
        assertThat(notWithinBound(k, 1000, 12_000)).isLessThanOrEqualTo(25);
    }

    @Test
    void rankErrorOfMergedPartsIsWithinTheBoundToo() {
        int outside = 0;
        for (int stream = 0; stream < 200; stream++) {
            double[] values = shuffled(8000, 5000 + stream);
            QuantileSketch merged = QuantileSketch.empty();
            for (int part = 0; part < 16; part++) {
                merged = merged.merge(sketch(200, Arrays.copyOfRange(values, part * 500, (part + 1) * 500)));
            }
            assertThat(merged.count()).isEqualTo(8000);
            outside += rankErrorAt(merged, 800 * (1 + stream % 9)) > merged.rankError() ? 1 : 0;
        }
        // P(Binomial(200, 0.01) > 10) = 7e-6
        assertThat(outside).isLessThanOrEqualTo(10);
    }

    @Test
    void partsWithTheSameSeedDoNotErrInTheSameDirection() {
        // 400 sorted parts of other values: were all coins alike, errors of single parts would add up.
        QuantileSketch merged = QuantileSketch.empty();
        for (int part = 0; part < 400; part++) {
            int shift = part;
            merged = merged.merge(sketch(
                    64,
                    IntStream.range(0, 500).mapToDouble(i -> i * 400 + shift).toArray()));
        }
        QuantileSketch all = merged;
        // Any one of the nine is outside with probability 0.01 at most; all nine are tested at twice the bound.
        assertThat(IntStream.range(1, 10).mapToDouble(i -> rankErrorAt(all, i * 20_000)))
                .allSatisfy(error -> assertThat(error).isLessThan(2 * all.rankError()));
    }

    @Test
    void fewNumbersAreAllKept() {
        QuantileSketch sketch = sketch(1024, shuffled(1000, 1));
        assertThat(sketch.rankError()).isZero();
        assertThat(IntStream.range(0, 1000))
                .allSatisfy(x -> assertThat(rankErrorAt(sketch, x)).isZero());
    }

    @Test
    void quantilesOfFewNumbersAreTheirOrderStatistics() {
        // Inverse of the empirical distribution, type 1 of Hyndman and Fan: R quantile(c(1, 2, 3, 4), p, type = 1)
        QuantileSketch sketch = sketch(8, 3, 1, 4, 2);
        assertThat(DoubleStream.of(0, 0.25, 0.26, 0.5, 0.75, 0.99, 1).map(sketch::quantile))
                .containsExactly(1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0);
    }

    @Test
    void smallestAndLargestAreExact() {
        QuantileSketch sketch = sketch(8, shuffled(100_000, 2));
        assertThat(sketch.min()).isZero();
        assertThat(sketch.max()).isEqualTo(99_999);
        assertThat(sketch.quantile(1)).isEqualTo(99_999);
    }

    @Test
    void countIsExact() {
        QuantileSketch sketch = sketch(8, shuffled(12_345, 3));
        assertThat(sketch.count()).isEqualTo(12_345);
        assertThat(sketch.countAtMost(Double.POSITIVE_INFINITY)).isEqualTo(12_345);
        assertThat(sketch.countBelow(0)).isZero();
    }

    @Test
    void sizeDoesNotGrowWithTheCount() {
        int kept = Arrays.stream(sketch(1024, shuffled(1_000_000, 4)).levels())
                .mapToInt(level -> level.length)
                .sum();
        // The geometric series of capacities is below 3 k, and 8 on each of the lowest levels.
        assertThat(kept).isLessThan(3 * 1024 + 100);
    }

    @Test
    void sameNumbersGiveTheSameSketch() {
        assertThat(sketch(64, shuffled(10_000, 5))).isEqualTo(sketch(64, shuffled(10_000, 5)));
    }

    @Test
    void anotherSeedDrawsOtherCoins() {
        QuantileSketch.Builder other = QuantileSketch.builder(64, 1);
        Arrays.stream(shuffled(10_000, 5)).forEach(other::add);
        double[][] levels = sketch(64, shuffled(10_000, 5)).levels();
        assertThat(Arrays.deepEquals(other.build().levels(), levels)).isFalse();
    }

    @Test
    void takingASketchOnTheWayChangesNothing() {
        QuantileSketch.Builder builder = QuantileSketch.builder(64, 0);
        for (double value : shuffled(10_000, 6)) {
            builder.add(value);
            if (value % 1000 == 0) {
                builder.build();
            }
        }
        assertThat(builder.build()).isEqualTo(sketch(64, shuffled(10_000, 6)));
    }

    @Test
    void mergingWithNothingChangesNothing() {
        QuantileSketch sketch = sketch(64, shuffled(1000, 7));
        assertThat(sketch.merge(QuantileSketch.empty())).isEqualTo(sketch);
        assertThat(QuantileSketch.empty().merge(sketch)).isEqualTo(sketch);
    }

    @Test
    void sketchesOfTwoSizesMergeToTheSmaller() {
        QuantileSketch merged = sketch(1024, shuffled(5000, 8)).merge(sketch(64, shuffled(5000, 9)));
        assertThat(merged.k()).isEqualTo(64);
        assertThat(merged.rankError()).isCloseTo(2.296 / Math.pow(64, 0.9021), within(1e-12));
    }

    @Test
    void numberThatStandsForSeveralCountsAsSeveral() {
        QuantileSketch sketch =
                QuantileSketch.builder(1024, 0).add(1, 70).add(2, 25).add(3, 5).build();
        assertThat(sketch.count()).isEqualTo(100);
        assertThat(sketch.countAtMost(1)).isEqualTo(70);
        assertThat(sketch.countAtMost(2.5)).isEqualTo(95);
    }

    @Test
    void atomsAreTheValuesWithAShareOfTheirOwn() {
        double[] values = shuffled(10_000, 10);
        Arrays.fill(values, 0, 3000, -1);
        Arrays.fill(values, 3000, 3050, -2);
        assertThat(sketch(1024, values).atoms(0.01)).containsExactly(-1);
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(sketch(8, -0.0, 0.0).atoms(0.5)).containsExactly(0.0);
    }

    @Test
    void nothingHasNoQuantiles() {
        assertThat(QuantileSketch.empty().quantile(0.5)).isNaN();
        assertThat(QuantileSketch.empty().min()).isNaN();
        assertThat(QuantileSketch.empty().countAtMost(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersMustBeFinite(double value) {
        assertThatThrownBy(() -> QuantileSketch.builder(8, 0).add(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value must be finite but was " + value);
    }

    @Test
    void stateIsReadBack() {
        QuantileSketch sketch = sketch(64, shuffled(10_000, 11));
        assertThat(QuantileSketch.of(
                        sketch.k(), sketch.seed(), sketch.draws(), sketch.min(), sketch.max(), sketch.levels()))
                .isEqualTo(sketch);
    }

    @Test
    void stateThatIsNoneIsRefused() {
        double[][] falling = {{2, 1}};
        assertThatThrownBy(() -> QuantileSketch.of(8, 0, 0, 1, 2, falling))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascend");
        double[][] outside = {{1, 3}};
        assertThatThrownBy(() -> QuantileSketch.of(8, 0, 0, 1, 2, outside)).hasMessageContaining("min to max");
        double[][] nan = {{Double.NaN}};
        assertThatThrownBy(() -> QuantileSketch.of(8, 0, 0, 1, 2, nan)).hasMessageContaining("finite");
        double[][] one = {{1}};
        assertThatThrownBy(() -> QuantileSketch.of(8, 0, 0, Double.NaN, 1, one))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
