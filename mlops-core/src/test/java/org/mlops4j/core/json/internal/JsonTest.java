package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsPlainValues() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, 2.5, "x", true, null));
        expected.put("a", Map.of());

        assertThat(Json.parse("{\"b\": [1, 2.5, \"x\", true, null], \"a\": {}}"))
                .isEqualTo(expected);
    }

    @Test
    void keepsTheOrderOfMembers() {
        assertThat(((Map<?, ?>) Json.parse("{\"z\":1,\"a\":2,\"m\":3}"))
                        .keySet()
                        .toArray())
                .containsExactly("z", "a", "m");
    }

    @Test
    void keepsAllBitsOfALong() {
        assertThat(Json.parse("[9223372036854775807,-9223372036854775808]"))
                .isEqualTo(List.of(Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @Test
    void aMemberTwiceIsRefusedWithItsNameAndPlace() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse("{\"a\":1,\n \"a\":2}"))
                .withMessageStartingWith("malformed JSON: Duplicate field 'a' at line 2, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1] 2", "{}{}", "1 1", "null,", "{} //"})
    void contentAfterTheDocumentIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageStartingWith("malformed JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void noContentIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessage("malformed JSON: there is no content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "1.",
                ".5",
                "1e",
                "0x1",
                "'a'",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "// c\n1",
                "\"\u0001\"",
                "\"\t\"",
                "nul",
                "True",
                "[1",
                "{\"a\"",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "-"
            })
    void whatTheStandardDoesNotAllowIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageStartingWith("malformed JSON: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "99999999999999999999", "18446744073709551616"})
    void integersBeyond64BitsAreRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse("[\n" + text + "]"))
                .withMessage("integer " + text + " at line 2 does not fit 64 bits; write it as a string");
    }

    /** RFC 8785 writes doubles below 1e21 without an exponent. */
    @ParameterizedTest
    @CsvSource({
        "100000000000000000000, 1e20",
        "999999999999999900000, 9.999999999999999e20",
        "-18446744073709552000, -1.8446744073709552e19"
    })
    void integersThatAreTheCanonicalTextOfADoubleAreThatDouble(String text, double expected) {
        assertThat(Json.parse(text)).isEqualTo(expected);
    }

    @Test
    void numbersTooLargeForADoubleAreRefused() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse("1e400"))
                .withMessage("number 1e400 at line 1 is too large for a 64-bit float");
    }

    @Test
    void numbersTooSmallForADoubleAreZero() {
        assertThat(Json.parse("1e-400")).isEqualTo(0.0);
    }

    @Test
    void depthHasALimit() {
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isNotNull();
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse("[".repeat(201) + "]".repeat(201)))
                .withMessageContaining("depth (201) exceeds the maximum allowed (200");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(Json.parse("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Map.of());
    }

    static Stream<Charset> otherCharsets() {
        return Stream.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32"));
    }

    @ParameterizedTest
    @MethodSource("otherCharsets")
    void otherEncodingsAreRefused(Charset charset) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.parse("{\"ä\":1}".getBytes(charset)));
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc3},
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                new byte[] {'{', 0, 0, 0, -1, -1, -1, -1});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void bytesThatAreNotUtf8AreRefused(byte[] bytes) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(bytes))
                .withMessage("malformed JSON: it is not UTF-8");
    }

    @Test
    void parseObjectNamesWhatItReads() {
        byte[] list = "[]".getBytes(StandardCharsets.UTF_8);
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parseObject("manifest", list))
                .withMessage("manifest: manifest must be a JSON object but is a list");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parseObject("manifest", broken))
                .withMessageStartingWith("manifest: malformed JSON: ");
    }

    @Test
    void writesOnOneLineInTheGivenOrder() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("z", List.of(1, 2.0, 1e21));
        members.put("a", null);

        assertThat(Json.write(members)).isEqualTo("{\"z\":[1,2,1e+21],\"a\":null}");
    }

    @Test
    void writesIndentedWithUnixLineBreaks() {
        assertThat(Json.pretty(Map.of("a", List.of(1, Map.of()))))
                .isEqualTo("{\n  \"a\": [\n    1,\n    { }\n  ]\n}\n");
    }

    @Test
    void writesAllBitsOfALong() {
        assertThat(Json.write(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    }
}
