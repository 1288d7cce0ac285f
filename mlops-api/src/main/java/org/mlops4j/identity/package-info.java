/**
 * Who acted, on what, and whether it is still the same thing: the words every other room uses.
 *
 * <p>An {@link org.mlops4j.identity.Actor} names a person, a service or a pipeline; a {@link
 * org.mlops4j.identity.Digest} names bytes by their SHA-256; a {@link org.mlops4j.identity.Ref} names anything an event
 * or an audit entry speaks of. {@link org.mlops4j.identity.ActorProvider} vouches for actors, {@link
 * org.mlops4j.identity.Authorizer} may refuse a change, {@link org.mlops4j.identity.KeyProvider} hands out the keys that
 * sign, pseudonymise and encrypt, and {@link org.mlops4j.identity.Keyring} lists and rotates them.
 *
 * <pre>{@code
 * Actor ada = Actor.human("ada@example.com");
 * registry.moveAlias("credit", "champion", 2, ada, "passed the quarterly gate");
 * }</pre>
 *
 * <p>Values here are immutable and may be shared between threads. {@link org.mlops4j.identity.MlopsException} is the
 * root of every unchecked exception this library defines.
 */
@NullMarked
package org.mlops4j.identity;

import org.jspecify.annotations.NullMarked;
