package org.mlops4j.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.Ref;

class LegalHoldTest {

    private static LegalHold on(Ref subject) {
        return new LegalHold("case 7", subject, Actor.human("ada"), "court order", Instant.EPOCH);
    }

    @Test
    void coversTheThingWhateverItsContent() {
        LegalHold hold = on(Ref.of("alias", "credit", Digest.of(new byte[0])));
        assertThat(hold.covers(Ref.of("alias", "credit"))).isTrue();
        assertThat(hold.covers(Ref.of("alias", "credit", Digest.of(new byte[1]))))
                .isTrue();
        assertThat(hold.covers(Ref.of("alias", "other"))).isFalse();
        assertThat(hold.covers(Ref.of("model", "credit"))).isFalse();
    }

    @Test
    void coversEverythingIfItIsOnTheLog() {
        assertThat(on(Ref.of(LegalHold.LOG, "example.com/log")).covers(Ref.of("alias", "credit")))
                .isTrue();
    }

    @Test
    void wantsAMatter() {
        assertThatThrownBy(() -> new LegalHold(" ", Ref.of("a", "b"), Actor.human("ada"), "x", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matter of a legal hold must name the case but was blank");
    }
}
