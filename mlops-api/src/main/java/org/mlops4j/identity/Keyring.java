package org.mlops4j.identity;

import java.util.List;

/**
 * The keys of a home, to look at and to rotate; never their material. Safe for use by many threads and processes.
 *
 * <p>Rotating adds a version: what is signed, pseudonymised or encrypted from then on uses it. Earlier versions stay, so
 * that what was written with them can still be verified, looked up and decrypted. Each version made is an entry of the
 * audit log ({@code key.create}, {@code key.rotate}) published together with it; only the first version of the log's own
 * key has none: the first checkpoint shows it.
 *
 * <pre>{@code
 * mlops.keys().rotate("customer", KeyUse.HMAC, Actor.human("ada"), "yearly rotation");
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Keyring {

    /**
     * Every version of every key.
     *
     * @return the versions by name, use and version; empty if no key was needed yet
     * @throws MlopsException if the keys are not this library's but come from elsewhere
     * @throws IntegrityException if a key is damaged
     * @throws java.io.UncheckedIOException if the keys cannot be read
     */
    List<KeyVersion> list();

    /**
     * Makes the next version of a key and uses it from now on. Two that rotate at once each make a version of their own.
     * A crash leaves the old version in use or the new one, with its audit entry.
     *
     * @param name what the key protects; a key of that name must be there
     * @param use what it is used for
     * @param actor who rotates it
     * @param reason why; not blank
     * @return the new version
     * @throws IllegalArgumentException if the name is of no key's form or the reason is blank
     * @throws UnauthorizedException if the actor may not
     * @throws MlopsException if there is no such key, or the keys come from elsewhere, or can only be read
     * @throws java.io.UncheckedIOException if the key cannot be written; the old version stays in use then
     */
    KeyVersion rotate(String name, KeyUse use, Actor actor, String reason);
}
