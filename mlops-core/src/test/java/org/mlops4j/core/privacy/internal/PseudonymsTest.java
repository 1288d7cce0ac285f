package org.mlops4j.core.privacy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.identity.KeyUse;

class PseudonymsTest {

    private static final String MAIL = "ada@example.org";

    private final HmacKeys keys = new HmacKeys();

    private Pseudonyms pseudonyms(String name, int version) {
        return new Pseudonyms(keys.find(name, KeyUse.HMAC, version).orElseThrow());
    }

    /** Expected values by Python's hmac and hashlib, key of version v = 32 bytes v, and the form in the class's Javadoc. */
    @ParameterizedTest
    @CsvSource({
        "subject, 1, ada@example.org, p1:tcoAGNJhEFPJ9EZRUFG-EA",
        "subject, 2, ada@example.org, p2:yoo3rU_IuSUW89HrCKw7wA",
        "customer, 1, ada@example.org, p1:KhOqYDTnutEF_UZdeTumeg",
        "subject, 1, '', p1:cXWk4O1uPeeNa32EDK5Qaw",
        "subject, 1, Zo\u00eb \u6f22 \uD83D\uDE00, p1:cheBeDnbi-83uX3rwZ6YqQ",
        "subject, 1, Zoe\u0308 \u6f22 \uD83D\uDE00, p1:cheBeDnbi-83uX3rwZ6YqQ",
    })
    void arePythonsHmac(String key, int version, String value, String expected) {
        keys.rotate();

        assertThat(pseudonyms(key, version).of(value)).isEqualTo(expected);
    }

    @Test
    void oneValueHasOnePseudonymWhoeverMakesIt() {
        String first = pseudonyms("subject", 1).of(MAIL);
        keys.rotate();

        assertThat(pseudonyms("subject", 1).of(MAIL)).isEqualTo(first);
    }

    @Test
    void manyThreadsMakeTheSame() {
        Pseudonyms shared = pseudonyms("subject", 1);
        List<String> expected =
                IntStream.range(0, 2_000).mapToObj(i -> shared.of("v" + i)).toList();

        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .mapToObj(i -> shared.of("v" + i))
                        .toList())
                .isEqualTo(expected)
                .doesNotHaveDuplicates();
    }
}
