package org.mlops4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionIdTest {

    /** The example of a UUID version 7 in RFC 9562, appendix A.6. */
    private static final String RFC_UUID_7 = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

    @Test
    void aUuidStandsForItsBits() {
        PredictionId id = PredictionId.of(RFC_UUID_7);

        assertThat(id).isEqualTo(PredictionId.of(0x017F22E279B07CC3L, 0x98C4DC0C0C07398FL));
        assertThat(id).hasToString(RFC_UUID_7);
    }

    @Test
    void aUuidInUpperCaseIsTheSame() {
        assertThat(PredictionId.of(RFC_UUID_7.toUpperCase(Locale.ROOT)))
                .isEqualTo(PredictionId.of(RFC_UUID_7))
                .hasSameHashCodeAs(PredictionId.of(RFC_UUID_7));
    }

    @Test
    void anOwnTextIsKept() {
        assertThat(PredictionId.of("order-17")).hasToString("order-17");
    }

    /** SHA-256 of "abc" begins ba7816bf8f01cfea 414140de5dae2223 (FIPS 180-4); version 8 and the variant are set in it. */
    @Test
    void anOwnTextIsHashedAndMarkedAsVersionEight() {
        PredictionId id = PredictionId.of("abc");

        assertThat(id).isEqualTo(PredictionId.of(0xba7816bf8f018feaL, 0x814140de5dae2223L));
        assertThat(new UUID(id.high(), id.low()).version()).isEqualTo(8);
        assertThat(new UUID(id.high(), id.low()).variant()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "017f22e279b07cc398c4dc0c0c07398f",
                "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
                "17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                "017f22e-279b0-7cc3-98c4-dc0c0c07398f",
                "０17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                "00000017-22e2-79b0-7cc-398c4dc0c0c07"
            })
    void whatOnlyLooksLikeAUuidIsATextOfItsOwn(String text) {
        assertThat(PredictionId.of(text)).hasToString(text);
    }

    @Test
    void equalityIsThatOfTheBits() {
        PredictionId text = PredictionId.of("abc");

        assertThat(PredictionId.of(text.high(), text.low())).isEqualTo(text).hasSameHashCodeAs(text);
        assertThat(PredictionId.of(1, 2)).isNotEqualTo(PredictionId.of(2, 1));
        assertThat(PredictionId.of("a")).isNotEqualTo(PredictionId.of("b"));
    }

    @Test
    void ordersAsAnUnsignedNumberSoThatTimeBitsComeFirst() {
        PredictionId early = PredictionId.of(0x017F22E279B07000L, -1);
        PredictionId late = PredictionId.of(0x017F22E279B17000L, 0);
        PredictionId lateAndHigher = PredictionId.of(0x017F22E279B17000L, -1);
        PredictionId farFuture = PredictionId.of(0x8000000000000000L, 0);

        assertThat(List.of(farFuture, lateAndHigher, late, early).stream().sorted())
                .containsExactly(early, late, lateAndHigher, farFuture);
    }

    @Test
    void comparesEqualExactlyIfEqual() {
        assertThat(PredictionId.of(RFC_UUID_7)).isEqualByComparingTo(PredictionId.of(RFC_UUID_7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void aBlankTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionId.of(text))
                .withMessage(
                        "prediction id must have 1 to 255 characters, not all of them blank, but has " + text.length());
    }

    @Test
    void aTextOf255CharactersIsTheLongest() {
        assertThat(PredictionId.of("x".repeat(255))).hasToString("x".repeat(255));
        assertThatIllegalArgumentException().isThrownBy(() -> PredictionId.of("x".repeat(256)));
    }
}
