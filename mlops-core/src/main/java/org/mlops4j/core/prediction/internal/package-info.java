/**
 * The prediction log: records encoded under a short lock into one of two buffers, one writer thread that adds checksums
 * and writes, one folder of append-only segments per process, and readers that need nobody's leave.
 */
@NullMarked
package org.mlops4j.core.prediction.internal;

import org.jspecify.annotations.NullMarked;
