/** Looks at windows of the log, and alerts. */
@NullMarked
package org.mlops4j.core.monitoring.internal;

import org.jspecify.annotations.NullMarked;
