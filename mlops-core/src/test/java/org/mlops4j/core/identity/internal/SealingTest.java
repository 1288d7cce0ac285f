package org.mlops4j.core.identity.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.VersionedKey;

/**
 * Held against test cases 13 to 16, those of AES-256 with a nonce of 96 bits, of "The Galois/Counter Mode of Operation
 * (GCM)" by McGrew and Viega, appendix B, as submitted to NIST.
 */
class SealingTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String KEY = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private static final String NONCE = "cafebabefacedbaddecaf888";
    private static final String PLAINTEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final String CIPHERTEXT = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662";
    private static final String CONTEXT = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String TAG = "76fc6ece0f4e1768cddf8853bb2d551b";
    private static final String ZERO_KEY = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String ZERO_NONCE = "000000000000000000000000";

    private static VersionedKey key(String hex) {
        return VersionedKey.symmetric("customer", KeyUse.ENCRYPTION, 1, new SecretKeySpec(HEX.parseHex(hex), "AES"));
    }

    @ParameterizedTest
    @CsvSource({
        ZERO_KEY + ',' + ZERO_NONCE + ",'','','',530f8afbc74536b9a963b4f1c4cb738b",
        ZERO_KEY + ',' + ZERO_NONCE
                + ",00000000000000000000000000000000,'',cea7403d4d606b6e074ec5d3baf39d18,"
                + "d0d1c8a799996bf0265b98b5d48ab919",
        KEY + ',' + NONCE + ',' + PLAINTEXT + "1aafd255,''," + CIPHERTEXT + "898015ad,b094dac5d93471bdec1a502270e3cc6c",
        KEY + ',' + NONCE + ',' + PLAINTEXT + ',' + CONTEXT + ',' + CIPHERTEXT + ',' + TAG
    })
    void sealsAndOpensAsInTheSpecification(
            String key, String nonce, String plaintext, String context, String ciphertext, String tag)
            throws Exception {
        byte[] about = HEX.parseHex(context);
        byte[] sealed = Sealing.seal(key(key), HEX.parseHex(nonce), HEX.parseHex(plaintext), about);
        assertThat(HEX.formatHex(sealed)).isEqualTo(nonce + ciphertext + tag);
        assertThat(HEX.formatHex(Sealing.open(key(key), sealed, 0, about))).isEqualTo(plaintext);
    }

    /** The record in golden/governance/notes_crypto.json, made with Python's cryptography. */
    @Test
    void sealsARecordAsAnotherLanguageDoes() throws Exception {
        VersionedKey key = key("1ac41327791e2d47452c18acaafd7e9fa69fd012c4f5b786c044db5753821d83");
        byte[] sealed = Sealing.seal(
                key,
                HEX.parseHex("000102030405060708090a0b"),
                "{\"age\":41,\"income\":52000}".getBytes(UTF_8),
                "log=mlops.example/audit/prod;index=5;subject=ps-1".getBytes(UTF_8));
        assertThat(HEX.formatHex(sealed))
                .isEqualTo("000102030405060708090a0b"
                        + "517e7b7499cf8d7a2dfbacddc8957c9f99b9873853a523e046640d5d52a1adba20b3cbd75f799c67d5");
    }

    @Test
    void opensNothingInAnotherContext() throws Exception {
        byte[] sealed = HEX.parseHex(NONCE + CIPHERTEXT + TAG);
        assertThatThrownBy(() -> Sealing.open(key(KEY), sealed, 0, new byte[0]))
                .isInstanceOf(AEADBadTagException.class);
    }
}
