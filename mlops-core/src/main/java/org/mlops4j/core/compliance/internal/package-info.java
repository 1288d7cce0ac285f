/** Evaluates policy packs on what the library knows. */
@NullMarked
package org.mlops4j.core.compliance.internal;

import org.jspecify.annotations.NullMarked;
