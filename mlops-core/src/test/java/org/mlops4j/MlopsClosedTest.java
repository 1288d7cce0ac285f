package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.Registration;

class MlopsClosedTest {

    private static final Actor ADA = Actor.human("ada");

    /** Another instance on the same home, here in one JVM, is none of the first one's business. */
    @Test
    void aClosedInstanceRefusesItsRegistryAndAnotherGoesOn(@TempDir Path home) {
        Registration registration =
                Registration.of("credit").parameter("l2", "0.1").build();
        ModelRegistry held;
        try (Mlops other = Mlops.at(home)) {
            try (Mlops mlops = Mlops.at(home)) {
                held = mlops.registry();
                held.register(registration, ADA, "trained");
            }
            assertThatThrownBy(() -> held.register(registration, ADA, "again"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the library is closed; open the home again");
            assertThatThrownBy(() -> held.resolve("credit:1")).isInstanceOf(IllegalStateException.class);

            assertThat(other.registry().resolve("credit:1").number()).isEqualTo(1);
            other.registry().moveAlias("credit", "champion", 1, ADA, "first");
            assertThat(other.audit().verify().isIntact()).isTrue();
        }
    }
}
