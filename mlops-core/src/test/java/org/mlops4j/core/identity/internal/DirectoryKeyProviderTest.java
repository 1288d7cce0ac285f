package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.io.internal.ReadOnlyDirectory;
import org.mlops4j.core.json.internal.SealedJson;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

class DirectoryKeyProviderTest {

    private final MemoryDirectory directory = new MemoryDirectory();
    private final DirectoryKeyProvider keys = new DirectoryKeyProvider(directory);

    private static String path(String name, KeyUse use, int version) {
        return "keys/" + name + "/" + use.name().toLowerCase(Locale.ROOT) + "/" + version + ".json";
    }

    @ParameterizedTest
    @EnumSource(KeyUse.class)
    void aKeyIsMadeOnFirstUseAndStaysTheSame(KeyUse use) {
        VersionedKey made = keys.current("customer", use);

        VersionedKey read = new DirectoryKeyProvider(directory).current("customer", use);
        assertThat(read.secret().getEncoded()).isEqualTo(made.secret().getEncoded());
        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(made)
                .returns(1, VersionedKey::version)
                .returns("customer", VersionedKey::name)
                .returns(use, VersionedKey::use);
        assertThat(keys.find("customer", use, 1)).contains(made);
        assertThat(keys.find("customer", use, 2)).isEmpty();
        assertThat(keys.find("customer", use, 0)).isEmpty();
        assertThat(keys.find("customer", use, -1)).isEmpty();
    }

    @Test
    void keysAreOfTheKindTheirUseAsksFor() throws Exception {
        assertThat(keys.current("a", KeyUse.HMAC).secret())
                .returns("HmacSHA256", key -> key.getAlgorithm())
                .satisfies(key -> assertThat(key.getEncoded()).hasSize(32));
        assertThat(keys.current("a", KeyUse.ENCRYPTION).secret())
                .returns("AES", key -> key.getAlgorithm())
                .satisfies(key -> assertThat(key.getEncoded()).hasSize(32));
        VersionedKey signing = keys.current("a", KeyUse.SIGNING);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign((PrivateKey) signing.secret());
        signer.update("text".getBytes(UTF_8));
        byte[] signature = signer.sign();
        signer.initVerify(signing.publicKey().orElseThrow());
        signer.update("text".getBytes(UTF_8));
        assertThat(signer.verify(signature)).isTrue();
    }

    @Test
    void namesAndUsesShareNothing() {
        byte[] one = keys.current("a", KeyUse.HMAC).secret().getEncoded();
        assertThat(keys.current("b", KeyUse.HMAC).secret().getEncoded()).isNotEqualTo(one);
        assertThat(keys.current("a", KeyUse.ENCRYPTION).secret().getEncoded()).isNotEqualTo(one);
    }

    @Test
    void eightProcessesThatAskAtOnceGetOneKey() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<String> ask = () -> HexFormat.of()
                    .formatHex(new DirectoryKeyProvider(directory)
                            .current("customer", KeyUse.HMAC)
                            .secret()
                            .getEncoded());
            List<Future<String>> answers = pool.invokeAll(Collections.nCopies(8, ask));
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.get(0).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Rotation is a further document; versions are numbers, so 10 comes after 9. */
    @Test
    void theNewestVersionIsCurrentAndOlderOnesAreFound() {
        VersionedKey first = keys.current("customer", KeyUse.HMAC);
        for (int version : List.of(2, 9, 10)) {
            directory.create(path("customer", KeyUse.HMAC, version), secret((byte) version));
        }
        directory.create("keys/customer/hmac/11.json.bak", new byte[1]);
        directory.create("keys/customer/hmac/0.json", new byte[1]);

        VersionedKey current = keys.current("customer", KeyUse.HMAC);

        assertThat(current.version()).isEqualTo(10);
        assertThat(current.secret().getEncoded()).containsOnly(10);
        assertThat(keys.find("customer", KeyUse.HMAC, 1)).contains(first);
        assertThat(keys.find("customer", KeyUse.HMAC, 9).orElseThrow().secret().getEncoded())
                .containsOnly(9);
        assertThat(keys.find("customer", KeyUse.HMAC, 3)).isEmpty();
    }

