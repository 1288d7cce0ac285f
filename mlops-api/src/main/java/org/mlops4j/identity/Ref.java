package org.mlops4j.identity;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the thing that an event, an audit entry or a check result speaks of.
 *
 * @param kind what sort of thing, in lower-case words joined by dashes, for example {@code model-version}
 * @param id its name within that kind, for example {@code credit:3}
 * @param digestOrNull the digest of its content, if it has one
 * @since 0.1.0
 */
public record Ref(String kind, String id, @Nullable Digest digestOrNull) {

    /**
     * Checks the parts.
     *
     * @param kind what sort of thing
     * @param id its name within that kind
     * @param digestOrNull the digest of its content, if it has one
     * @throws IllegalArgumentException if kind or id is blank
     */
    public Ref {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        if (kind.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("kind and id must not be blank but were '" + kind + "', '" + id + "'");
        }
    }

    /**
     * A thing known by its name only.
     *
     * @param kind what sort of thing
     * @param id its name within that kind
     * @return the reference
     * @throws IllegalArgumentException if kind or id is blank
     */
    public static Ref of(String kind, String id) {
        return new Ref(kind, id, null);
    }

    /**
     * A thing known by its name and its content.
     *
     * @param kind what sort of thing
     * @param id its name within that kind
     * @param digest the digest of its content
     * @return the reference
     * @throws IllegalArgumentException if kind or id is blank
     */
    public static Ref of(String kind, String id, Digest digest) {
        return new Ref(kind, id, Objects.requireNonNull(digest, "digest"));
    }

    /**
     * The digest of the thing's content.
     *
     * @return the digest, or empty if the thing is known by name only
     */
    public Optional<Digest> digest() {
        return Optional.ofNullable(digestOrNull);
    }

    /**
     * One line for logs and reports.
     *
     * @return kind, id and the beginning of the digest
     */
    @Override
    public String toString() {
        return kind + " " + id + (digestOrNull == null ? "" : " (" + digestOrNull.shortHex() + ")");
    }
}
