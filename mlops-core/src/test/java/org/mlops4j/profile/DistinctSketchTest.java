package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctSketchTest {

    private static DistinctSketch of(LongStream values) {
        DistinctSketch.Builder builder = DistinctSketch.builder();
        values.forEach(builder::add);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 2000, 10_000, 100_000})
    void estimatesAreWithinThreeStandardErrors(int distinct) {
        int outside = 0;
        double sum = 0;
        for (int set = 0; set < 100; set++) {
            double error = of(new SplittableRandom(set).longs(distinct)).estimate() / distinct - 1;
            outside += Math.abs(error) > 3 * 0.01625 ? 1 : 0;
            sum += error;
        }
        // Flajolet et al. 2007: standard error 1.04 / sqrt(m), about normal. P(Binomial(100, 0.0027) > 3) = 1.5e-4
        assertThat(outside).isLessThanOrEqualTo(3);
        // The mean of 100 is within 4 of its standard errors but with probability 6e-5.
        assertThat(sum / 100).isCloseTo(0, within(4 * 0.01625 / 10));
    }

    @Test
    void fewDistinctValuesAreCountedExactly() {
        DistinctSketch sketch = of(LongStream.range(0, 10_000).map(i -> i % 128));
        assertThat(sketch.isExact()).isTrue();
        assertThat(sketch.estimate()).isEqualTo(128);
        assertThat(sketch.relativeError()).isZero();
    }

    @Test
    void oneMoreThanTheLimitIsEstimated() {
        DistinctSketch sketch = of(LongStream.range(0, 129));
        assertThat(sketch.isExact()).isFalse();
        assertThat(sketch.estimate()).isCloseTo(129, within(3 * 0.01625 * 129));
    }

    @Test
    void nothingHasNoValues() {
        assertThat(DistinctSketch.EMPTY.estimate()).isZero();
        assertThat(DistinctSketch.EMPTY.withoutHashes().estimate()).isZero();
    }

    @Test
    void bothZerosAreOneValueAndSoAreAllNan() {
        double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
        DistinctSketch sketch = DistinctSketch.builder()
                .add(0.0)
                .add(-0.0)
                .add(Double.NaN)
                .add(otherNan)
                .build();
        assertThat(sketch.estimate()).isEqualTo(2);
    }

    @Test
    void integersBeyondDoublesAreToldApart() {
        DistinctSketch sketch = of(LongStream.range(0, 100).map(i -> (1L << 60) + i));
        assertThat(sketch.estimate()).isEqualTo(100);
    }

    @Test
    void textsOfAnyContentAreCounted() {
        DistinctSketch sketch = DistinctSketch.builder()
                .add("")
                .add("a")
                .add("A")
                .add("\uD800")
                .add("a")
                .build();
        assertThat(sketch.estimate()).isEqualTo(4);
    }

    @Test
    void forgettingHashesKeepsTheCount() {
        DistinctSketch sketch = of(LongStream.range(0, 100));
        assertThat(sketch.withoutHashes().hashes()).isEmpty();
        assertThat(sketch.withoutHashes().estimate()).isCloseTo(100, within(3 * 0.01625 * 100));
    }

    @Test
    void exactAndFoldedSketchesMerge() {
        DistinctSketch folded = of(LongStream.range(0, 5000));
        DistinctSketch exact = of(LongStream.range(4950, 5050));
        assertThat(folded.merge(exact)).isEqualTo(of(LongStream.range(0, 5050)));
        assertThat(exact.merge(folded)).isEqualTo(of(LongStream.range(0, 5050)));
    }

    @Test
    void stateIsReadBack() {
        DistinctSketch exact = of(LongStream.range(0, 100));
        DistinctSketch folded = of(LongStream.range(0, 1000));
        assertThat(DistinctSketch.ofHashes(exact.hashes())).isEqualTo(exact);
        assertThat(DistinctSketch.ofRegisters(folded.registers())).isEqualTo(folded);
    }

    @Test
    void stateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> DistinctSketch.ofHashes(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DistinctSketch.ofRegisters(new byte[12])).hasMessageContaining("must be 4096");
        byte[] registers = new byte[DistinctSketch.REGISTERS];
        registers[7] = 54;
        assertThatThrownBy(() -> DistinctSketch.ofRegisters(registers)).hasMessageContaining("54");
    }
}
