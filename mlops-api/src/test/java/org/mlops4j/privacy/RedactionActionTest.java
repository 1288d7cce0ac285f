package org.mlops4j.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.mlops4j.privacy.RedactionAction.Kind;

class RedactionActionTest {

    @Test
    void exactlyAPseudonymHasAKey() {
        assertThat(RedactionAction.pseudonym("customer")).isEqualTo(new RedactionAction(Kind.PSEUDONYM, "customer"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedactionAction(Kind.PSEUDONYM, null))
                .withMessage("exactly a PSEUDONYM must name a key but PSEUDONYM names null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedactionAction(Kind.DROP, "customer"))
                .withMessage("exactly a PSEUDONYM must name a key but DROP names customer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedactionAction.pseudonym(" "))
                .withMessage("key of a PSEUDONYM must not be blank");
        assertThatNullPointerException()
                .isThrownBy(() -> RedactionAction.pseudonym(null))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> new RedactionAction(null, null))
                .withMessage("kind");
    }

    @Test
    void onlyKeepKeepsTheValue() {
        assertThat(RedactionAction.keep().keepsValue()).isTrue();
        assertThat(RedactionAction.drop().keepsValue()).isFalse();
        assertThat(RedactionAction.bucket().keepsValue()).isFalse();
        assertThat(RedactionAction.pseudonym("subject").keepsValue()).isFalse();
    }
}
