package org.mlops4j.core.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.compliance.Control;
import org.mlops4j.compliance.PolicyPack;

class PacksTest {

    private static final PolicyPack FOUNDATION = Packs.foundation();

    @Test
    void theFoundationHoldsOneControlAFact() {
        assertThat(FOUNDATION.controls())
                .extracting(Control::id)
                .containsExactlyElementsOf(Arrays.stream(FactChecks.Fact.values())
                        .map(FactChecks.Fact::id)
                        .toList());
    }

    @Test
    void everyControlSaysWhereItComesFromAndCanBeBuilt() {
        CheckCatalog catalog = CheckCatalog.of(FactChecks.kinds());
        assertThat(FOUNDATION.controls()).allSatisfy(control -> {
            assertThat(control.source()).isNotBlank();
            assertThat(control.title()).isNotBlank();
            assertThat(catalog.create(control.check()).spec()).isEqualTo(control.check());
        });
    }
}
