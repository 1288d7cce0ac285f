package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

class AuditJsonTest {

    private static final Digest DIGEST = Digest.of("content".getBytes(UTF_8));

    private static AuditEntry entry(String reason) {
        return new AuditEntry(
                Instant.parse("2026-11-23T08:00:00.000000001Z"),
                Actor.ci("nightly").authenticated(),
                "alias.move",
                Ref.of("alias", "credit:champion", DIGEST),
                reason,
                Map.of("to", "3", "from", "2"));
    }

    @Test
    void writesCanonicalJson() {
        // Written by hand after RFC 8785: members sorted, no white space, least escaping, UTF-8.
        assertThat(new String(AuditJson.encode(entry("better \"AUC\"\n\u20ac \ud83d\ude00")), UTF_8))
                .isEqualTo("{\"action\":\"alias.move\","
                        + "\"actor\":{\"assurance\":\"AUTHENTICATED\",\"id\":\"nightly\",\"kind\":\"CI\"},"
                        + "\"details\":{\"from\":\"2\",\"to\":\"3\"},\"format\":1,"
                        + "\"reason\":\"better \\\"AUC\\\"\\n\u20ac \ud83d\ude00\","
                        + "\"subject\":{\"digest\":\"" + DIGEST + "\",\"id\":\"credit:champion\",\"kind\":\"alias\"},"
                        + "\"time\":\"2026-11-23T08:00:00.000000001Z\"}");
    }

    @Test
    void readsWhatItWrote() {
        AuditEntry entry = entry("better");
        assertThat(AuditJson.decode(AuditJson.encode(entry))).isEqualTo(entry);
    }

    @Test
    void readsASubjectWithoutDigest() {
        AuditEntry entry = Fixtures.entry(1);
        assertThat(AuditJson.decode(AuditJson.encode(entry))).isEqualTo(entry);
    }

    @Test
    void refusesANewerFormat() {
        String newer = new String(AuditJson.encode(entry("better")), UTF_8).replace("\"format\":1", "\"format\":2");
        assertThatThrownBy(() -> AuditJson.decode(newer.getBytes(UTF_8)))
                .isInstanceOf(JsonException.class)
                .hasMessage("format is 2 but this version reads 1");
    }

    @Test
    void refusesUnknownMembers() {
        String more = new String(AuditJson.encode(entry("better")), UTF_8)
                .replace("\"format\":1", "\"extra\":1,\"format\":1");
        assertThatThrownBy(() -> AuditJson.decode(more.getBytes(UTF_8)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("[extra]");
    }

    @Test
    void refusesTextThatHasNoUtf8() {
        assertThatThrownBy(() -> AuditJson.encode(entry("half \ud83d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audit entry 'alias.move' cannot be written");
    }
}
