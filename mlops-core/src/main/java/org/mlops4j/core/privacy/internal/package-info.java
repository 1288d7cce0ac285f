/** Redaction rules compiled to one action per field position, and keyed pseudonyms. */
@NullMarked
package org.mlops4j.core.privacy.internal;

import org.jspecify.annotations.NullMarked;
