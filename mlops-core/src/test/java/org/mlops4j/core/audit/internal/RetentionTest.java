package org.mlops4j.core.audit.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.LegalHold;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.Ref;

class RetentionTest {

    private static final LegalHold HOLD = new LegalHold(
            "case 7", Ref.of("alias", "credit:7", Digest.of(new byte[0])), Fixtures.ADA, "court order", Fixtures.NOW);

    @Test
    void isNothingWhereThereIsNoNote() throws Exception {
        assertThat(Retention.read(new MemoryDirectory())).isEqualTo(new Retention(0, 0, List.of()));
    }

    @Test
    void readsWhatItWrote() {
        Retention retention = new Retention(512, 256, List.of(HOLD));
        assertThat(Retention.decode(retention.encode())).isEqualTo(retention);
    }

    @Test
    void hasItsFormWrittenDown() {
        // Written by hand: canonical JSON of the record.
        assertThat(new String(new Retention(512, 256, List.of(HOLD)).encode(), UTF_8))
                .isEqualTo("{\"dropped\":256,\"first\":512,\"format\":1,\"holds\":[{"
                        + "\"actor\":{\"assurance\":\"CLAIMED\",\"id\":\"ada\",\"kind\":\"HUMAN\"},"
                        + "\"matter\":\"case 7\",\"reason\":\"court order\",\"since\":\"2026-11-23T08:00:00Z\","
                        + "\"subject\":{\"digest\":\"" + Digest.of(new byte[0])
                        + "\",\"id\":\"credit:7\",\"kind\":\"alias\"}}]}");
    }

    @Test
    void remembersWhatItHadDroppedBefore() {
        Retention once = new Retention(0, 0, List.of()).prunedBefore(256);
        assertThat(once).isEqualTo(new Retention(256, 0, List.of()));
        assertThat(once.prunedBefore(768)).isEqualTo(new Retention(768, 256, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"dropped\":0,\"first\":100,\"format\":1,\"holds\":[]}",
                "{\"dropped\":-256,\"first\":0,\"format\":1,\"holds\":[]}",
                "{\"dropped\":512,\"first\":256,\"format\":1,\"holds\":[]}",
                "{\"dropped\":0,\"first\":0,\"format\":1,\"holds\":[{}]}",
                "{\"dropped\":0,\"first\":0,\"format\":1,\"holds\":[],\"more\":1}",
                "{\"dropped\":0,\"first\":0,\"format\":2,\"holds\":[]}"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> Retention.decode(text.getBytes(UTF_8)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("note of retention audit/retention");
    }

    @Test
    void findsTheHoldOfAMatterWhateverTheContentOfItsSubject() {
        Retention retention = new Retention(0, 0, List.of(HOLD));
        assertThat(retention.find("case 7", Ref.of("alias", "credit:7"))).hasValue(HOLD);
        assertThat(retention.find("case 8", Ref.of("alias", "credit:7"))).isEmpty();
        assertThat(retention.find("case 7", Ref.of("alias", "credit:8"))).isEmpty();
    }
}
