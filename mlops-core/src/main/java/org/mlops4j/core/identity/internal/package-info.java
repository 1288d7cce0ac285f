/** Keys in files that only their owner can read, and keys in memory for tests. */
@NullMarked
package org.mlops4j.core.identity.internal;

import org.jspecify.annotations.NullMarked;