    private static byte[] secret(byte filler) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, filler);
        return SealedJson.write(
                1, Map.of("made", Instant.EPOCH, "secret", Base64.getEncoder().encodeToString(secret)));
    }

    @Test
    void onlyTheOwnerCanReadAKey(@TempDir Path folder) throws IOException {
        try (DiskDirectory disk = DiskDirectory.open(folder.resolve("home"))) {
            for (KeyUse use : KeyUse.values()) {
                new DirectoryKeyProvider(disk).current("customer", use);
                Path file = disk.path(path("customer", use, 1)).orElseThrow();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                for (Path part = file.getParent(); !part.equals(folder); part = part.getParent()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                            .isEqualTo("rwx------");
                }
            }
            assertThat(folder.resolve("home/tmp")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "../x", "a/b", "a.b", "-a", "a b", "\u00e4", "a\n"})
    void otherNamesAreRefused(String name) {
        String message = "name of a key must be 1 to 64 lower-case letters, digits and dashes but was '" + name + "'";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.current(name, KeyUse.HMAC))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.find(name, KeyUse.HMAC, 1))
                .withMessage(message);
    }

    @Test
    void theLongestNameFits() {
        assertThat(keys.current("a".repeat(64), KeyUse.HMAC).name()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> keys.current("a".repeat(65), KeyUse.HMAC));
    }

    /** A new key in place of a damaged one would make everything written with the old unreadable, silently. */
    @ParameterizedTest
    @EnumSource(KeyUse.class)
    void aKeyThatIsCutOrFlippedIsDamageAndTellsNoSecret(KeyUse use) {
        String secret = Base64.getEncoder()
                .encodeToString(keys.current("customer", use).secret().getEncoded());
        String path = path("customer", use, 1);
        byte[] intact = directory.read(path).orElseThrow();
        for (int i = 0; i < intact.length; i++) {
            directory.replace(path, Arrays.copyOf(intact, i));
            assertDamaged(path, use, secret);
            byte[] flipped = intact.clone();
            flipped[i] ^= (byte) (1 << i % 7);
            directory.replace(path, flipped);
            assertDamaged(path, use, secret);
        }
        assertThat(directory.list("keys/customer/" + use.name().toLowerCase(Locale.ROOT)))
                .containsExactly("1.json");
    }

    private void assertDamaged(String path, KeyUse use, String secret) {
        assertThatThrownBy(() -> new DirectoryKeyProvider(directory).current("customer", use))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("key " + path)
                .hasMessageMatching(".*; (restore it from a backup|use a newer version of the library)")
                .satisfies(e -> assertTellsNothing(e, secret));
    }

    private static void assertTellsNothing(Throwable thrown, String secret) {
        assertThat(thrown).hasNoCause();
        assertThat(thrown.getSuppressed()).isEmpty();
        for (int i = 0; i + 8 <= secret.length(); i++) {
            assertThat(thrown.getMessage()).doesNotContain(secret.substring(i, i + 8));
        }
    }

    @Test
    void halvesThatDoNotBelongTogetherAreDamage() {
        VersionedKey one = keys.current("one", KeyUse.SIGNING);
        VersionedKey two = keys.current("two", KeyUse.SIGNING);
        String path = path("one", KeyUse.SIGNING, 1);
        Base64.Encoder base64 = Base64.getEncoder();
        directory.replace(
                path,
                SealedJson.write(
                        1,
                        Map.of(
                                "public",
                                base64.encodeToString(
                                        one.publicKey().orElseThrow().getEncoded()),
                                "secret",
                                base64.encodeToString(two.secret().getEncoded()))));

        assertThatThrownBy(() -> new DirectoryKeyProvider(directory).current("one", KeyUse.SIGNING))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("key " + path + " is not a key of this library; restore it from a backup");
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAsItIs() {
        String path = path("customer", KeyUse.HMAC, 1);
        byte[] newer = "{\"format\":2,\"wrapped\":\"c2VjcmV0c2VjcmV0\"}".getBytes(UTF_8);
        directory.create(path, newer);

        assertThatThrownBy(() -> keys.current("customer", KeyUse.HMAC))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("key " + path + " has format 2, newer than this version reads (1); "
                        + "use a newer version of the library");
        assertThat(directory.read(path))
                .hasValueSatisfying(now -> assertThat(now).isEqualTo(newer));
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() {
        for (KeyUse use : KeyUse.values()) {
            VersionedKey key = keys.current("customer", use);
            assertThat(key).hasToString("customer/" + use + "/1");
            String secret = Base64.getEncoder().encodeToString(key.secret().getEncoded());
            assertThat(keys + " " + key).doesNotContain(secret.substring(0, 8));
        }
    }

    @Test
    void whereNothingCanBeWrittenKeysAreFoundButNotMade() {
        VersionedKey made = keys.current("customer", KeyUse.HMAC);
        DirectoryKeyProvider reader = new DirectoryKeyProvider(new ReadOnlyDirectory(directory));

        assertThat(reader.current("customer", KeyUse.HMAC).secret().getEncoded())
                .isEqualTo(made.secret().getEncoded());
        assertThatThrownBy(() -> reader.current("other", KeyUse.HMAC))
                .isInstanceOf(MlopsException.class)
                .hasMessageStartingWith("there is no key other/HMAC and none can be made");
    }
}
