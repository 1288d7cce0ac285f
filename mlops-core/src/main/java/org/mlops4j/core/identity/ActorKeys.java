package org.mlops4j.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.core.identity.internal.Ed25519;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.ActorProvider;
import org.mlops4j.identity.UnauthorizedException;

/**
 * The Ed25519 keys (RFC 8032) by which actors are known: who signs with one of theirs is authenticated. An actor may have
 * several, so that a new one can be registered before the old one is dropped. Immutable.
 *
 * <p>For a process that acts for one actor, such as a build pipeline:
 *
 * <pre>{@code
 * ActorKeys registered = ActorKeys.none().with(Actor.ci("nightly"), publicKey);
 * Mlops mlops = Mlops.builder().home(path).actorProvider(registered.actingAs(Actor.ci("nightly"), privateKey)).open();
 * }</pre>
 *
 * <p>For a request that comes over a wire, the application hands out a statement that it has made up for this request
 * only, say with a number and a time, and takes it back signed; a statement that is accepted twice can be replayed:
 *
 * <pre>{@code
 * byte[] signature = ActorKeys.sign(Actor.human("ada"), statement, herPrivateKey);   // at hers
 * Actor ada = registered.authenticate(Actor.human("ada"), statement, signature);     // at ours
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ActorKeys {

    /** Keeps a signature made for one purpose from being taken for another. */
    private static final String PURPOSE = "mlops4j actor v1";

    private static final int CHALLENGE_BYTES = 32;

    private final Map<String, List<PublicKey>> keys;

    private ActorKeys(Map<String, List<PublicKey>> keys) {
        this.keys = keys;
    }

    /**
     * Knows nobody yet.
     *
     * @return keys to add to
     */
    public static ActorKeys none() {
        return new ActorKeys(Map.of());
    }

    /**
     * Registers one more key of an actor.
     *
     * @param actor whose it is; their assurance is not looked at
     * @param key the public half, Ed25519
     * @return these keys and that one
     * @throws IllegalArgumentException if it is a key of another kind
     */
    public ActorKeys with(Actor actor, PublicKey key) {
        if (!Ed25519.isPublic(key)) {
            throw new IllegalArgumentException(
                    "key of " + actor + " must be an Ed25519 key but is of algorithm " + key.getAlgorithm());
        }
        Map<String, List<PublicKey>> more = new TreeMap<>(keys);
        List<PublicKey> known = new ArrayList<>(more.getOrDefault(actor.toString(), List.of()));
        known.add(key);
        more.put(actor.toString(), List.copyOf(known));
        return new ActorKeys(more);
    }

    /**
     * Signs a statement as an actor.
     *
     * @param actor who signs
     * @param statement what they were asked to sign
     * @param key their private key, Ed25519
     * @return the signature, 64 bytes
     * @throws IllegalArgumentException if it is a key of another kind
     */
    public static byte[] sign(Actor actor, String statement, PrivateKey key) {
        try {
            return Ed25519.sign(key, message(actor, statement));
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
            throw new IllegalArgumentException(
                    "key of " + actor + " must be an Ed25519 private key but is of algorithm " + key.getAlgorithm());
        }
    }

    /**
     * Checks that an actor has signed a statement.
     *
     * @param claimed who is said to have signed
     * @param statement what they were asked to sign
     * @param signature the signature
     * @return the actor, {@link Actor.Assurance#AUTHENTICATED}
     * @throws UnauthorizedException if no registered key of theirs has made the signature
     */
    public Actor authenticate(Actor claimed, String statement, byte[] signature) {
        List<PublicKey> known = keys.getOrDefault(claimed.toString(), List.of());
        if (known.isEmpty()) {
            throw new UnauthorizedException(claimed + " has no registered key; known are " + keys.keySet());
        }
        byte[] message = message(claimed, statement);
        if (known.stream().noneMatch(key -> Ed25519.verifies(key, message, signature))) {
            throw new UnauthorizedException("the signature is by no registered key of " + claimed
                    + ", or over another statement; sign the statement that was asked for");
        }
        return claimed.authenticated();
    }

    /**
     * Vouches for one actor in all threads of this process, which proves once that it holds a key of theirs.
     *
     * @param actor whom the process acts for
     * @param key their private key; not kept
     * @return a provider that knows the actor
     * @throws IllegalArgumentException if it is no Ed25519 key
     * @throws UnauthorizedException if its public half is not registered for the actor
     */
    public ActorProvider actingAs(Actor actor, PrivateKey key) {
        Objects.requireNonNull(actor, "actor");
        byte[] challenge = new byte[CHALLENGE_BYTES];
        new SecureRandom().nextBytes(challenge);
        String statement = HexFormat.of().formatHex(challenge);
        Optional<Actor> known = Optional.of(authenticate(actor, statement, sign(actor, statement, key)));
        return () -> known;
    }

    /** Who is known, and by how many keys each. */
    @Override
    public String toString() {
        Map<String, Integer> counts = new TreeMap<>();
        keys.forEach((actor, known) -> counts.put(actor, known.size()));
        return "keys of actors " + counts;
    }

    /** Purpose and actor end in a line break, which no actor's id has: no two statements make one message. */
    private static byte[] message(Actor actor, String statement) {
        return (PURPOSE + "\n" + actor + "\n" + statement).getBytes(StandardCharsets.UTF_8);
    }
}
