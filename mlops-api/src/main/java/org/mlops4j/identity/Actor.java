package org.mlops4j.identity;

import java.util.Locale;
import java.util.Objects;

/**
 * Who changes something: a person, a running service, or a build pipeline. Every mutation names one.
 *
 * <p>An actor made here is {@link Assurance#CLAIMED}: the caller says so. Whoever checks a login, a token or a signature
 * upgrades it with {@link #authenticated()}, and reports show the difference. An application that leaves this to an
 * {@link ActorProvider} need not, and cannot: the provider's answer is what is recorded.
 *
 * @param kind what sort of actor this is
 * @param id how the organisation names it, for example an e-mail address or a service name; not blank, at most 255
 *     characters, no line breaks
 * @param assurance how sure we are that it is really them
 * @since 0.1.0
 */
public record Actor(Kind kind, String id, Assurance assurance) {

    private static final int MAX_ID_LENGTH = 255;

    /** What sort of actor. */
    public enum Kind {
        /** A person. */
        HUMAN,
        /** A running application or an automatic rule inside it. */
        SERVICE,
        /** A build or delivery pipeline. */
        CI
    }

    /** How sure we are of an actor's identity. */
    public enum Assurance {
        /** The caller said so. */
        CLAIMED,
        /** A login, a token or a signature of a registered key was checked. */
        AUTHENTICATED
    }

    /**
     * Checks the parts.
     *
     * @param kind what sort of actor this is
     * @param id how the organisation names it
     * @param assurance how sure we are
     * @throws IllegalArgumentException if {@code id} is blank, longer than 255 characters or holds a control character
     */
    public Actor {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(assurance, "assurance");
        if (id.isBlank() || id.length() > MAX_ID_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "actor id must be 1 to 255 characters without line breaks but was '%s' (%d characters)"
                            .formatted(id.strip(), id.length()));
        }
    }

    /**
     * A person, as claimed by the caller.
     *
     * @param id how the organisation names them
     * @return the actor
     * @throws IllegalArgumentException if {@code id} is blank, too long or holds a control character
     */
    public static Actor human(String id) {
        return new Actor(Kind.HUMAN, id, Assurance.CLAIMED);
    }

    /**
     * A running application, as claimed by the caller.
     *
     * @param id its name
     * @return the actor
     * @throws IllegalArgumentException if {@code id} is blank, too long or holds a control character
     */
    public static Actor service(String id) {
        return new Actor(Kind.SERVICE, id, Assurance.CLAIMED);
    }

    /**
     * A build or delivery pipeline, as claimed by the caller.
     *
     * @param id its name, for example a pipeline and run number
     * @return the actor
     * @throws IllegalArgumentException if {@code id} is blank, too long or holds a control character
     */
    public static Actor ci(String id) {
        return new Actor(Kind.CI, id, Assurance.CLAIMED);
    }

    /**
     * The same actor, once its identity has been checked.
     *
     * @return this actor with {@link Assurance#AUTHENTICATED}
     */
    public Actor authenticated() {
        return new Actor(kind, id, Assurance.AUTHENTICATED);
    }

    /**
     * Reads what {@link #toString()} writes; a text without a known prefix is a person.
     *
     * @param text for example {@code human:ada} or {@code ci:nightly}
     * @return the claimed actor
     * @throws IllegalArgumentException if the id is blank, too long or holds a control character
     */
    public static Actor parse(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            for (Kind kind : Kind.values()) {
                if (kind.name().equalsIgnoreCase(text.substring(0, colon))) {
                    return new Actor(kind, text.substring(colon + 1), Assurance.CLAIMED);
                }
            }
        }
        return human(text);
    }

    /**
     * One word for logs and reports.
     *
     * @return kind and id, for example {@code human:ada}
     */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
