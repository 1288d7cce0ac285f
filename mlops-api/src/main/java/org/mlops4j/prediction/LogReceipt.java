package org.mlops4j.prediction;

/**
 * What became of a record handed to the log.
 *
 * @since 0.1.0
 */
public enum LogReceipt {
    /** It is in the buffer; it is written and made durable in the background. */
    ACCEPTED,
    /** The buffer is full, because the disk fails or is slow; the loss is counted and written into the log. */
    DROPPED,
    /** The log is closed or cannot be written to, or the record cannot be encoded; the loss is counted. */
    REJECTED
}
