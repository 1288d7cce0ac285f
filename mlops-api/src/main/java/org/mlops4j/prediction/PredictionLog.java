package org.mlops4j.prediction;

import java.time.Duration;
import java.util.stream.Stream;
import org.mlops4j.data.Table;

/**
 * The record of everything models said in a home. Safe for use by many threads; each process appends to its own stream
 * and reads all.
 *
 * @since 0.1.0
 */
public interface PredictionLog {

    /**
     * Appends a record, redacted by the rules of its model. Never throws for a fault of the log and does not wait for the
     * disk.
     *
     * @param record the record
     * @return what became of it
     */
    LogReceipt log(PredictionRecord record);

    /**
     * Appends a record and waits until it is durable.
     *
     * @param record the record
     * @throws java.io.UncheckedIOException if it cannot be made durable
     * @throws IllegalStateException if the log is closed
     * @throws IllegalArgumentException if the record does not fit the schema of its version
     */
    void logDurably(PredictionRecord record);

    /**
     * Appends what turned out to be true. Never throws for a fault of the log and does not wait for the disk.
     *
     * @param outcome the outcome
     * @return what became of it
     */
    LogReceipt outcome(Outcome outcome);

    /**
     * Reads records in the order written, process by process. What is accepted but not yet written is not seen: call
     * {@link #flush} first.
     *
     * @param query which records
     * @return a lazy stream, to be closed after use
     * @throws java.io.UncheckedIOException if reading fails
     */
    Stream<PredictionRecord> scan(PredictionQuery query);

    /**
     * Reads records with what turned out to be true. Columns: {@code id}, {@code time}, {@code version}, {@code arm},
     * {@code score} (and {@code score.1}, {@code score.2}, … where answers have several), {@code decision}, {@code
     * error}, {@code latency_ms}, {@code outcome}, {@code outcome_time}, one {@code slice.<name>} a slice, then the
     * features of the model's newest logged version by name, with {@code feature.} before a name that is taken.
     *
     * @param query which records; must name a model
     * @return the table, one row a call; the outcome is missing where none is known
     * @throws IllegalArgumentException if the query names no model
     * @throws java.io.UncheckedIOException if reading fails
     */
    Table joined(PredictionQuery query);

    /**
     * What the log holds, read from its files.
     *
     * @return counts over all processes
     * @throws java.io.UncheckedIOException if reading fails
     */
    LogStats stats();

    /**
     * Waits until everything accepted so far is durable.
     *
     * @param timeout how long to wait at most
     * @return what was reached
     */
    FlushResult flush(Duration timeout);
}
