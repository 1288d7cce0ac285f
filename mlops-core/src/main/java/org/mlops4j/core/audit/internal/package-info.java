/**
 * The audit log on disk: a Merkle tree (RFC 6962, RFC 9162) kept as C2SP tlog-tiles, checkpoints as C2SP signed notes,
 * and a small append-only file of the entries that no checkpoint covers yet.
 *
 * <p>{@link org.mlops4j.core.audit.internal.TiledAuditLog} is the door. Rooms that publish a document together with its
 * entry hand it a {@link org.mlops4j.core.audit.internal.Change}:
 *
 * <pre>{@code
 * TiledAuditLog log = TiledAuditLog.open(directory, keys, clock, "example.com/home");
 * log.append(entry, change);
 * }</pre>
 *
 * <p>Sizes and indexes count entries from 0; hashes are the 32 bytes of SHA-256.
 */
@NullMarked
package org.mlops4j.core.audit.internal;

import org.jspecify.annotations.NullMarked;
