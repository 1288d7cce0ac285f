/**
 * Places that keep the checkpoints of an audit log ({@link org.mlops4j.core.audit.Anchors}), and the means to check a
 * log, or parts of it, without the application that wrote it: for a third party that was handed an entry, a proof and
 * checkpoints, or a copy of all of it.
 *
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoints.parse(note, verifierKey);
 * boolean isThere = AuditProofs.verifyInclusion(entry.leafHash(), proof, checkpoint);
 * }</pre>
 *
 * <p>All methods are pure and safe for use by many threads. Indexes and sizes count entries from 0.
 */
@NullMarked
package org.mlops4j.core.audit;

import org.jspecify.annotations.NullMarked;
