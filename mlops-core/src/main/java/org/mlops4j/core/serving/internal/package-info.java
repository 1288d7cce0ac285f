/** Services: leases on loaded models, hot swap when an alias moves, and the logging of every call. */
@NullMarked
package org.mlops4j.core.serving.internal;

import org.jspecify.annotations.NullMarked;
