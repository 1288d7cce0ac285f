package org.mlops4j.testing.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/**
 * What every {@link KeyProvider} must do. The provider has, or makes on first use, a key named {@value #NAME} for each
 * {@link KeyUse}.
 *
 * @since 0.1.0
 */
public abstract class KeyProviderContract {

    /** The name of the keys that the contract asks for. */
    protected static final String NAME = "tck";

    private static final int THREADS = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAC_BYTES = 32;
    private static final byte[] TEXT = "a text to protect".getBytes(StandardCharsets.UTF_8);

    private KeyProvider keys;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls setUp before each test
    protected KeyProviderContract() {}

    /**
     * Makes a provider; called before each test.
     *
     * @return the provider
     * @throws Exception if that fails
     */
    protected abstract KeyProvider newProvider() throws Exception;

    @BeforeEach
    final void setUpProvider() throws Exception {
        keys = newProvider();
    }

    @Test
    final void saysWhatItHandsOut() {
        for (KeyUse use : KeyUse.values()) {
            VersionedKey key = keys.current(NAME, use);
            assertThat(key.name()).isEqualTo(NAME);
            assertThat(key.use()).isEqualTo(use);
            assertThat(key.version()).isPositive();
        }
    }

    @Test
    final void findsTheCurrentVersionAgain() throws Exception {
        VersionedKey key = keys.current(NAME, KeyUse.HMAC);
        VersionedKey found =
                keys.find(NAME, KeyUse.HMAC, key.version()).orElseThrow(() -> new AssertionError("not found: " + key));
        assertThat(tag(found)).isEqualTo(tag(key));
    }

    @Test
    final void handsOutTheSameKeyToAllThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<String>> questions = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                questions.add(() -> HexFormat.of().formatHex(tag(keys.current(NAME, KeyUse.HMAC))));
            }
            Set<String> tags = new HashSet<>();
            for (Future<String> answer : pool.invokeAll(questions)) {
                tags.add(answer.get());
            }
            assertThat(tags).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    final void makesTagsOf256Bits() throws Exception {
        assertThat(tag(keys.current(NAME, KeyUse.HMAC))).hasSize(MAC_BYTES);
    }

    @Test
    final void decryptsWhatItEncrypted() throws Exception {
        VersionedKey key = keys.current(NAME, KeyUse.ENCRYPTION);
        GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key.secret(), nonce);
        byte[] sealed = cipher.doFinal(TEXT);
        cipher.init(Cipher.DECRYPT_MODE, key.secret(), nonce);
        assertThat(cipher.doFinal(sealed)).isEqualTo(TEXT);
    }

    @Test
    final void verifiesWhatItSigned() throws Exception {
        VersionedKey key = keys.current(NAME, KeyUse.SIGNING);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign((PrivateKey) key.secret());
        ed25519.update(TEXT);
        byte[] signature = ed25519.sign();
        ed25519.initVerify(key.publicKey().orElseThrow(() -> new AssertionError("no public half: " + key)));
        ed25519.update(TEXT);
        assertThat(ed25519.verify(signature)).isTrue();
    }

    @Test
    final void findsNoVersionThatThereIsNot() {
        int current = keys.current(NAME, KeyUse.HMAC).version();
        assertThat(keys.find(NAME, KeyUse.HMAC, current + 1)).isEmpty();
        assertThat(keys.find(NAME, KeyUse.HMAC, 0)).isEmpty();
        assertThat(keys.find(NAME, KeyUse.HMAC, -1)).isEmpty();
    }

    @Test
    final void refusesNamesOfAnotherForm() {
        for (String name : List.of("", "A", "a b", "a/b", "../a")) {
            assertThatThrownBy(() -> keys.current(name, KeyUse.HMAC)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> keys.find(name, KeyUse.HMAC, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    final void saysNothingOfItsKeys() {
        String said = keys.toString();
        for (KeyUse use : KeyUse.values()) {
            byte[] secret = keys.current(NAME, use).secret().getEncoded();
            // A key that cannot leave its hardware has no encoding.
            if (secret != null) {
                boolean isSaid = said.contains(HexFormat.of().formatHex(secret))
                        || said.contains(Base64.getEncoder().encodeToString(secret));
                assertThat(isSaid).as("toString() of the provider shows a key").isFalse();
            }
        }
    }

    private static byte[] tag(VersionedKey key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key.secret());
        return mac.doFinal(TEXT);
    }
}
