package org.mlops4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class PredictionIdProperties {

    @Property
    void readsBackFromItsTextForAnyBits(@ForAll long high, @ForAll long low) {
        PredictionId id = PredictionId.of(high, low);

        assertThat(PredictionId.of(id.toString())).isEqualTo(id);
    }

    @Property
    void readsBackFromItsTextForAnyText(@ForAll @StringLength(min = 1, max = 255) String text) {
        Assume.that(!text.isBlank());
        PredictionId id = PredictionId.of(text);

        assertThat(PredictionId.of(id.toString())).isEqualTo(id).hasToString(id.toString());
    }

    @Property
    void ordersAsTheUnsigned128BitNumber(
            @ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
        int expected = unsigned(high, low).compareTo(unsigned(otherHigh, otherLow));

        assertThat(Integer.signum(PredictionId.of(high, low).compareTo(PredictionId.of(otherHigh, otherLow))))
                .isEqualTo(expected);
    }

    private static BigInteger unsigned(long high, long low) {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(Long.SIZE)
                .or(new BigInteger(Long.toUnsignedString(low)));
    }
}
