package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RefTest {

    @Test
    void toStringShowsTheBeginningOfTheDigest() {
        assertThat(Ref.of("model-version", "credit:3")).hasToString("model-version credit:3");
        assertThat(Ref.of("model-version", "credit:3", Digest.of(new byte[0])))
                .hasToString("model-version credit:3 (e3b0c44298fc)");
    }

    @Test
    void kindAndIdMustNotBeBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ref.of("model", " "))
                .withMessage("kind and id must not be blank but were 'model', ' '");
    }

    @Test
    void digestIsPartOfIt() {
        assertThat(Ref.of("a", "b", Digest.of(new byte[0]))).isNotEqualTo(Ref.of("a", "b"));
        assertThat(Ref.of("a", "b").digest()).isEmpty();
    }

    @Test
    void allowAllRefusesNobody() {
        assertThatCode(() -> Authorizer.allowAll().authorize(Actor.human("ada"), "alias.move", Ref.of("a", "b")))
                .doesNotThrowAnyException();
    }
}
