/**
 * What happens to values before they are kept: {@link org.mlops4j.privacy.RedactionRules} say per field whether a value
 * is kept, dropped, replaced by its bin, or by a keyed pseudonym.
 *
 * <p>Rules follow from each field's sensitivity and can be changed field by field. They are applied on the caller's
 * thread, before a record enters any buffer. The bin of a redacted value is taken first, so profiles stay complete.
 *
 * <pre>{@code
 * RedactionRules rules = RedactionRules.of(schema).with("notes", RedactionAction.drop());
 * }</pre>
 */
@NullMarked
package org.mlops4j.privacy;

import org.jspecify.annotations.NullMarked;
