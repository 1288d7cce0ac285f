package org.mlops4j.privacy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the values of one field.
 *
 * @param kind what is done
 * @param keyOrNull name of the key of a pseudonym; null for every other kind
 * @since 0.1.0
 */
public record RedactionAction(Kind kind, @Nullable String keyOrNull) {

    /** What is done to a value. More kinds may be added: a {@code switch} needs a default. */
    public enum Kind {
        /** It is kept as it is. */
        KEEP,
        /** Nothing of it is kept. */
        DROP,
        /** Only its bin in the reference profile is kept. */
        BUCKET,
        /**
         * A pseudonym takes its place: HMAC-SHA-256 with a named key, so that equal values stay equal while the key is
         * the same. Its bin in the reference profile is kept too, if there is one.
         */
        PSEUDONYM
    }

    /**
     * Checks that exactly a pseudonym has a key.
     *
     * @param kind what is done
     * @param keyOrNull name of the key of a pseudonym
     * @throws IllegalArgumentException if a pseudonym has no key or a blank one, or another kind has one
     */
    public RedactionAction {
        Objects.requireNonNull(kind, "kind");
        if ((keyOrNull != null) != (kind == Kind.PSEUDONYM)) {
            throw new IllegalArgumentException(
                    "exactly a PSEUDONYM must name a key but " + kind + " names " + keyOrNull);
        }
        if (keyOrNull != null && keyOrNull.isBlank()) {
            throw new IllegalArgumentException("key of a PSEUDONYM must not be blank");
        }
    }

    /**
     * Values are kept as they are.
     *
     * @return the action
     */
    public static RedactionAction keep() {
        return new RedactionAction(Kind.KEEP, null);
    }

    /**
     * Nothing of a value is kept; its drift cannot be seen.
     *
     * @return the action
     */
    public static RedactionAction drop() {
        return new RedactionAction(Kind.DROP, null);
    }

    /**
     * Only the bin of a value in the reference profile is kept.
     *
     * @return the action
     */
    public static RedactionAction bucket() {
        return new RedactionAction(Kind.BUCKET, null);
    }

    /**
     * A keyed pseudonym takes the place of a text.
     *
     * @param key name of an HMAC key
     * @return the action
     * @throws IllegalArgumentException if the name is blank
     */
    public static RedactionAction pseudonym(String key) {
        return new RedactionAction(Kind.PSEUDONYM, Objects.requireNonNull(key, "key"));
    }

    /**
     * Whether the value itself is kept.
     *
     * @return true for {@link Kind#KEEP} only
     */
    public boolean keepsValue() {
        return kind == Kind.KEEP;
    }
}
