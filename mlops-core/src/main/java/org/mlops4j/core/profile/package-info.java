/**
 * Makes profiles: freezes the bins of a reference, and counts later data into them.
 *
 * <pre>{@code
 * Profile reference = Profiles.reference(trainingTable);
 * Profile today = Profiles.against(reference, todaysTable);
 * Profile both = today.merge(Profiles.against(reference, yesterdaysTable));
 * }</pre>
 *
 * <p>Everything exported is immutable and safe to share between threads. Shares are in [0, 1]; numbers are in the units
 * of their column.
 */
@NullMarked
package org.mlops4j.core.profile;

import org.jspecify.annotations.NullMarked;
