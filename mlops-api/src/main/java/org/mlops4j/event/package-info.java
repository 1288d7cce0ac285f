/**
 * What the library announces: each room defines its own {@link org.mlops4j.event.MlopsEvent}s, and a {@link
 * org.mlops4j.event.MlopsListener} hears all of them.
 *
 * <pre>{@code
 * Mlops.builder().listener(event -> log.info("{}", event)).open();
 * }</pre>
 *
 * <p>Listeners are called outside locks, after the change is durable; one that throws is reported once and never undoes
 * the change or breaks the caller.
 */
@NullMarked
package org.mlops4j.event;

import org.jspecify.annotations.NullMarked;
