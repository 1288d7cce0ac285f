package org.mlops4j.core.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's stable sort. */
class RadixOrderTest {

    private static int[] sorted(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                // Adding 0.0 makes 0.0 of -0.0, which Double.compare would tell apart.
                .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
                .mapToInt(i -> i)
                .toArray();
    }

    @Test
    void sortsEveryKindOfNumber() {
        double[] values = {
            1,
            -1,
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1e-300,
            0.3,
            0.30000000000000004,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.0,
            1
        };

        assertThat(RadixOrder.of(values)).containsExactly(sorted(values));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 4095, 4096, 20_000})
    void sortsAnyNumberOfThem(int n) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(11L);
        double[] values = random.doubles(n, -3, 3).toArray();
        // Rounded ones tie.
        Arrays.setAll(values, i -> i % 2 == 0 ? values[i] : Math.rint(values[i] * 10) / 10);

        assertThat(RadixOrder.of(values)).containsExactly(sorted(values));
    }

    @Test
    void keepsTheOrderOfEqualValues() {
        assertThat(RadixOrder.of(new double[5000]))
                .containsExactly(IntStream.range(0, 5000).toArray());
    }
}
