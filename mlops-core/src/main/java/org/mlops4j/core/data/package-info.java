/**
 * Readers and writers of tables, and fingerprints of data.
 *
 * <pre>{@code
 * TableRead read = Csv.ofDefaults().onBadCell(BadCellPolicy.SKIP_ROW).read(path, schema);
 * DataFingerprint fingerprint = Fingerprints.of(read.table());
 * }</pre>
 *
 * <p>Without a schema, CSV and JSON Lines are typed by their content, and {@link org.mlops4j.data.TableRead#inferred()}
 * says what was concluded from what. All cells that cannot be read are reported together, with line, column, value and
 * rule; files are read row by row, so that only the table itself must fit into memory.
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
@NullMarked
package org.mlops4j.core.data;

import org.jspecify.annotations.NullMarked;
