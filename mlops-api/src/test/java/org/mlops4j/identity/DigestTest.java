package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    /** SHA-256 of "abc": FIPS 180-4, example of NIST. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** SHA-256 of no bytes: FIPS 180-4, example of NIST. */
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void hashesAsTheStandardSays() {
        assertThat(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)).hex()).isEqualTo(ABC);
        assertThat(Digest.of(new byte[0]).hex()).isEqualTo(EMPTY);
    }

    @Test
    void parseReadsWithAndWithoutPrefix() {
        assertThat(Digest.parse("sha256:" + ABC)).isEqualTo(Digest.parse(ABC));
    }

    @Test
    void parseReadsWhatToStringWrites() {
        assertThat(Digest.parse(ABC)).hasToString("sha256:" + ABC);
        assertThat(Digest.parse(Digest.parse(ABC).toString())).isEqualTo(Digest.parse(ABC));
    }

    @Test
    void bytesAreTheHash() {
        assertThat(Digest.ofHash(Digest.parse(ABC).toBytes())).isEqualTo(Digest.parse(ABC));
        assertThat(Digest.parse(ABC).toBytes()).hasSize(32).startsWith(0xba, 0x78);
    }

    @Test
    void bytesAreACopy() {
        Digest digest = Digest.parse(ABC);
        digest.toBytes()[0] = 0;

        assertThat(digest.toBytes()[0]).isEqualTo((byte) 0xba);
    }

    @Test
    void shortHexIsTheBeginning() {
        assertThat(Digest.parse(ABC).shortHex()).isEqualTo("ba7816bf8f01");
    }

    @Test
    void ordersByTheDigits() {
        Digest low = Digest.parse("0".repeat(63) + "a");
        Digest high = Digest.parse("f" + "0".repeat(63));

        assertThat(List.of(high, Digest.parse(ABC), low).stream().sorted())
                .containsExactly(low, Digest.parse(ABC), high);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.parse(text))
                .withMessageStartingWith("digest must be 64 lower-case hexadecimal digits but was '")
                .withMessageEndingWith("(" + text.length() + " characters)");
    }

    @Test
    void aHashOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofHash(new byte[31]));
    }
}
