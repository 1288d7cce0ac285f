/** The JSON form of checks and their results, and the kinds of checks that others bring. */
@NullMarked
package org.mlops4j.core.check.internal;

import org.jspecify.annotations.NullMarked;
