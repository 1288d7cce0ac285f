/**
 * Small, mergeable summaries of data that everything else reads instead of raw rows.
 *
 * <p>A reference {@link org.mlops4j.profile.Profile} freezes the {@link org.mlops4j.profile.Bins} of every column when a
 * model is registered: quantile edges, values with a share of their own, and places for what lies below, above, is
 * missing, not a number, or was never seen. Later data is counted into the same bins, so windows compare exactly, merge
 * by addition and do not depend on the order of rows. A free-standing profile needs no reference: exact counts and moments,
 * and sketches of quantiles, distinct counts and frequent items, which merge within a stated error and can be frozen later.
 *
 * <pre>{@code
 * Profile reference = Profiles.reference(trainingTable);
 * Profile today = Profiles.against(reference, todaysTable);
 * Profile anything = Profiles.of(table);
 * }</pre>
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
@NullMarked
package org.mlops4j.profile;

import org.jspecify.annotations.NullMarked;
