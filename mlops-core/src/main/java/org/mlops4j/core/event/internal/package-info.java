/** Announces events to listeners that can never break the caller, and warns without filling a log. */
@NullMarked
package org.mlops4j.core.event.internal;

import org.jspecify.annotations.NullMarked;
