/** The JSON form of checks and their results. */
@NullMarked
package org.mlops4j.core.check.internal;

import org.jspecify.annotations.NullMarked;
