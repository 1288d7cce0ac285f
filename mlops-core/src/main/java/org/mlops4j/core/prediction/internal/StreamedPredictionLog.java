package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.KeyProvider;
import org.mlops4j.prediction.FailurePolicy;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.ModelVersion;

/** The log of a home: the stream this process writes, and all streams it reads. */
public final class StreamedPredictionLog implements PredictionLog {

    private static final String READ_ONLY = "the home cannot be written to; predictions are not logged";

    private final Directory directory;
    private final KeyProvider keys;
    private final Function<PredictionRecord, Optional<Profile>> references;
    private final String stream;
    private final StreamWriter writer;
    private final Directory.@Nullable Held held;
    private final Map<RowSource, Appender<Row>> rowAppenders = new ConcurrentHashMap<>();

    /** What records that an application makes itself have in common, so that they share an appender. */
    private record RowSource(String model, int version, Digest digest, Schema schema) {}

    /**
     * Opens the log; in a directory that cannot be written to it reads only, and every record is rejected.
     *
     * @param stream name of the stream this process writes, of no other process
     * @param references finds the reference profile of the version behind a record that is logged by itself
     * @throws IOException if the stream is being written already, or cannot be looked at
     */
    public StreamedPredictionLog(
            Directory directory,
            String stream,
            Clock clock,
            LongSupplier nanos,
            KeyProvider keys,
            Duration syncInterval,
            FailurePolicy policy,
            Function<PredictionRecord, Optional<Profile>> references)
            throws IOException {
        this.directory = directory;
        this.stream = stream;
        this.keys = keys;
        this.references = references;
        if (directory.isReadOnly()) {
            this.held = null;
            this.writer = StreamWriter.refusing(clock, READ_ONLY);
            return;
        }
        // Held as long as the stream is written: nobody else writes it, and readers can tell a torn tail from one
        // that is still growing.
        this.held = directory
                .tryHold(StreamReader.lockOf(stream))
                .orElseThrow(
                        () -> new IOException("stream '" + stream + "' is already being written; use another name"));
        SegmentWriter segments = new SegmentWriter(directory, stream, clock, SegmentWriter.MAX_BYTES);
        this.writer = StreamWriter.start(segments, clock, nanos, syncInterval, policy);
    }

    /**
     * An appender for the calls of one version; its rules decide what is kept of each value.
     *
     * @param classes names of its classes, in the order of the scores
     * @param schema what the values mean; empty if none are logged
     * @param values hands them over in schema order, or null if none are logged
     * @param rules what is kept of them, or null for what follows from their sensitivity
     * @param reference the version's reference profile, or null
     */
    public <I> Appender<I> appender(
            String model,
            int version,
            Digest digest,
            List<String> classes,
            Schema schema,
            @Nullable BiConsumer<I, RowSink> values,
            @Nullable RedactionRules rules,
            @Nullable Profile reference) {
        Redactor redactor = values == null || directory.isReadOnly()
                ? null
                : Redactor.compile(schema, rules == null ? RedactionRules.of(schema) : rules, reference, keys);
        int id = writer.addSchema(LoggedSchema.of(model, version, digest, classes, schema, redactor));
        return new Appender<>(writer, id, values, redactor);
    }

    @Override
    public LogReceipt log(PredictionRecord record) {
        Objects.requireNonNull(record, "record");
        RecordEncoder encoder = writer.begin(FrameType.PREDICTION);
        try {
            return writer.append(encode(encoder, record));
        } catch (Throwable e) {
            return writer.refuse(e);
        } finally {
            writer.release(encoder);
        }
    }

    @Override
    public void logDurably(PredictionRecord record) {
        Objects.requireNonNull(record, "record");
        RecordEncoder encoder = writer.begin(FrameType.PREDICTION);
        try {
            writer.appendDurably(encodeOrRefuse(encoder, record));
        } finally {
            writer.release(encoder);
        }
    }

    @Override
    public LogReceipt outcome(Outcome outcome) {
        Objects.requireNonNull(outcome, "outcome");
        RecordEncoder encoder = writer.begin(FrameType.OUTCOME);
        try {
            encoder.outcome(outcome);
            return writer.append(encoder.end());
        } catch (Throwable e) {
            return writer.refuse(e);
        } finally {
            writer.release(encoder);
        }
    }

    @Override
    public Stream<PredictionRecord> scan(PredictionQuery query) {
        return StreamReader.open(directory).predictions(query);
    }

    @Override
    public Table joined(PredictionQuery query) {
        return JoinedTable.of(StreamReader.open(directory), query);
    }

    @Override
    public LogStats stats() {
        StreamWriter.Counts own = writer.counts();
        return StreamReader.open(directory).stats(stream, own);
    }

    @Override
    public FlushResult flush(Duration timeout) {
        return writer.flush(timeout);
    }

    /** What was done to each field of a version's logged values, by name, once per action seen. */
    public Map<String, List<RedactionAction.Kind>> loggedActions(ModelVersion version) {
        return StreamReader.open(directory).actions(version.digest());
    }

    /** What is wrong with the log, or empty if nothing is. */
    public Optional<String> fault() {
        return Optional.ofNullable(writer.fault());
    }

    /** Writes and syncs what was accepted, and takes no more. */
    public FlushResult close(Duration timeout) {
        FlushResult result = writer.close(timeout);
        if (held != null) {
            held.close();
        }
        return result;
    }

    private RecordEncoder encodeOrRefuse(RecordEncoder encoder, PredictionRecord record) {
        try {
            return encode(encoder, record);
        } catch (UncheckedIOException | Error e) {
            writer.refuse(e);
            throw e;
        } catch (RuntimeException e) {
            writer.refuse(e);
            throw new IllegalArgumentException(
                    "the record of " + record.digest() + " cannot be logged: " + e.getMessage(), e);
        }
    }

    private RecordEncoder encode(RecordEncoder encoder, PredictionRecord record) {
        Row row = record.features().orElse(null);
        Schema schema = row == null ? Schema.of() : row.schema();
        rowAppenders
                .computeIfAbsent(
                        new RowSource(record.model(), record.version(), record.digest(), schema),
                        source -> appenderOf(source, record))
                .encode(encoder, record, row);
        return encoder.end();
    }

    private Appender<Row> appenderOf(RowSource source, PredictionRecord record) {
        return appender(
                source.model,
                source.version,
                source.digest,
                List.of(),
                source.schema,
                Row::writeTo,
                null,
                references.apply(record).orElse(null));
    }
}
