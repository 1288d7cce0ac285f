package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class CanonicalJsonProperties {

    private static final String CHARACTERS = "ab\"\\\n\u0000\u20ac\ufb33";

    @Property(tries = 3000)
    void numbersReadBackToTheSameDouble(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(CanonicalJson.number(value))).isEqualTo(value + 0.0);
        }
    }

    @Property(tries = 3000)
    void numbersWhereTheNotationChangesReadBackAsJson(@ForAll("hard") double value) {
        assertThat(((Number) Json.parse(Json.canonical(value))).doubleValue()).isEqualTo(value);
    }

    /** ECMA-262, Number::toString: the fewest digits that read back, of those the nearest, of two as near the even one. */
    @Property(tries = 3000)
    void numbersHaveTheFewestDigits(@ForAll("hard") double value) {
        BigDecimal written = new BigDecimal(CanonicalJson.number(value));
        int digits = written.stripTrailingZeros().precision();

        for (int fewer = 1; fewer < digits; fewer++) {
            assertThat(rounded(value, fewer).doubleValue()).isNotEqualTo(value);
        }
        assertThat(written).isEqualByComparingTo(rounded(value, digits));
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    @Property(tries = 500)
    void canonicalFormIsStable(@ForAll long seed) {
        byte[] once = Json.canonical(document(seed));

        assertThat(Json.canonical(Json.parse(once))).isEqualTo(once);
    }

    @Property(tries = 500)
    void otherFormsReadBackToTheSameCanonicalForm(@ForAll long seed) {
        Object document = document(seed);
        byte[] canonical = Json.canonical(document);

        assertThat(Json.canonical(Json.parse(Json.write(document)))).isEqualTo(canonical);
        assertThat(Json.canonical(Json.parse(Json.pretty(document)))).isEqualTo(canonical);
    }

    /** Neighbours of powers of ten, where integers, decimals and exponents meet, and the smallest doubles. */
    @Provide
    Arbitrary<Double> hard() {
        Arbitrary<Double> nearPowers = Combinators.combine(
                        Arbitraries.integers().between(-25, 25),
                        Arbitraries.integers().between(-50, 50),
                        Arbitraries.of(1.0, -1.0, 2.5, 1.0 / 3, 9.0))
                .as(CanonicalJsonProperties::nearPowerOfTen);
        Arbitrary<Double> smallest = Arbitraries.longs().between(1, 3000).map(Double::longBitsToDouble);
        return Arbitraries.oneOf(nearPowers, smallest);
    }

    private static double nearPowerOfTen(int exponent, int steps, double factor) {
        double power = factor * Double.parseDouble("1e" + exponent);
        return Double.longBitsToDouble(Double.doubleToLongBits(power) + steps);
    }

    private static @Nullable Object document(long seed) {
        return value(new SplittableRandom(seed), 4);
    }

    private static @Nullable Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong(-(1L << 53), (1L << 53) + 1);
            case 3 -> nearPowerOfTen(random.nextInt(-25, 26), random.nextInt(-50, 51), 1.0 / random.nextInt(1, 9));
            case 4 -> random.nextInt(100);
            case 5 -> text(random);
            case 6 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
