package org.mlops4j.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.UnauthorizedException;

class ActorKeysTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Actor BOB = Actor.human("bob");
    private static final String STATEMENT = "request 17 of 2026-11-25T10:00:00Z";

    private final KeyPair hers = pair("Ed25519");
    private final KeyPair his = pair("Ed25519");
    private final ActorKeys registered =
            ActorKeys.none().with(ADA, hers.getPublic()).with(BOB, his.getPublic());

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void authenticatesWhoSignedTheStatement() {
        byte[] signature = ActorKeys.sign(ADA, STATEMENT, hers.getPrivate());
        assertThat(registered.authenticate(ADA, STATEMENT, signature)).isEqualTo(ADA.authenticated());
    }

    @Test
    void refusesTheSignatureOfAnother() {
        byte[] signature = ActorKeys.sign(ADA, STATEMENT, his.getPrivate());
        assertThatThrownBy(() -> registered.authenticate(ADA, STATEMENT, signature))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageStartingWith("the signature is by no registered key of human:ada");
    }

    @Test
    void refusesASignatureMadeInAnotherNameEvenWithTheSameKey() {
        ActorKeys shared = registered.with(BOB, hers.getPublic());
        byte[] signature = ActorKeys.sign(ADA, STATEMENT, hers.getPrivate());
        assertThatThrownBy(() -> shared.authenticate(BOB, STATEMENT, signature))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void refusesASignatureOverAnotherStatement() {
        byte[] signature = ActorKeys.sign(ADA, STATEMENT, hers.getPrivate());
        for (String other : new String[] {"", STATEMENT + " ", STATEMENT + "\n"}) {
            assertThatThrownBy(() -> registered.authenticate(ADA, other, signature))
                    .isInstanceOf(UnauthorizedException.class);
        }
        assertThatThrownBy(() -> registered.authenticate(ADA, STATEMENT, new byte[0]))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void keepsActorsOfDifferentKindsApart() {
        byte[] signature = ActorKeys.sign(ADA, STATEMENT, hers.getPrivate());
        assertThatThrownBy(() -> registered.authenticate(Actor.service("ada"), STATEMENT, signature))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("service:ada has no registered key; known are [human:ada, human:bob]");
    }

    @Test
    void knowsAnActorByAnyOfTheirKeys() {
        KeyPair next = pair("Ed25519");
        ActorKeys both = registered.with(ADA.authenticated(), next.getPublic());
        for (KeyPair key : new KeyPair[] {hers, next}) {
            byte[] signature = ActorKeys.sign(ADA, STATEMENT, key.getPrivate());
            assertThat(both.authenticate(ADA, STATEMENT, signature)).isEqualTo(ADA.authenticated());
        }
        assertThat(both).hasToString("keys of actors {human:ada=2, human:bob=1}");
        assertThat(registered).hasToString("keys of actors {human:ada=1, human:bob=1}");
    }

    @Test
    void vouchesForAProcessThatHoldsTheKey() {
        assertThat(registered.actingAs(ADA, hers.getPrivate()).current()).contains(ADA.authenticated());
    }

    @Test
    void vouchesForNoProcessWithoutTheKey() {
        assertThatThrownBy(() -> registered.actingAs(ADA, his.getPrivate())).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> registered.actingAs(Actor.ci("nightly"), hers.getPrivate()))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void refusesKeysOfOtherAlgorithms() {
        KeyPair other = pair("Ed448");
        assertThatThrownBy(() -> ActorKeys.none().with(ADA, other.getPublic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key of human:ada must be an Ed25519 key but is of algorithm EdDSA");
        assertThatThrownBy(() -> ActorKeys.sign(ADA, STATEMENT, other.getPrivate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("key of human:ada must be an Ed25519 private key")
                .hasNoCause();
    }
}
