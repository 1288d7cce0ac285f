/**
 * The one door: {@link org.mlops4j.Mlops}.
 *
 * <pre>{@code
 * try (Mlops mlops = Mlops.at(Path.of("mlops-home"))) {
 *     ModelVersion version = mlops.registry().register(registration, Actor.human("ada"), "first model");
 * }
 * }</pre>
 */
@NullMarked
package org.mlops4j;

import org.jspecify.annotations.NullMarked;
