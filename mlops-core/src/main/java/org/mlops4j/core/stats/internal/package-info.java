/**
 * Numerics that several rooms share, over Commons Statistics: what it has we call, what it lacks stands here with its
 * source.
 */
@NullMarked
package org.mlops4j.core.stats.internal;

import org.jspecify.annotations.NullMarked;
