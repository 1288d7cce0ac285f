/**
 * Readers and writers of tables, and fingerprints of data.
 *
 * <pre>{@code
 * TableRead read = Csv.ofDefaults().onBadCell(BadCellPolicy.SKIP_ROW).read(path, schema);
 * DataFingerprint fingerprint = Fingerprints.of(read.table());
 * }</pre>
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
@NullMarked
package org.mlops4j.core.data;

import org.jspecify.annotations.NullMarked;
