package org.mlops4j.core.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.ActionHistory;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;
import org.mlops4j.identity.UnauthorizedException;

class AccessRulesTest {

    private static final Ref VERSION = Ref.of("model-version", "credit:3");
    private static final Actor ADA = Actor.human("ada");
    private static final Actor BOB = Actor.human("bob");
    private static final Actor NIGHTLY = Actor.ci("nightly");
    private static final ActionHistory NOTHING = (actor, action, subject) -> false;

    @Test
    void refusesWhatNoRuleAllows() {
        assertThatThrownBy(() -> AccessRules.denyAll().authorize(ADA, "alias.move", VERSION, NOTHING))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:ada may not 'alias.move' model-version credit:3; no rule allows it to anybody");
    }

    @Test
    void allowsKindsAndActorsAndNamesThemToOthers() {
        AccessRules rules = AccessRules.denyAll()
                .allow("version.register", Actor.Kind.CI, Actor.Kind.SERVICE)
                .allow("version.*", ADA);
        assertThatCode(() -> rules.authorize(NIGHTLY, "version.register", VERSION, NOTHING))
                .doesNotThrowAnyException();
        assertThatCode(() -> rules.authorize(ADA.authenticated(), "version.register", VERSION, NOTHING))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.authorize(BOB, "version.register", VERSION, NOTHING))
                .hasMessage("human:bob may not 'version.register' model-version credit:3; allowed are any ci, "
                        + "any service, human:ada");
        assertThatThrownBy(() -> rules.authorize(NIGHTLY, "version.tag", VERSION, NOTHING))
                .isInstanceOf(UnauthorizedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "alias.move, alias.move, true",
        "alias.move, alias.move-back, false",
        "alias.move, alias, false",
        "alias.*, alias.move, true",
        "alias.*, alias.roll-back, true",
        "alias.*, alias, false",
        "alias.*, aliases.move, false",
        "alias.*, alias.move.now, true",
        "*, anything.at-all, true"
    })
    void matchesActionsByPattern(String pattern, String action, boolean isAllowed) {
        AccessRules rules = AccessRules.denyAll().allow(pattern, Actor.Kind.HUMAN);
        if (isAllowed) {
            assertThatCode(() -> rules.authorize(ADA, action, VERSION, NOTHING)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> rules.authorize(ADA, action, VERSION, NOTHING))
                    .isInstanceOf(UnauthorizedException.class);
        }
    }

    @Test
    void refusesAnActorWhoOnlyClaims() {
        AccessRules rules = AccessRules.denyAll().allow("*", Actor.Kind.HUMAN).requireAuthenticated("version.approve");
        assertThatThrownBy(() -> rules.authorize(ADA, "version.approve", VERSION, NOTHING))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage(
                        "human:ada may not 'version.approve' model-version credit:3 by claim only; authenticate with "
                                + "the application's ActorProvider");
        assertThatCode(() -> rules.authorize(ADA.authenticated(), "version.approve", VERSION, NOTHING))
                .doesNotThrowAnyException();
        assertThatCode(() -> rules.authorize(ADA, "version.tag", VERSION, NOTHING))
                .doesNotThrowAnyException();
    }

    @Test
    void wantsASecondPairOfEyes() {
        AccessRules rules =
                AccessRules.denyAll().allow("*", Actor.Kind.HUMAN).separate("version.register", "version.approve");
        ActionHistory history = (actor, action, subject) ->
                actor.equals(ADA) && action.equals("version.register") && subject.equals(VERSION);
        assertThatThrownBy(() -> rules.authorize(ADA, "version.approve", VERSION, history))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("human:ada may not 'version.approve' model-version credit:3 after having done "
                        + "'version.register' to it; somebody else must");
        assertThatCode(() -> rules.authorize(BOB, "version.approve", VERSION, history))
                .doesNotThrowAnyException();
        assertThatCode(() -> rules.authorize(ADA, "version.approve", Ref.of("model-version", "credit:4"), history))
                .doesNotThrowAnyException();
        assertThatCode(() -> rules.authorize(ADA, "version.tag", VERSION, history))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesSeparatedActionsWhenThereIsNoHistoryToAsk() {
        AccessRules rules =
                AccessRules.denyAll().allow("*", Actor.Kind.HUMAN).separate("version.register", "version.approve");
        assertThatThrownBy(() -> rules.authorize(BOB, "version.approve", VERSION))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void leavesTheRulesItWasMadeFromAsTheyWere() {
        AccessRules none = AccessRules.denyAll();
        none.allow("*", Actor.Kind.HUMAN);
        assertThatThrownBy(() -> none.authorize(ADA, "alias.move", VERSION, NOTHING))
                .isInstanceOf(UnauthorizedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alias.move", "alias.", ".move", "al*", "*.move", "alias move", "**", "alias..move"})
    void refusesPatternsThatAreNone(String pattern) {
        assertThatThrownBy(() -> AccessRules.denyAll().allow(pattern, Actor.Kind.HUMAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was '" + pattern + "'");
        assertThatThrownBy(() -> AccessRules.denyAll().requireAuthenticated(pattern))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesRulesThatSayNothing() {
        assertThatThrownBy(() -> AccessRules.denyAll().allow("*", new Actor[0]))
                .hasMessage("rule for '*' must name whom it allows");
        assertThatThrownBy(() -> AccessRules.denyAll().allow("*", new Actor.Kind[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AccessRules.denyAll().separate("version.approve", "version.approve"))
                .hasMessage("separated must be two different actions but were 'version.approve' and 'version.approve'");
        assertThatThrownBy(() -> AccessRules.denyAll().separate("version.*", "version.approve"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
