package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

/** What is put together by hand for speed is what the codec, tested with the vectors of RFC 8785, makes of it. */
class AuditJsonProperties {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(AuditJsonProperties::isUsable),
                Arbitraries.strings()
                        .withChars("a\"\\\n\t\u0001\u007f\u20ac/ ")
                        .ofMinLength(1)
                        .ofMaxLength(10)
                        .filter(text -> !text.isBlank()));
    }

    private static boolean isUsable(String text) {
        return !text.isBlank()
                && new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }

    @Property(tries = 300)
    void writesWhatTheCodecWrites(
            @ForAll("texts") String text,
            @ForAll @Size(max = 4) Map<@NotBlank String, String> details,
            @ForAll Instant time,
            @ForAll boolean hasDigest) {
        Map<String, String> usable = new LinkedHashMap<>();
        details.forEach((name, value) -> {
            if (isUsable(name) && isUsable(value)) {
                usable.put(name, value);
            }
        });
        usable.put("text", text);
        AuditEntry entry = new AuditEntry(
                time,
                Actor.human("ada"),
                text,
                new Ref(text, text, hasDigest ? Digest.of(new byte[0]) : null),
                text,
                usable);
        Map<String, Object> subject = new LinkedHashMap<>(Map.of("kind", text, "id", text));
        if (hasDigest) {
            subject.put("digest", Digest.of(new byte[0]));
        }
        Map<String, Object> document = Map.of(
                "format", 1,
                "time", time,
                "actor", Map.of("kind", "HUMAN", "id", "ada", "assurance", "CLAIMED"),
                "action", text,
                "subject", subject,
                "reason", text,
                "details", usable);
        assertThat(new String(AuditJson.encode(entry), StandardCharsets.UTF_8))
                .isEqualTo(new String(Json.canonical(document), StandardCharsets.UTF_8));
        assertThat(AuditJson.decode(AuditJson.encode(entry))).isEqualTo(entry);
    }

    @Property(tries = 500)
    void writesTimesAsJavaDoes(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long seconds,
            @ForAll("nanos") int nanos) {
        StringBuilder out = new StringBuilder();
        UtcTime.append(out, Instant.ofEpochSecond(seconds, nanos));
        assertThat(out).hasToString(Instant.ofEpochSecond(seconds, nanos).toString());
    }

    @Provide
    Arbitrary<Integer> nanos() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 999_999_999),
                Arbitraries.integers().between(0, 999_999).map(micros -> micros * 1000),
                Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
                Arbitraries.of(0, 1, 999_999_999, 1000, 1_000_000));
    }

    @Property(tries = 20)
    void writesTheEndsOfTimeAsJavaDoes(@ForAll("ends") Instant time) {
        StringBuilder out = new StringBuilder();
        UtcTime.append(out, time);
        assertThat(out).hasToString(time.toString());
    }

    @Provide
    Arbitrary<Instant> ends() {
        return Arbitraries.of(
                Instant.MIN,
                Instant.MAX,
                Instant.EPOCH,
                Instant.parse("0000-01-01T00:00:00Z"),
                Instant.parse("0000-01-01T00:00:00Z").minusNanos(1),
                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z").plusNanos(1));
    }
}
