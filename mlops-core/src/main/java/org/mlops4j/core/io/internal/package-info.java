/**
 * The only code that touches files: durable small documents, content-addressed uploads, append-only files of framed
 * records with recovery, and locks between processes. Every room writes through {@link
 * org.mlops4j.core.io.internal.Directory}, on disk or in memory, so a fault can be put in at one place.
 */
@NullMarked
package org.mlops4j.core.io.internal;

import org.jspecify.annotations.NullMarked;
