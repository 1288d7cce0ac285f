package org.mlops4j.data;

/**
 * How carefully a field's values must be treated; redaction follows from it.
 *
 * @since 0.1.0
 */
public enum Sensitivity {
    /** May be published. */
    PUBLIC,
    /** For use inside the organisation; the default. */
    INTERNAL,
    /** Says something about a person. */
    PERSONAL,
    /** Must not be stored outside its source: passwords, tokens, card numbers. */
    SECRET
}
