/**
 * The embedded registry: versions and aliases as small documents, files as blobs, every change written ahead to the audit
 * log.
 */
@NullMarked
package org.mlops4j.core.registry.internal;

import org.jspecify.annotations.NullMarked;
