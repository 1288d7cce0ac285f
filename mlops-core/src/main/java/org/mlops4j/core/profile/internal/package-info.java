/** Freezes bins, counts rows and columns into them, and writes profiles as JSON. */
@NullMarked
package org.mlops4j.core.profile.internal;

import org.jspecify.annotations.NullMarked;
