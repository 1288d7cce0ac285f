/**
 * Scenarios of data that moves, for tests of monitors, gates and detectors.
 *
 * <pre>{@code
 * Table shifted = DriftScenarios.resample(table, row -> row.number(age) < 30 ? 5 : 1, 1_000, seed);
 * }</pre>
 *
 * <p>The same seed gives the same rows on every machine.
 */
@NullMarked
package org.mlops4j.testing.data;

import org.jspecify.annotations.NullMarked;
