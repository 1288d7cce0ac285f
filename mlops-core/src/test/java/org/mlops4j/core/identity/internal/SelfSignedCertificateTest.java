package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by the JDK's own parser of certificates. */
class SelfSignedCertificateTest {

    private final KeyPair pair = Ed25519.newPair();

    @ParameterizedTest
    @ValueSource(
            strings = {"1999-12-31T23:59:59Z", "2026-01-02T03:04:05Z", "2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z"})
    void isValidFromThenOnWithoutAnEnd(String from) throws Exception {
        X509Certificate certificate = SelfSignedCertificate.of(pair, "audit.signing.1", Instant.parse(from));
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(from);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void isSignedByTheKeyItHolds() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.of(pair, "audit.signing.1", Instant.EPOCH);
        certificate.verify(pair.getPublic());
        assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
        assertThat(certificate.getSigAlgOID()).isEqualTo("1.3.101.112");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=audit.signing.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 80, 100, 128, 250, 300, 400})
    void writesLengthsOfEveryForm(int nameLength) throws Exception {
        String name = "x".repeat(nameLength);
        X509Certificate certificate = SelfSignedCertificate.of(pair, name, Instant.EPOCH);
        certificate.verify(pair.getPublic());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
    }
}
