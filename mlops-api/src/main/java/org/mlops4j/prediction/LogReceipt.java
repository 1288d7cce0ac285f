package org.mlops4j.prediction;

/**
 * What became of a record handed to the log.
 *
 * @since 0.1.0
 */
public enum LogReceipt {
    /** It is in the buffer and will be written and made durable in the background. */
    ACCEPTED,
    /** The buffer was full, or the disk fails; the loss is counted and will be written into the log. */
    DROPPED,
    /** The log is closed, or the record does not fit its schema; the loss is counted. */
    REJECTED
}
