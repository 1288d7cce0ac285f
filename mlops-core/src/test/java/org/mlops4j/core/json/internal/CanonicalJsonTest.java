package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.Digest;

/** Examples of RFC 8785 (JSON Canonicalization Scheme), typed in from its sections 3.2.2, 3.2.3 and appendix B. */
class CanonicalJsonTest {

    /** Appendix B, table 1. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreThoseOfAppendixB(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(canonical(value)).isEqualTo(expected);
    }

    /** Appendix B: NaN and Infinity must be refused. */
    @ParameterizedTest
    @CsvSource({"7fffffffffffffff, NaN", "7ff0000000000000, Infinity", "fff0000000000000, -Infinity"})
    void numbersThatJsonLacksAreRefused(String bits, String name) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> canonical(List.of(value)))
                .withMessage("JSON has no number " + name + "; write null or a string");
    }

    /** Section 3.2.2 to 3.2.4: input and the bytes that come out. */
    @Test
    void primitivesAreThoseOfTheSection() {
        String input = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""";
        String expected =
                "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 "
                        + "6e 75 6d 62 65 72 73 22 3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c "
                        + "34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 "
                        + "30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d";

        assertThat(HexFormat.ofDelimiter(" ").formatHex(Json.canonical(Json.parse(input))))
                .isEqualTo(expected);
    }

    /** Section 3.2.3: members are sorted by UTF-16 code units, so the emoji stands before U+FB33. */
    @Test
    void membersAreSortedAsInTheSection() {
        String input = """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }""";

        assertThat(canonical(Json.parse(input)))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void membersAreSortedAtEveryDepth() {
        assertThat(canonical(Json.parse("{\"b\":[{\"d\":1,\"c\":2}],\"a\":{}}")))
                .isEqualTo("{\"a\":{},\"b\":[{\"c\":2,\"d\":1}]}");
    }

    @Test
    void onlyWhatMustBeEscapedIsEscaped() {
        assertThat(canonical("\b\t\n\f\r\u0000\u001f\u007f\"\\/<>&'ä"))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\\\"\\\\/<>&'ä\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void loneSurrogatesAreRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> canonical(text))
                .withMessageMatching("text with a lone surrogate at character [01] has no canonical JSON form");
    }

    @Test
    void loneSurrogatesInNamesAreRefusedToo() {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> canonical(Map.of("\ud800", 1)));
    }

    @Test
    void pairedSurrogatesAreFourBytes() {
        assertThat(Json.canonical("\ud83d\ude00")).containsExactly('"', 0xf0, 0x9f, 0x98, 0x80, '"');
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992", "-9007199254740992",
        // What ECMAScript writes for 1e17 and 2^60: integers of a document must come out as they went in.
        "100000000000000000", "1152921504606847000"
    })
    void integersThatAreTheTextOfADoubleAreWritten(long value) {
        assertThat(canonical(value)).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740993L, -9007199254740993L, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersThatReadersWouldChangeAreRefused(long value) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> canonical(value))
                .withMessage(
                        "integer " + value + " is beyond 2^53 and has no canonical JSON form; write it as a string");
    }

    @Test
    void valuesOfTheLibraryHaveAForm() {
        assertThat(canonical(Arrays.asList(
                        (byte) 1,
                        (short) 2,
                        3,
                        4L,
                        0.5f,
                        DayOfWeek.MONDAY,
                        Instant.EPOCH,
                        Digest.of(new byte[0]),
                        null)))
                .isEqualTo("[1,2,3,4,0.5,\"MONDAY\",\"1970-01-01T00:00:00Z\",\"sha256:"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",null]");
    }

    @Test
    void otherValuesAreRefused() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> canonical(new StringBuilder()))
                .withMessage("a java.lang.StringBuilder has no JSON form");
    }

    /** SHA-256 of the two bytes {}; sha256sum of GNU coreutils. */
    @Test
    void digestIsTheSha256OfTheForm() {
        assertThat(Json.digest(Map.of()).hex())
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    private static String canonical(Object value) {
        return new String(Json.canonical(value), StandardCharsets.UTF_8);
    }
}
