package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.50 | 1.50",
                "-0 | -0",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "1E999 | 1E999",
                "true | true",
                "[ 1, [2.50] ] | [ 1, [2.50] ]",
                "{\"x\": \"}\"} | {\"x\": \"}\"}",
                "[] | []",
            })
    void whatIsNoStringStaysAsItIsWritten(String written, String text) {
        assertThat(JsonLine.read("{\"before\": 0, \"a\": " + written + " , \"after\": 1}"))
                .containsEntry("a", new JsonLine.Value(text, false))
                .containsEntry("after", new JsonLine.Value("1", false));
    }

    @Test
    void stringsLoseQuotesAndEscapes() {
        assertThat(JsonLine.read("{\"a\": \"x\\n\\u00eb\", \"b\": \"\", \"c\": \"1\"}")
                        .values())
                .containsExactly(
                        new JsonLine.Value("x\në", true), new JsonLine.Value("", true), new JsonLine.Value("1", true));
    }

    @Test
    void nullIsNull() {
        assertThat(JsonLine.read("{\"a\": null}")).containsEntry("a", null);
    }

    /** Longer than the buffers of the parser, so that places in the text must be right beyond them. */
    @Test
    void longListsStayWhole() {
        String list = "[" + "1.5, ".repeat(50_000) + "2]";

        assertThat(JsonLine.read("{\"pad\":\"" + "é".repeat(50_000) + "\",\"a\":" + list + "}"))
                .containsEntry("a", new JsonLine.Value(list, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "1",
                "null",
                "\"a\"",
                "{\"a\":01}",
                "{\"a\":1",
                "{\"a\":[1}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}"
            })
    void nothingElseIsAnObject(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonLine.read(text))
                .withMessageStartingWith("must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}]", "{}1"})
    void nothingFollowsTheObject(String text) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonLine.read(text));
    }

    @Test
    void aMemberTwiceIsRefused() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonLine.read("{\"a\":1,\"a\":2}"))
                .withMessage("must be a JSON object: Duplicate field 'a' at character 11");
    }
}
