package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class VersionedKeyTest {

    private static final Key SECRET =
            new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

    @Test
    void toStringHoldsNameUseAndVersionOnly() throws GeneralSecurityException {
        assertThat(VersionedKey.symmetric("customer", KeyUse.HMAC, 3, SECRET)).hasToString("customer/HMAC/3");
        assertThat(signing(1)).hasToString("audit/SIGNING/1");
    }

    @Test
    void onlyASigningKeyHasAPublicHalf() throws GeneralSecurityException {
        assertThat(signing(1).publicKey()).isPresent();
        assertThat(VersionedKey.symmetric("customer", KeyUse.ENCRYPTION, 1, SECRET)
                        .publicKey())
                .isEmpty();
    }

    @Test
    void aSigningKeyWithoutPublicHalfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionedKey.symmetric("audit", KeyUse.SIGNING, 1, SECRET))
                .withMessage("a SIGNING key must come with its public key");
    }

    @Test
    void versionsBeginAtOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> signing(0)).withMessage("version must be >= 1 but was 0");
    }

    private static VersionedKey signing(int version) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return VersionedKey.signing("audit", version, pair.getPrivate(), pair.getPublic());
    }
}
