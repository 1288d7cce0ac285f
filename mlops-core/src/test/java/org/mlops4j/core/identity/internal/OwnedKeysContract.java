package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.VersionedKey;

/** What keys of ours do wherever they lie. */
abstract class OwnedKeysContract {

    private static final KeySeries CUSTOMER = new KeySeries("customer", KeyUse.HMAC);
    private static final KeySeries AUDIT = new KeySeries("audit", KeyUse.SIGNING);

    private OwnedKeys keys;

    /** The keys of this test, as another process would open them. */
    abstract OwnedKeys open() throws Exception;

    @BeforeEach
    void openKeys() throws Exception {
        keys = open();
    }

    @Test
    void makesVersionOneOnFirstUse() throws Exception {
        VersionedKey key = keys.current("customer", KeyUse.HMAC);
        assertThat(key).hasToString("customer/HMAC/1");
        assertThat(key.secret().getEncoded()).hasSize(32);
        assertThat(secret(keys.current("customer", KeyUse.HMAC))).isEqualTo(secret(key));
        assertThat(secret(open().current("customer", KeyUse.HMAC))).isEqualTo(secret(key));
    }

    @Test
    void makesKeysThatFitTheirUse() throws Exception {
        assertThat(keys.current("a", KeyUse.HMAC).secret().getAlgorithm()).isEqualTo("HmacSHA256");
        assertThat(keys.current("a", KeyUse.ENCRYPTION).secret().getAlgorithm()).isEqualTo("AES");
        assertThat(keys.current("a", KeyUse.ENCRYPTION).secret().getEncoded()).hasSize(32);
        VersionedKey pair = keys.current("a", KeyUse.SIGNING);
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Ed25519.sign((PrivateKey) pair.secret(), text);
        assertThat(Ed25519.verifies(pair.publicKey().orElseThrow(), text, signature))
                .isTrue();
    }

    @Test
    void neverHandsOutOneKeyForTwoNamesOrUses() {
        Set<Digest> secrets = new HashSet<>();
        for (String name : List.of("a", "b", "a-b")) {
            for (KeyUse use : KeyUse.values()) {
                secrets.add(secret(keys.current(name, use)));
            }
        }
        assertThat(secrets).hasSize(9);
    }

    @Test
    void keepsOldVersionsWhenItRotates() throws Exception {
        VersionedKey first = keys.current("customer", KeyUse.HMAC);
        KeyVersion made = keys.rotate(CUSTOMER, PreparedKey::publish);
        assertThat(made).hasToString("customer/HMAC/2").returns(true, KeyVersion::current);
        VersionedKey second = keys.current("customer", KeyUse.HMAC);
        assertThat(second.version()).isEqualTo(2);
        assertThat(secret(second)).isNotEqualTo(secret(first));
        OwnedKeys others = open();
        assertThat(others.current("customer", KeyUse.HMAC).version()).isEqualTo(2);
        assertThat(secret(others.find("customer", KeyUse.HMAC, 1).orElseThrow()))
                .isEqualTo(secret(first));
    }

    @Test
    void seesWhatAnotherProcessRotates() throws Exception {
        OwnedKeys other = open();
        assertThat(keys.current("audit", KeyUse.SIGNING).version()).isEqualTo(1);
        other.rotate(AUDIT, PreparedKey::publish);
        assertThat(keys.current("audit", KeyUse.SIGNING).version()).isEqualTo(2);
    }

    @Test
    void findsNothingThatIsNotThere() {
        keys.current("customer", KeyUse.HMAC);
        assertThat(keys.find("customer", KeyUse.HMAC, 2)).isEmpty();
        assertThat(keys.find("customer", KeyUse.HMAC, 0)).isEmpty();
        assertThat(keys.find("customer", KeyUse.HMAC, -1)).isEmpty();
        assertThat(keys.find("customer", KeyUse.ENCRYPTION, 1)).isEmpty();
        assertThat(keys.find("nobody", KeyUse.HMAC, 1)).isEmpty();
    }

