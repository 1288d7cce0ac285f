package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorizerTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Ref ALIAS = Ref.of("alias", "credit@champion");

    @Test
    void needsNoHistoryUnlessItAsks() {
        List<Object> asked = new ArrayList<>();
        Authorizer authorizer = (actor, action, subject) -> asked.addAll(List.of(actor, action, subject));
        authorizer.authorize(ADA, "alias.move", ALIAS, (actor, action, subject) -> {
            throw new AssertionError("nobody asked");
        });
        assertThat(asked).containsExactly(ADA, "alias.move", ALIAS);
    }

    @Test
    void allowsEverythingByDefault() {
        assertThatCode(() -> Authorizer.allowAll().authorize(ADA, "alias.move", ALIAS))
                .doesNotThrowAnyException();
    }
}
