package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.event.internal.QuietLogger;
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

    private static final QuietLogger LOG = QuietLogger.of(StreamedPredictionLog.class);
    private static final FlushResult NOTHING = new FlushResult(0, 0, 0, true);

    private final Directory directory;
    private final KeyProvider keys;
    private final Function<PredictionRecord, Optional<Profile>> references;
    private final @Nullable StreamWriter writer;
    private final Directory.@Nullable Held held;
    private final Map<Object, Appender<Row>> rowAppenders = new ConcurrentHashMap<>();

    /**
     * Opens the log; in a directory that cannot be written to it reads only, and every record is rejected.
     *
     * @param stream name of the stream this process writes
     * @param references finds the reference profile of the version behind a record that is logged by itself
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
        this.keys = keys;
        this.references = references;
        // Held as long as the stream is written, so that readers can tell a torn tail from one still growing.
        this.held = directory.isReadOnly()
                ? null
                : directory.tryHold(StreamReader.lockOf(stream)).orElse(null);
        this.writer =
                directory.isReadOnly() ? null : new StreamWriter(directory, stream, clock, nanos, syncInterval, policy);
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
        Redactor redactor = values == null
                ? null
                : Redactor.compile(schema, rules == null ? RedactionRules.of(schema) : rules, reference, keys);
        StreamWriter target = writer;
        int id = target == null
                ? -1
                : target.addSchema(
                        number -> LoggedSchema.of(number, model, version, digest, classes, schema, redactor));
        return new Appender<>(target, id, schema, values, redactor);
    }

    @Override
    public LogReceipt log(PredictionRecord record) {
        StreamWriter target = writer;
        if (target == null) {
            return LogReceipt.REJECTED;
        }
        try {
            return target.append(FrameType.PREDICTION, body(record));
        } catch (RuntimeException e) {
            LOG.warn("record", "a record cannot be logged", e);
            return LogReceipt.REJECTED;
        }
    }

    @Override
    public void logDurably(PredictionRecord record) {
        requireWriter().appendDurably(FrameType.PREDICTION, body(record));
    }

    @Override
    public LogReceipt outcome(Outcome outcome) {
        StreamWriter target = writer;
        if (target == null) {
            return LogReceipt.REJECTED;
        }
        return target.append(
                FrameType.OUTCOME, encoder -> encoder.outcome(outcome, RecordEncoder.micros(outcome.time())));
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
        long[] own = writer == null ? new long[3] : writer.counts();
        return StreamReader.open(directory).stats(own[0], own[1], own[2]);
    }

    @Override
    public FlushResult flush(Duration timeout) {
        return writer == null ? NOTHING : writer.flush(timeout);
    }

    /** What was done to each field of a version's logged values, by name, once per action seen. */
    public Map<String, List<RedactionAction.Kind>> loggedActions(ModelVersion version) {
        return StreamReader.open(directory).actions(version.digest());
    }

    /** What is wrong with the log, or empty if nothing is. */
    public Optional<String> fault() {
        if (writer == null) {
            return Optional.of("the home cannot be written to; predictions are not logged");
        }
        return Optional.ofNullable(writer.fault()).map(fault -> "predictions are not written: " + fault);
    }

    /** Writes and syncs what was accepted, and takes no more. */
    public FlushResult close(Duration timeout) {
        FlushResult result = writer == null ? NOTHING : writer.close(timeout);
        if (held != null) {
            held.close();
        }
        return result;
    }

    private StreamWriter requireWriter() {
        StreamWriter target = writer;
        if (target == null) {
            throw new UncheckedIOException(new IOException("the home cannot be written to"));
        }
        return target;
    }

    /** Compiles what is needed before the lock of the buffer is taken, once per version and schema. */
    private Consumer<RecordEncoder> body(PredictionRecord record) {
        Row row = record.features().orElse(null);
        Schema schema = row == null ? Schema.of() : row.schema();
        Appender<Row> appender = rowAppenders.computeIfAbsent(
                List.of(record.digest(), schema),
                any -> appender(
                        record.model(),
                        record.version(),
                        record.digest(),
                        List.of(),
                        schema,
                        Row::writeTo,
                        null,
                        references.apply(record).orElse(null)));
        return encoder -> appender.encode(encoder, record, row);
    }
}
