package org.mlops4j.prediction;

/**
 * What became of the records accepted before a flush.
 *
 * @param written how many were handed to the operating system since the log was opened
 * @param durable how many of them are on disk for certain
 * @param dropped how many were lost since the log was opened
 * @param complete whether everything accepted before the call is durable; false for good once anything accepted was lost
 *     or is in doubt because a file could not be synced
 * @since 0.1.0
 */
public record FlushResult(long written, long durable, long dropped, boolean complete) {}
