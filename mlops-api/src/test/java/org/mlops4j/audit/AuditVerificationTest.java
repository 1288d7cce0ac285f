package org.mlops4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditVerificationTest {

    private static AuditVerification found(long entries, long first, long signed, long anchored) {
        return new AuditVerification(
                "example.com/log", entries, first, signed, anchored, List.of(), List.of(), List.of());
    }

    @Test
    void saysThatNobodyElseVouchesForIt() {
        assertThat(found(10, 0, 10, 0))
                .hasToString("example.com/log: 10 entries, intact (SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT)");
        assertThat(found(10, 0, 10, 0).independent()).isFalse();
    }

    @Test
    void saysItForAnEmptyLogToo() {
        assertThat(found(0, 0, 0, 0).selfSigned()).isEqualTo(AuditVerification.SELF_SIGNED);
    }

    @Test
    void saysForWhichEntriesNobodyElseVouches() {
        assertThat(found(10, 0, 10, 8).selfSigned())
                .isEqualTo("entries 8 to 9 SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT");
        assertThat(found(10, 0, 10, 9).selfSigned()).isEqualTo("entry 9 SELF-SIGNED, NOT INDEPENDENTLY TAMPER-EVIDENT");
        assertThat(found(10, 0, 10, 9).independent()).isTrue();
    }

    @Test
    void saysNothingMoreWhereAllIsWell() {
        assertThat(found(10, 0, 10, 10)).hasToString("example.com/log: 10 entries, intact");
        assertThat(found(10, 0, 10, 10).selfSigned()).isEmpty();
    }

    @Test
    void saysWhatWasPrunedAndIsNotSigned() {
        assertThat(found(600, 256, 599, 600))
                .hasToString(
                        "example.com/log: 600 entries, intact (pruned before entry 256; entry 599 not signed yet)");
    }

    @Test
    void listsWhatIsWrongOddOrUnchecked() {
        AuditVerification found = new AuditVerification(
                "example.com/log",
                2,
                0,
                2,
                2,
                List.of("entry 1: changed", "entry 0: changed"),
                List.of("a clock was set back"),
                List.of("example.com/other", "example.com/third"));
        assertThat(found.isIntact()).isFalse();
        assertThat(found)
                .hasToString("example.com/log: 2 entries, NOT INTACT: entry 1: changed; entry 0: changed "
                        + "(not checked: example.com/other, example.com/third; warning: a clock was set back)");
    }
}
