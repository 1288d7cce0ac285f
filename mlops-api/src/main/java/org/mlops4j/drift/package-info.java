/**
 * Whether data has moved, by how much, and where: results of comparing a current profile with a reference.
 *
 * <p>A verdict rests on the size of the effect, not on a p-value alone: a column fails when even the lower end of the
 * effect's interval exceeds what is tolerated, so that a large window does not alarm on trifles and a small one not on
 * noise.
 *
 * <pre>{@code
 * DriftReport report = Drift.ofDefaults().compare(reference, current);
 * System.out.println(report.explain());
 * }</pre>
 */
@NullMarked
package org.mlops4j.drift;

import org.jspecify.annotations.NullMarked;
