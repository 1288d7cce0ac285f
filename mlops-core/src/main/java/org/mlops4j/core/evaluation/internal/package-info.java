/**
 * Numbers behind the metrics: intervals from sufficient statistics, and the order of scores. Pure functions of their
 * arguments; nothing here knows an evaluation.
 */
@NullMarked
package org.mlops4j.core.evaluation.internal;

import org.jspecify.annotations.NullMarked;
