package org.mlops4j.data;

/**
 * What a field is used for. A field may have several roles: an age can be a feature of the model, a protected attribute
 * and a slice of the report at once.
 *
 * @since 0.1.0
 */
public enum Role {
    /** Input of the model. */
    FEATURE,
    /** What the model answered. */
    PREDICTION,
    /** What turned out to be true. */
    LABEL,
    /** Identifies the row. */
    ID,
    /** When the row came into being. */
    TIMESTAMP,
    /** Splits reports into subgroups. */
    SLICE,
    /** A protected attribute, for fairness. */
    PROTECTED
}
