package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/** Held against the seven cases of RFC 4231, section 4. */
class HmacTest {

    private static final HexFormat HEX = HexFormat.of();

    private static VersionedKey key(byte[] secret) {
        return VersionedKey.symmetric("customer", KeyUse.HMAC, 1, new SecretKeySpec(secret, "HmacSHA256"));
    }

    private static String repeat(String octet, int times) {
        return octet.repeat(times);
    }

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(US_ASCII));
    }

    static List<Arguments> cases() {
        return List.of(
                Arguments.of(
                        1,
                        repeat("0b", 20),
                        ascii("Hi There"),
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                Arguments.of(
                        2,
                        ascii("Jefe"),
                        ascii("what do ya want for nothing?"),
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                Arguments.of(
                        3,
                        repeat("aa", 20),
                        repeat("dd", 50),
                        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
                Arguments.of(
                        4,
                        "0102030405060708090a0b0c0d0e0f10111213141516171819",
                        repeat("cd", 50),
                        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
                // The RFC gives the first 128 bits of this one.
                Arguments.of(5, repeat("0c", 20), ascii("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"),
                Arguments.of(
                        6,
                        repeat("aa", 131),
                        ascii("Test Using Larger Than Block-Size Key - Hash Key First"),
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                Arguments.of(
                        7,
                        repeat("aa", 131),
                        ascii("This is a test using a larger than block-size key and a larger than block-size data. "
                                + "The key needs to be hashed before being used by the HMAC algorithm."),
                        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheTagsOfTheRfc(int number, String key, String data, String tag) {
        byte[] text = HEX.parseHex(data);
        byte[] given = Hmac.sha256(key(HEX.parseHex(key)), text);
        assertThat(given).as("case %d", number).hasSize(32).startsWith(HEX.parseHex(tag));
    }

    /** The cases of golden/governance/notes_crypto.json, by Python's hmac: namespace with its length, then the value. */
    @ParameterizedTest
    @CsvSource({
        "customer, alice@example.com, fJKA-xN1tQ3rFFmrGqFZ1A",
        "customer, Alice@example.com, l6BnGG5VeULZXTfgjaG_fQ",
        "customer, 42, 2p_LqQM9rlPQCXF__n_YMg",
        "device, 42, HptdRmKpHIkKxNIR3fUsCg"
    })
    void givesThePseudonymsOfAnotherLanguage(String namespace, String value, String pseudonym) {
        byte[] secret = HEX.parseHex("606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f");
        byte[] space = namespace.getBytes(US_ASCII);
        byte[] tag = Hmac.sha256(key(secret), new byte[] {0, (byte) space.length}, space, value.getBytes(US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(tag, 16)))
                .isEqualTo(pseudonym);
    }

    @Test
    void takesPartsAsOneText() {
        VersionedKey key = key(new byte[32]);
        byte[] whole = {1, 2, 3};
        assertThat(Hmac.sha256(key, new byte[] {1}, new byte[0], new byte[] {2, 3}))
                .isEqualTo(Hmac.sha256(key, whole));
    }

    @Test
    void matchesTheWholeTagOnly() {
        VersionedKey key = key(new byte[32]);
        byte[] text = {1, 2, 3};
        byte[] tag = Hmac.sha256(key, text);
        assertThat(Hmac.matches(key, tag, text)).isTrue();
        assertThat(Hmac.matches(key, Arrays.copyOf(tag, 31), text)).isFalse();
        assertThat(Hmac.matches(key, new byte[0], text)).isFalse();
        for (int i = 0; i < tag.length; i++) {
            byte[] changed = tag.clone();
            changed[i]++;
            assertThat(Hmac.matches(key, changed, text)).isFalse();
        }
    }

    @Test
    void refusesAKeyThatIsNoSecret() throws Exception {
        VersionedKey pair = VersionedKey.signing(
                "audit", 1, Ed25519Test.privateKey(Ed25519Test.SEED), Ed25519Test.publicKey(Ed25519Test.PUBLIC));
        assertThatThrownBy(() -> Hmac.sha256(pair, new byte[1]))
                .hasMessage("key audit/SIGNING/1 cannot be used for HMAC-SHA-256")
                .hasNoCause();
    }
}
