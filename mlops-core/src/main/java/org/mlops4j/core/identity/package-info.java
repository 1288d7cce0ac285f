/**
 * Who may change what, who is who, and where keys come from.
 *
 * <p>{@link org.mlops4j.core.identity.AccessRules} is an authorizer made of rules, {@link
 * org.mlops4j.core.identity.ActorKeys} knows actors by their signatures, {@link org.mlops4j.core.identity.Keys} keeps
 * keys outside the home, and {@link org.mlops4j.core.identity.Sealer} encrypts under a key that may be rotated.
 *
 * <pre>{@code
 * Mlops mlops = Mlops.builder()
 *         .home(Path.of("/var/lib/credit"))
 *         .keys(Keys.pkcs12(Path.of("/etc/credit/keys.p12"), "env:CREDIT_KEYS_PASSWORD"))
 *         .authorizer(AccessRules.denyAll()
 *                 .allow("version.*", Actor.Kind.CI, Actor.Kind.HUMAN)
 *                 .allow("alias.*", Actor.Kind.HUMAN)
 *                 .separate("version.register", "version.approve"))
 *         .open();
 * }</pre>
 *
 * <p>Everything here may be used by many threads. No key, password or plaintext is ever part of a message, a log or a
 * {@code toString}.
 */
@NullMarked
package org.mlops4j.core.identity;

import org.jspecify.annotations.NullMarked;
