package org.mlops4j.core.prediction.internal;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.RowSink;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.PredictionRecord;

/**
 * Appends the calls of one version: its schema and its redaction are compiled once, so that a call only encodes values.
 * Safe for use by many threads.
 *
 * @param <I> what the values are read from
 */
public final class Appender<I> {

    private final StreamWriter stream;
    private final int schemaId;
    private final @Nullable BiConsumer<I, RowSink> values;
    private final @Nullable Redactor redactor;

    /** Values are logged only with rules for them; a schema without a number has every record refused. */
    Appender(StreamWriter stream, int schemaId, @Nullable BiConsumer<I, RowSink> values, @Nullable Redactor redactor) {
        this.stream = stream;
        this.schemaId = schemaId;
        this.values = values;
        this.redactor = redactor;
    }

    /**
     * Appends one call; never throws and never waits for the disk.
     *
     * @param input its values are read before this returns
     * @param scores read up to {@code scoreCount} before this returns
     * @param classIndex the decided class, or -1
     * @param error class of the exception, or null
     */
    public LogReceipt append(
            PredictionId id,
            long micros,
            String arm,
            I input,
            double[] scores,
            int scoreCount,
            int classIndex,
            long latencyNanos,
            @Nullable String error,
            Map<String, String> slices) {
        if (schemaId < 0) {
            return stream.refuse(null);
        }
        RecordEncoder encoder = stream.begin(FrameType.PREDICTION);
        try {
            encoder.prediction(
                    schemaId, id, micros, arm, latencyNanos, scores, scoreCount, classIndex, null, error, slices);
            encodeValues(encoder, input);
            return stream.append(encoder.end());
        } catch (Throwable e) {
            return stream.refuse(e);
        } finally {
            stream.release(encoder);
        }
    }

    /** Encodes a record that was made by the application itself. */
    void encode(RecordEncoder encoder, PredictionRecord record, @Nullable I input) {
        if (schemaId < 0) {
            throw new IllegalStateException("the log has no room for the schema of " + record.digest());
        }
        double[] scores = record.scores();
        encoder.prediction(
                schemaId,
                record.id(),
                RecordEncoder.micros(record.time()),
                record.arm(),
                record.latency().toNanos(),
                scores,
                scores.length,
                -1,
                record.decision().orElse(null),
                record.error().orElse(null),
                record.slices());
        if (input != null) {
            encodeValues(encoder, input);
        }
    }

    private void encodeValues(RecordEncoder encoder, I input) {
        BiConsumer<I, RowSink> known = values;
        Redactor rules = redactor;
        if (known != null && rules != null) {
            encoder.beginFields(rules);
            known.accept(input, encoder);
            encoder.endFields();
        }
    }
}
