package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalTest {

    private static final Digest CONTENT = Digest.of(new byte[] {1});
    private static final Instant GIVEN = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-12-23T08:00:00Z");

    @Test
    void coversFromTheMomentItIsGiven() {
        assertThat(until(EXPIRY).covers(CONTENT, GIVEN)).isTrue();
        assertThat(until(EXPIRY).covers(CONTENT, GIVEN.minusNanos(1))).isFalse();
    }

    @Test
    void coversUntilJustBeforeItExpires() {
        assertThat(until(EXPIRY).covers(CONTENT, EXPIRY.minusNanos(1))).isTrue();
        assertThat(until(EXPIRY).covers(CONTENT, EXPIRY)).isFalse();
    }

    @Test
    void coversForEverWithoutExpiry() {
        assertThat(until(null).covers(CONTENT, Instant.MAX)).isTrue();
        assertThat(until(null).expires()).isEmpty();
    }

    @Test
    void coversNoOtherContent() {
        assertThat(until(null).covers(Digest.of(new byte[] {2}), GIVEN)).isFalse();
    }

    @Test
    void mustExpireAfterItIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> until(GIVEN))
                .withMessage("approval given at 2026-11-23T08:00:00Z must expire later but was 2026-11-23T08:00:00Z");
    }

    @Test
    void mustSaySomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Approval(Actor.human("ada"), " ", CONTENT, GIVEN, null))
                .withMessage("statement must say what is approved but was blank");
    }

    private static Approval until(@Nullable Instant expires) {
        return new Approval(Actor.human("ada"), "fit for use", CONTENT, GIVEN, expires);
    }
}
