/**
 * Keys in files and in key stores that only their owner can read, how they are used and made, and what every change
 * passes first.
 */
@NullMarked
package org.mlops4j.core.identity.internal;

import org.jspecify.annotations.NullMarked;
