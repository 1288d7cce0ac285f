/**
 * Checks parts of an audit log without the log: for a third party that was handed an entry, a proof and checkpoints.
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
