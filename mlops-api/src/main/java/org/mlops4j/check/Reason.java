package org.mlops4j.check;

/**
 * Why a number is undefined or a verdict is what it is. More reasons may be added: a {@code switch} needs a default.
 *
 * @since 0.1.0
 */
public enum Reason {
    /** The rule decided. */
    DECIDED,
    /** The subject of the check was not given. */
    MISSING_SUBJECT,
    /** There are no rows. */
    EMPTY,
    /** There are rows, but too few for the method or the wanted precision. */
    TOO_FEW_ROWS,
    /** Only one class occurs. */
    ONE_CLASS,
    /** A value is NaN where a number is needed. */
    NOT_A_NUMBER,
    /** A denominator is zero, or the definition has no value here. */
    UNDEFINED,
    /** The interval holds values on both sides of the bound. */
    UNRESOLVED,
    /** Two sets of rows that must be the same are not. */
    UNPAIRED,
    /** The values were removed for privacy. */
    REDACTED,
    /** The evidence is older than allowed. */
    STALE,
    /** The check itself failed. */
    ERROR
}
