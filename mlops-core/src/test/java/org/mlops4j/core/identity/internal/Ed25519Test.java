package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the vectors of RFC 8032, section 7.1. */
class Ed25519Test {

    static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    static final String SIGNATURE_OF_NOTHING = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    private static final HexFormat HEX = HexFormat.of();

    /** PKCS #8 and X.509 around the 32 bytes, as in RFC 8410. */
    static PrivateKey privateKey(String seed) throws Exception {
        return Ed25519.privateKey(HEX.parseHex("302e020100300506032b657004220420" + seed));
    }

    static PublicKey publicKey(String point) throws Exception {
        return Ed25519.publicKey(HEX.parseHex("302a300506032b6570032100" + point));
    }

    @ParameterizedTest
    @CsvSource({
        SEED + ',' + PUBLIC + ",''," + SIGNATURE_OF_NOTHING,
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
                + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
                + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    })
    void signsAndVerifiesAsInTheRfc(String seed, String point, String message, String signature) throws Exception {
        byte[] text = HEX.parseHex(message);
        assertThat(HEX.formatHex(Ed25519.sign(privateKey(seed), text))).isEqualTo(signature);
        assertThat(Ed25519.verifies(publicKey(point), text, HEX.parseHex(signature)))
                .isTrue();
        assertThat(Ed25519.isPair(privateKey(seed), publicKey(point))).isTrue();
    }

    @Test
    void refusesASignatureWithAnyBitChanged() throws Exception {
        byte[] signature = HEX.parseHex(SIGNATURE_OF_NOTHING);
        for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
            byte[] changed = signature.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(Ed25519.verifies(publicKey(PUBLIC), new byte[0], changed))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    /** RFC 8032, section 5.1.7: S must be below the order of the group, or every signature had a second form. */
    @Test
    void refusesASignatureWhoseScalarIsNotReduced() throws Exception {
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] signature = HEX.parseHex(SIGNATURE_OF_NOTHING);
        byte[] scalar = new byte[32];
        for (int i = 0; i < 32; i++) {
            scalar[i] = signature[63 - i];
        }
        byte[] sum = new BigInteger(1, scalar).add(order).toByteArray();
        for (int i = 0; i < sum.length; i++) {
            signature[32 + i] = sum[sum.length - 1 - i];
        }
        assertThat(Ed25519.verifies(publicKey(PUBLIC), new byte[0], signature)).isFalse();
    }

    @Test
    void refusesSignaturesOfAnotherLength() throws Exception {
        for (int length : new int[] {0, 1, 63, 65, 1000}) {
            assertThat(Ed25519.verifies(publicKey(PUBLIC), new byte[0], new byte[length]))
                    .isFalse();
        }
    }

    @Test
    void tellsHalvesOfDifferentPairsApart() throws Exception {
        KeyPair other = Ed25519.newPair();
        assertThat(Ed25519.isPair(privateKey(SEED), other.getPublic())).isFalse();
        assertThat(Ed25519.isPair(other.getPrivate(), other.getPublic())).isTrue();
    }

    @Test
    void knowsItsOwnPublicKeysFromThoseOfOtherAlgorithms() throws Exception {
        assertThat(Ed25519.isPublic(publicKey(PUBLIC))).isTrue();
        for (String algorithm : new String[] {"Ed448", "X25519", "EC"}) {
            PublicKey other =
                    KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
            assertThat(Ed25519.isPublic(other)).as(algorithm).isFalse();
        }
    }
}
