package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.identity.Digest;

class JsonObjectTest {

    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final JsonObject manifest = of("""
            {"text": "a", "yes": true, "int": 5, "big": 3000000000, "half": 0.5, "nan": "NaN", "low": "-Infinity",
             "at": "2026-11-23T08:00:00Z", "day": "MONDAY", "hash": "sha256:%s", "none": null,
             "object": {"inner": {"x": 1}}, "list": [1, "a"], "texts": ["a", "b"], "ints": [1, 2],
             "numbers": [1, 2.5, "NaN", "Infinity"], "objects": [{"x": 1}, {"x": 2}], "map": {"k": "v"}}
            """.formatted(EMPTY_HASH));

    @Test
    void readsEveryKindOfMember() {
        assertThat(manifest.text("text")).isEqualTo("a");
        assertThat(manifest.bool("yes")).isTrue();
        assertThat(manifest.integer("big")).isEqualTo(3_000_000_000L);
        assertThat(manifest.int32("int")).isEqualTo(5);
        assertThat(manifest.number("half")).isEqualTo(0.5);
        assertThat(manifest.number("int")).isEqualTo(5);
        assertThat(manifest.instant("at")).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(manifest.constant("day", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(manifest.digest("hash")).isEqualTo(Digest.of(new byte[0]));
        assertThat(manifest.list("list")).containsExactly(1L, "a");
        assertThat(manifest.texts("texts")).containsExactly("a", "b");
        assertThat(manifest.integers("ints")).containsExactly(1, 2);
        assertThat(manifest.object("object").object("inner").integer("x")).isOne();
        assertThat(manifest.objects("objects"))
                .extracting(object -> object.integer("x"))
                .containsExactly(1L, 2L);
        assertThat(manifest.textMap("map")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void numbersThatJsonLacksAreReadBackFromStrings() {
        assertThat(manifest.number("nan")).isNaN();
        assertThat(manifest.number("low")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(manifest.numbers("numbers")).containsExactly(1, 2.5, Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void numbersThatJsonLacksAreWrittenAsStrings() {
        double[] values = {0.5, Double.NaN, Double.NEGATIVE_INFINITY};

        assertThat(JsonObject.numbers(values)).isEqualTo(List.of(0.5, "NaN", "-Infinity"));
        assertThat(JsonObject.of("x", Map.of("v", JsonObject.numbers(values))).numbers("v"))
                .containsExactly(values);
    }

    @Test
    void whatIsNullIsNotThere() {
        assertThat(manifest.has("none")).isFalse();
        assertThat(manifest.optionalText("none")).isEmpty();
        assertThat(manifest.optionalText("text")).contains("a");
        assertThat(manifest.number("none", 7)).isEqualTo(7);
        assertThat(manifest.digestOrNull("absent")).isNull();
    }

    static Stream<Arguments> complaints() {
        return Stream.of(
                complaint(o -> o.text("absent"), "manifest.absent must be a string but is missing"),
                complaint(o -> o.text("none"), "manifest.none must be a string but is missing"),
                complaint(o -> o.text("int"), "manifest.int must be a string but is '5'"),
                complaint(o -> o.bool("text"), "manifest.text must be true or false but is 'a'"),
                complaint(o -> o.integer("half"), "manifest.half must be an integer but is '0.5'"),
                complaint(o -> o.int32("big"), "manifest.big must be an integer of at most 32 bits but is 3000000000"),
                complaint(o -> o.number("text"), "manifest.text must be a number but is 'a'"),
                complaint(o -> o.instant("text"), "manifest.text must be a UTC time such as 2026-11-23T08:00:00Z"),
                complaint(
                        o -> o.digest("text"),
                        "manifest.text: digest must be 64 lower-case hexadecimal digits but was 'a' (1 characters)"),
                complaint(
                        o -> o.constant("text", Thread.State.class),
                        "manifest.text must be one of [NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING, TERMINATED] but is 'a'"),
                complaint(o -> o.object("list"), "manifest.list must be a JSON object but is a list"),
                complaint(o -> o.list("object"), "manifest.object must be a list but is an object"),
                complaint(o -> o.texts("list"), "manifest.list[0] must be a string but is '1'"),
                complaint(o -> o.numbers("list"), "manifest.list[1] must be a number but is 'a'"),
                complaint(o -> o.integers("list"), "manifest.list[1] must be an integer but is 'a'"),
                complaint(o -> o.objects("list"), "manifest.list[0] must be a JSON object but is '1'"),
                complaint(
                        o -> o.object("object").object("inner").text("y"),
                        "manifest.object.inner.y must be a string but is missing"),
                complaint(
                        o -> o.objects("objects").get(1).text("x"),
                        "manifest.objects[1].x must be a string but is '2'"),
                complaint(o -> o.textMap("object"), "manifest.object.inner must be a string but is an object"));
    }

    private static Arguments complaint(Consumer<JsonObject> read, String message) {
        return Arguments.of(read, message);
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void everyComplaintNamesObjectAndMember(Consumer<JsonObject> read, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read.accept(manifest))
                .withMessage(message);
    }

    @Test
    void unknownMembersAreNamedWithThoseKnown() {
        JsonObject object = of("{\"a\":1,\"z\":2,\"b\":3}");

        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> object.allowOnly("a", "c"))
                .withMessage("manifest has unknown members [b, z]; known are [a, c]");
        assertThat(object.allowOnly("a", "b", "z")).isSameAs(object);
    }

    private static JsonObject of(String json) {
        return Json.parseObject("manifest", json.getBytes(StandardCharsets.UTF_8));
    }
}
