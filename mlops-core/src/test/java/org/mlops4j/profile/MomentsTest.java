package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand: of 1, 2, 3 and 10 the mean is 4 and the squared distances 9, 4, 1, 36 add up to 50. */
class MomentsTest {

    private static final Moments FIRST = new Moments(3, 2, 2, 1, 3);
    private static final Moments LAST = new Moments(1, 10, 0, 10, 10);

    @Test
    void mergedMomentsAreThoseOfAllNumbers() {
        assertThat(FIRST.merge(LAST)).isEqualTo(new Moments(4, 4, 50, 1, 10));
    }

    @Test
    void orderOfMergingDoesNotMatter() {
        assertThat(LAST.merge(FIRST)).isEqualTo(FIRST.merge(LAST));
    }

    @Test
    void momentsOfNothingChangeNothing() {
        assertThat(FIRST.merge(Moments.EMPTY)).isEqualTo(FIRST);
        assertThat(Moments.EMPTY.merge(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void standardDeviationIsTheUnbiasedOne() {
        assertThat(FIRST.merge(LAST).standardDeviation()).isCloseTo(Math.sqrt(50 / 3.0), within(1e-15));
        assertThat(LAST.standardDeviation()).isNaN();
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(new Moments(1, -0.0, 0, -0.0, -0.0)).isEqualTo(new Moments(1, 0, 0, 0, 0));
    }
}
