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
     * Appends a record, redacted as follows from the sensitivity of its fields ({@link
     * org.mlops4j.privacy.RedactionRules#of}). Never throws for a fault of the log and does not wait for the disk, save
     * that the first record of a version looks for its reference profile in the registry.
     *
     * @param record the record
     * @return what became of it
     */
    LogReceipt log(PredictionRecord record);

    /**
     * Appends a record and waits until it is durable: once this returns, the record survives the process and a power
     * failure. Redacts as {@link #log} does.
     *
     * @param record the record
     * @throws java.io.UncheckedIOException if the disk fails or the thread is interrupted, whose interrupt status stays
     *     set; the record may still be written later
     * @throws IllegalStateException if the log is closed, or the home cannot be written to
     * @throws IllegalArgumentException if the record cannot be encoded: a value does not fit its field, or it is larger
     *     than 1 MiB
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
     * {@link #flush} first. Where a file is torn or damaged, the records before that place are read, and then the next
     * file; {@link #stats()} names every such place.
     *
     * @param query which records
     * @return a lazy stream that has one file open at a time, to be closed after use; it throws {@link
     *     java.io.UncheckedIOException} if reading fails, and {@link org.mlops4j.identity.IntegrityException} if a file
     *     was written by a newer version of the library or holds an intact record that makes no sense
     * @throws java.io.UncheckedIOException if the files cannot be listed
     */
    Stream<PredictionRecord> scan(PredictionQuery query);

    /**
     * Reads records with what turned out to be true. Columns: {@code id}, {@code time}, {@code version}, {@code arm},
     * {@code score} (and {@code score.1}, {@code score.2}, … where answers have several), {@code decision}, {@code
     * error}, {@code latency_ms}, {@code outcome}, {@code outcome_time}, one {@code slice.<name>} a slice, then the
     * features of the model's newest logged version by name, with {@code feature.} before a name that is taken.
     *
     * @param query which records; must name a model
     * @return the table, one row an id: of several calls with one id the earliest counts, then the first read; the
     *     outcome is missing where none is known
     * @throws IllegalArgumentException if the query names no model
     * @throws java.io.UncheckedIOException if reading fails
     * @throws org.mlops4j.identity.IntegrityException as {@link #scan}
     */
    Table joined(PredictionQuery query);

    /**
     * What the log holds, read from its files.
     *
     * @return counts over all processes
     * @throws java.io.UncheckedIOException if reading fails
     * @throws org.mlops4j.identity.IntegrityException if a file was written by a newer version of the library
     */
    LogStats stats();

    /**
     * Waits until everything accepted so far is durable. An interrupt ends the wait and stays set.
     *
     * @param timeout how long to wait at most; zero only looks
     * @return what was reached
     */
    FlushResult flush(Duration timeout);
}
