/**
 * Compares a current profile with a reference, from the counts of their frozen bins alone.
 *
 * <pre>{@code
 * DriftReport report = Drift.ofDefaults().alpha(0.01).compare(reference, current);
 * CheckResult result = DriftChecks.noDrift().run(new ProfilePair(reference, current));
 * }</pre>
 *
 * <p>A verdict rests on the size of the effect: a column fails if it has moved by more than is tolerated and more than
 * sampling explains at these numbers of rows; it passes only if there were rows enough to have seen an important move.
 * Everything here is immutable and safe to share between threads. Statistics have the units their factories name;
 * logarithms are natural.
 */
@NullMarked
package org.mlops4j.core.drift;

import org.jspecify.annotations.NullMarked;
