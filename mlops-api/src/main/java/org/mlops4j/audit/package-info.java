/**
 * Who did what, when and why: the only history the library keeps, in a form that a third party can check without it.
 *
 * <p>Entries are leaves of a Merkle tree (RFC 6962, RFC 9162), stored as C2SP tlog-tiles with checkpoints signed as C2SP
 * signed notes (Ed25519). Proofs tell whether an entry is in the log and whether a later log extends an earlier one.
 *
 * <pre>{@code
 * mlops.audit().entries().forEach(System.out::println);
 * AuditVerification verification = mlops.audit().verify();
 * }</pre>
 *
 * <p>A log whose only copy and signing key lie in one hand proves nothing against that hand: keep checkpoints somewhere
 * else too, in a {@link org.mlops4j.audit.CheckpointAnchor}.
 */
@NullMarked
package org.mlops4j.audit;

import org.jspecify.annotations.NullMarked;
