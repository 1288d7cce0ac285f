package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyVersionTest {

    @Test
    void saysWhatIsKnown() {
        KeyVersion key = new KeyVersion("customer", KeyUse.HMAC, 2, true, Instant.EPOCH, null);
        assertThat(key).hasToString("customer/HMAC/2");
        assertThat(key.madeAt()).contains(Instant.EPOCH);
        assertThat(key.publicKey()).isEmpty();
        assertThat(new KeyVersion("customer", KeyUse.HMAC, 1, false, null, null).madeAt())
                .isEmpty();
    }

    @Test
    void countsVersionsFromOne() {
        assertThatThrownBy(() -> new KeyVersion("customer", KeyUse.HMAC, 0, true, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version must be >= 1 but was 0");
    }
}
