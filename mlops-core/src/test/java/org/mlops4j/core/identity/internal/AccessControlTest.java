package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.ActionHistory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.ActorProvider;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

class AccessControlTest {

    private static final Actor ADA = Actor.human("ada");

    private static AccessControl knowing(ActorProvider provider) {
        return new AccessControl(provider, Authorizer.allowAll(), (actor, action, subject) -> false);
    }

    @Test
    void takesTheCallersWordWithoutAProvider() {
        AccessControl trusting = new AccessControl(null, Authorizer.allowAll(), (actor, action, subject) -> false);
        assertThat(trusting.identify(ADA)).isEqualTo(ADA);
        assertThat(trusting.identify(ADA.authenticated())).isEqualTo(ADA.authenticated());
    }

    @Test
    void authenticatesWhomTheProviderKnows() {
        assertThat(knowing(() -> Optional.of(ADA)).identify(ADA)).isEqualTo(ADA.authenticated());
    }

    @Test
    void refusesToActInTheNameOfAnother() {
        AccessControl access = knowing(() -> Optional.of(Actor.human("bob")));
        assertThatThrownBy(() -> access.identify(ADA))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("the caller is human:bob but claims to be human:ada; act in your own name");
    }

    @Test
    void believesNoCallerWhomTheProviderDoesNotKnow() {
        assertThat(knowing(Optional::empty).identify(ADA.authenticated())).isEqualTo(ADA);
    }

    @Test
    void leavesAnAutomaticRuleInAPersonsRequestAClaim() {
        AccessControl access = knowing(() -> Optional.of(ADA));
        Actor rule = Actor.service("mlops");
        assertThat(access.identify(rule.authenticated())).isEqualTo(rule);
    }

    @Test
    void leavesWhatTheLibraryDoesByItselfToTheLibraryInTheRequestOfAnotherService() {
        AccessControl access = knowing(() -> Optional.of(Actor.service("billing")));
        assertThat(access.identify(Actor.service("mlops"))).isEqualTo(Actor.service("mlops"));
        assertThatThrownBy(() -> access.identify(Actor.service("scoring"))).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void authorizesTheActorAsItKnowsThemWithTheHistory() {
        List<Object> asked = new ArrayList<>();
        Authorizer authorizer = new Authorizer() {
            @Override
            public void authorize(Actor actor, String action, Ref subject) {
                throw new AssertionError("the library knows the history");
            }

            @Override
            public void authorize(Actor actor, String action, Ref subject, ActionHistory history) {
                asked.addAll(List.of(actor, action, subject, history.hasDone(actor, "x.y", subject)));
            }
        };
        AccessControl access =
                new AccessControl(() -> Optional.of(ADA), authorizer, (actor, action, subject) -> action.equals("x.y"));
        Ref subject = Ref.of("alias", "credit@champion");
        assertThat(access.admit(ADA, "alias.move", subject)).isEqualTo(ADA.authenticated());
        assertThat(asked).containsExactly(ADA.authenticated(), "alias.move", subject, true);
    }
}
