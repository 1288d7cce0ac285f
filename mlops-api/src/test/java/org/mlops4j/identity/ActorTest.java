package org.mlops4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.Actor.Assurance;
import org.mlops4j.identity.Actor.Kind;

class ActorTest {

    @ParameterizedTest
    @CsvSource({
        "human:ada, HUMAN, ada",
        "service:scorer, SERVICE, scorer",
        "ci:nightly, CI, nightly",
        "CI:nightly, CI, nightly",
        "ci:nightly:17, CI, nightly:17",
        "ada, HUMAN, ada",
        "ada@example.com, HUMAN, ada@example.com",
        "robot:r2, HUMAN, robot:r2",
        ":x, HUMAN, :x",
        "human:ci:x, HUMAN, ci:x"
    })
    void parseReadsKindAndId(String text, Kind kind, String id) {
        assertThat(Actor.parse(text)).isEqualTo(new Actor(kind, id, Assurance.CLAIMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"human:ada", "service:scorer", "ci:a:b", "human:ci:x"})
    void parseReadsWhatToStringWrites(String text) {
        assertThat(Actor.parse(text)).hasToString(text);
    }

    @Test
    void parseNeverAuthenticates() {
        assertThat(Actor.parse(Actor.human("ada").authenticated().toString()).assurance())
                .isEqualTo(Assurance.CLAIMED);
    }

    @Test
    void authenticatedKeepsKindAndId() {
        assertThat(Actor.service("scorer").authenticated())
                .isEqualTo(new Actor(Kind.SERVICE, "scorer", Assurance.AUTHENTICATED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b", "a\u0085b"})
    void anIdThatIsBlankOrHasLineBreaksIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Actor.ci(id))
                .withMessageStartingWith("actor id must be 1 to 255 characters without line breaks but was '");
    }

    @Test
    void anIdOf255CharactersIsTheLongest() {
        assertThat(Actor.human("a".repeat(255)).id()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Actor.human("a".repeat(256)))
                .withMessageEndingWith("(256 characters)");
    }

    @Test
    void anEmptyIdAfterAKindIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Actor.parse("ci:"));
    }
}
