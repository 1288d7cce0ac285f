package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

@ExtendWith(QuickKeyStores.class)
class Pkcs12KeyProviderTest extends OwnedKeysContract {

    private static final String PASSWORD = "opened-by-all";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Override
    Pkcs12KeyProvider open() throws IOException {
        return open(PASSWORD);
    }

    private Pkcs12KeyProvider open(String password) throws IOException {
        SecretReference reference = SecretReference.parse("env:PASSWORD", Map.of("PASSWORD", password));
        return Pkcs12KeyProvider.open(file(), reference, CLOCK, false);
    }

    private Path file() {
        return folder.resolve("keys.p12");
    }

    private void copy(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(resource), resource)) {
            Files.write(file(), in.readAllBytes());
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }

    private KeyStore load() throws Exception {
        return KeyStore.getInstance(file().toFile(), PASSWORD.toCharArray());
    }

    @Test
    void signsWithAKeyFromOpenSsl() throws Exception {
        copy("openssl.p12");
        VersionedKey key = open().current("audit", KeyUse.SIGNING);
        byte[] signature = Ed25519.sign((PrivateKey) key.secret(), new byte[0]);
        assertThat(HexFormat.of().formatHex(signature)).isEqualTo(Ed25519Test.SIGNATURE_OF_NOTHING);
        assertThat(key.publicKey()).contains(Ed25519Test.publicKey(Ed25519Test.PUBLIC));
    }

    @Test
    void usesKeysFromKeytool() throws Exception {
        copy("keytool.p12");
        OwnedKeys keys = open();
        KeyStore reference = load();
        for (String alias : new String[] {"customer.encryption.1", "customer.encryption.2"}) {
            int version = alias.charAt(alias.length() - 1) - '0';
            assertThat(keys.find("customer", KeyUse.ENCRYPTION, version)
                            .orElseThrow()
                            .secret())
                    .isEqualTo(reference.getKey(alias, PASSWORD.toCharArray()));
        }
        assertThat(keys.current("customer", KeyUse.ENCRYPTION).version()).isEqualTo(2);
        assertThat(keys.current("customer", KeyUse.HMAC).secret().getEncoded())
                .isEqualTo(reference
                        .getKey("customer.hmac.1", PASSWORD.toCharArray())
                        .getEncoded());
        assertThat(keys.current("audit", KeyUse.SIGNING).publicKey())
                .contains(reference.getCertificate("audit.signing.1").getPublicKey());
    }

    @Test
    void refusesEntriesOfAWrongKindByName() throws Exception {
        copy("keytool.p12");
        OwnedKeys keys = open();
        assertThatThrownBy(() -> keys.current("short", KeyUse.ENCRYPTION))
                .isInstanceOf(IntegrityException.class)
                .hasMessage(
                        "entry short.encryption.1 of key store " + file()
                                + " must be a key of 256 bits but is not; put in another, or restore the key store from a backup");
        assertThatThrownBy(() -> keys.current("other", KeyUse.SIGNING))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("entry other.signing.1 of key store " + file()
                        + " must be an Ed25519 key with its certificate but is not");
    }

    @Test
    void keepsEntriesThatAreNotItsOwnWhenItRotates() throws Exception {
        copy("keytool.p12");
        OwnedKeys keys = open();
        KeyVersion made = keys.rotate(new KeySeries("audit", KeyUse.SIGNING), PreparedKey::publish);
        assertThat(made.version()).isEqualTo(2);
        KeyStore after = load();
        assertThat(Collections.list(after.aliases()))
                .contains("tls", "audit.signing.1", "audit.signing.2", "customer.hmac.1")
                .hasSize(8);
        X509Certificate certificate = (X509Certificate) after.getCertificate("audit.signing.2");
        assertThat(certificate.getPublicKey()).isEqualTo(made.publicKey().orElseThrow());
        assertThat(made.madeAt()).contains(CLOCK.instant());
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanRead() throws Exception {
        open().current("customer", KeyUse.HMAC);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void makesNoFileBeforeItNeedsAKey() throws Exception {
        assertThat(open().list()).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @Test
    void makesNothingWhenItIsOnlyRead() throws Exception {
        copy("openssl.p12");
        SecretReference reference = SecretReference.parse("env:PASSWORD", Map.of("PASSWORD", PASSWORD));
        OwnedKeys keys = Pkcs12KeyProvider.open(file(), reference, CLOCK, true);
        assertThat(keys.current("audit", KeyUse.SIGNING).version()).isEqualTo(1);
        assertThatThrownBy(() -> keys.current("customer", KeyUse.HMAC))
                .isInstanceOf(MlopsException.class)
                .hasMessage("there is no key customer/HMAC and none can be made: key store " + file()
                        + " can only be read; make it where it can be written to");
        assertThatThrownBy(() -> keys.rotate(new KeySeries("audit", KeyUse.SIGNING), PreparedKey::publish))
                .isInstanceOf(MlopsException.class)
                .hasMessage("key audit/SIGNING cannot be rotated: key store " + file()
                        + " can only be read; rotate it where it can be written to");
    }

    @Test
    void refusesAWrongPasswordWhenItIsOpened() throws Exception {
        open().current("customer", KeyUse.HMAC);
        assertThatThrownBy(() -> open("closed-to-all"))
                .isInstanceOf(MlopsException.class)
                .isNotInstanceOf(IntegrityException.class)
                .hasMessage("key store " + file() + " does not open with the password from env:PASSWORD: it is the "
                        + "password of another, or the file is damaged")
                .hasNoCause();
    }

    @Test
    void refusesAFileThatIsCutAtAnyByte() throws Exception {
        copy("openssl.p12");
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(IntegrityException.class)
                    .as("%d bytes", length)
                    .isThrownBy(this::open)
                    .withMessage("key store " + file()
                            + " is no PKCS#12 key store, or damaged or cut short; restore it from a backup")
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx"})
    void refusesAFileThatOthersMayRead(String mode) throws Exception {
        copy("openssl.p12");
        OwnedKeys keys = open();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(this::open)
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("run: chmod 600 " + file());
        assertThatThrownBy(() -> keys.current("audit", KeyUse.SIGNING)).isInstanceOf(MlopsException.class);
    }

    @Test
    void noticesThatTheFileWasReplaced() throws Exception {
        copy("openssl.p12");
        OwnedKeys keys = open();
        assertThat(keys.find("customer", KeyUse.HMAC, 1)).isEmpty();
        copy("keytool.p12");
        assertThat(keys.find("customer", KeyUse.HMAC, 1)).isPresent();
        Files.delete(file());
        assertThat(keys.find("customer", KeyUse.HMAC, 1)).isEmpty();
    }

    @Test
    void refusesAnEntryWithAPasswordOfItsOwn() throws Exception {
        copy("openssl.p12");
        KeyStore store = load();
        store.setKeyEntry(
                "audit.signing.2",
                store.getKey("audit.signing.1", PASSWORD.toCharArray()),
                "another".toCharArray(),
                store.getCertificateChain("audit.signing.1"));
        try (var out = Files.newOutputStream(file())) {
            store.store(out, PASSWORD.toCharArray());
        }
        OwnedKeys keys = open();
        assertThatThrownBy(() -> keys.current("audit", KeyUse.SIGNING))
                .isInstanceOf(MlopsException.class)
                .hasMessage(
                        "entry audit.signing.2 of key store " + file() + " must have the password of the key store, "
                                + "but has one of its own; put it in again without");
        assertThat(keys.find("audit", KeyUse.SIGNING, 1)).isPresent();
    }

    @Test
    void refusesANameThatNeedsQuoting() {
        SecretReference reference = SecretReference.parse("env:PASSWORD", Map.of("PASSWORD", PASSWORD));
        for (String name : new String[] {"my keys.p12", ".hidden", "a:b"}) {
            assertThatThrownBy(() -> Pkcs12KeyProvider.open(folder.resolve(name), reference, CLOCK, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("name of a key store must be letters, digits and . _ - but was '" + name + "'");
        }
    }

    @Test
    void saysWhereItsKeysLie() throws Exception {
        assertThat(open()).hasToString("key store " + file());
    }
}