    @Test
    void listsEveryVersionByNameUseAndNumber() {
        assertThat(keys.list()).isEmpty();
        keys.current("customer", KeyUse.HMAC);
        for (int i = 0; i < 10; i++) {
            keys.rotate(CUSTOMER, PreparedKey::publish);
        }
        keys.current("audit", KeyUse.SIGNING);
        List<KeyVersion> list = keys.list();
        assertThat(list).hasSize(12);
        assertThat(list.subList(0, 2))
                .extracting(KeyVersion::toString, KeyVersion::current)
                .containsExactly(tuple("audit/SIGNING/1", true), tuple("customer/HMAC/1", false));
        assertThat(list.subList(1, 12))
                .extracting(KeyVersion::version)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 11).boxed().toList());
        assertThat(list.get(11).current()).isTrue();
        assertThat(list).allSatisfy(key -> {
            assertThat(key.madeAt()).isPresent();
            assertThat(key.publicKey().isPresent()).isEqualTo(key.use() == KeyUse.SIGNING);
        });
    }

    @Test
    void rotatesNoKeyThatIsNotThere() {
        keys.current("customer", KeyUse.HMAC);
        assertThatThrownBy(() -> keys.rotate(new KeySeries("custmer", KeyUse.HMAC), PreparedKey::publish))
                .isInstanceOf(MlopsException.class)
                .hasMessage("there is no key custmer/HMAC to rotate; there are [customer/HMAC]");
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void refusesNamesOfAnotherForm() {
        for (String name : List.of("", "A", "-a", "a.b", "a/b", "..", "a b", "a".repeat(65))) {
            assertThatThrownBy(() -> keys.current(name, KeyUse.HMAC))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name of a key must be 1 to 64 lower-case letters");
            assertThatThrownBy(() -> keys.find(name, KeyUse.HMAC, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void knowsTheContentOfADocumentOnceItIsPublished() throws Exception {
        List<PreparedKey> seen = new ArrayList<>();
        keys.current("customer", KeyUse.HMAC, prepared -> {
            assertThat(keys.content(prepared.document())).isEmpty();
            prepared.publish();
            seen.add(prepared);
        });
        PreparedKey made = seen.get(0);
        assertThat(made.document()).startsWith(OwnedKeys.DOCUMENTS);
        assertThat(keys.content(made.document())).contains(made.content());
        assertThat(keys.content("keys/other")).isEmpty();
    }

    @Test
    void usesNothingThatWasPreparedAndNotPublished() {
        keys.current("customer", KeyUse.HMAC);
        IllegalStateException refusal = new IllegalStateException("no");
        assertThatThrownBy(() -> keys.rotate(CUSTOMER, prepared -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(keys.current("customer", KeyUse.HMAC).version()).isEqualTo(1);
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void letsNobodyOverwriteAVersionThatSomebodyElseMade() {
        keys.current("customer", KeyUse.HMAC);
        List<PreparedKey> prepared = new ArrayList<>();
        KeyVersion made = keys.rotate(CUSTOMER, first -> {
            if (prepared.isEmpty()) {
                // Somebody else is quicker.
                keys.rotate(CUSTOMER, PreparedKey::publish);
            }
            prepared.add(first);
            first.publish();
        });
        assertThat(prepared).extracting(key -> key.key().version()).containsExactly(2, 3);
        assertThat(made.version()).isEqualTo(3);
        assertThat(keys.list()).hasSize(3);
    }

    @Test
    void givesEachOfManyRotationsAtOnceAVersionOfItsOwn() throws Exception {
        keys.current("customer", KeyUse.HMAC);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<KeyVersion>> rotations = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                OwnedKeys process = i % 2 == 0 ? keys : open();
                Callable<KeyVersion> rotation = () -> {
                    together.await();
                    return process.rotate(CUSTOMER, PreparedKey::publish);
                };
                rotations.add(pool.submit(rotation));
            }
            Set<Integer> made = new HashSet<>();
            for (Future<KeyVersion> rotation : rotations) {
                made.add(rotation.get().version());
            }
            assertThat(made).containsExactlyInAnyOrder(2, 3, 4, 5);
        } finally {
            pool.shutdownNow();
        }
        Set<Digest> secrets = new HashSet<>();
        for (int version = 1; version <= 5; version++) {
            secrets.add(secret(keys.find("customer", KeyUse.HMAC, version).orElseThrow()));
        }
        assertThat(secrets).hasSize(5);
    }

    static Digest secret(VersionedKey key) {
        return Digest.of(key.secret().getEncoded());
    }
}
