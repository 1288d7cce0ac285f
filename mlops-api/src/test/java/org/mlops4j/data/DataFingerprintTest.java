package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Digest;

class DataFingerprintTest {

    private static final Digest A = Digest.of("a".getBytes(StandardCharsets.UTF_8));
    private static final Digest B = Digest.of("b".getBytes(StandardCharsets.UTF_8));

    @Test
    void everyPartCountsForEquality() {
        DataFingerprint print = new DataFingerprint(2, A, A, A, Map.of("x", A));

        assertThat(new DataFingerprint(2, A, A, A, Map.of("x", A)))
                .isEqualTo(print)
                .hasSameHashCodeAs(print);
        assertThat(List.of(
                        new DataFingerprint(3, A, A, A, Map.of("x", A)),
                        new DataFingerprint(2, B, A, A, Map.of("x", A)),
                        new DataFingerprint(2, A, B, A, Map.of("x", A)),
                        new DataFingerprint(2, A, A, B, Map.of("x", A)),
                        new DataFingerprint(2, A, A, A, Map.of("x", B)),
                        new DataFingerprint(2, A, A, A, Map.of("y", A))))
                .doesNotContain(print);
    }

    @Test
    void columnsAreCopiedInTheirOrder() {
        Map<String, Digest> columns = new LinkedHashMap<>();
        columns.put("z", A);
        columns.put("a", B);
        DataFingerprint print = new DataFingerprint(2, A, A, A, columns);
        columns.clear();

        assertThat(print.columns().keySet()).containsExactly("z", "a");
    }

    @Test
    void aNegativeNumberOfRowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataFingerprint(-1, A, A, A, Map.of()))
                .withMessage("rows must be >= 0 but was -1");
    }

    /** SHA-256 of "a", FIPS 180-4. */
    @Test
    void toStringIsShort() {
        assertThat(new DataFingerprint(2, A, A, A, Map.of())).hasToString("2 rows, ca978112ca1b");
    }
}
