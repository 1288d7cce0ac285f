package org.mlops4j.core.prediction.internal;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.NumericBins;

/**
 * Writes frames into a little-endian buffer, in the order in which values come, without allocating. The checksum is left
 * to the writer thread. Used by one thread at a time.
 *
 * <pre>
 * PREDICTION: u16 schema, u64 id high, u64 id low, i64 microseconds, u8 flags, i64 latency in nanoseconds,
 *             [text own id], [text arm], u8 count and f64 of scores, u8 class + 1 (0 none, 255 text follows), [text error],
 *             [u8 count and texts of slices], [fields]
 * fields:     one bit a field (1 missing or dropped), then for each other field by its action:
 *             KEEP       u8 | i64 | f64 bits | text | i64 microseconds | f64 bits a component
 *             BUCKET     u16 bin
 *             PSEUDONYM  u16 bin (65535 none), text
 * OUTCOME:    u64 id high, u64 id low, i64 microseconds, i32 revision, u8 flags, [text own id], [text value], text source
 * text:       u16 length, UTF-8
 * </pre>
 */
final class RecordEncoder implements RowSink {

    static final int FLAG_OWN_ID = 1;
    static final int FLAG_ARM = 2;
    static final int FLAG_ERROR = 4;
    static final int FLAG_SLICES = 8;
    static final int FLAG_FIELDS = 16;
    static final int FLAG_TRUNCATED = 32;
    static final int FLAG_VALUE = 64;

    static final int NO_BIN = 0xFFFF;
    static final int OTHER_CLASS = 0xFF;
    private static final int MAX_TEXT_BYTES = 1024;
    private static final int FLAGS_OFFSET = 2 + 3 * Long.BYTES;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final ByteBuffer buffer;
    private int frame;
    private int flagsAt;
    private int nullsAt;
    private @Nullable Schema schema;
    private @Nullable Redactor redactor;

    RecordEncoder(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Begins a frame; until {@link #end} it can be taken back with {@link #cancel}. */
    void begin(int type) {
        frame = buffer.position();
        buffer.putInt(0).putInt(0).put((byte) type);
    }

    void end() {
        int length = buffer.position() - frame - Frames.HEADER_BYTES;
        if (length > Frames.MAX_PAYLOAD_BYTES) {
            throw new BufferOverflowException();
        }
        buffer.putInt(frame, length);
    }

    void cancel() {
        buffer.position(frame);
    }

    void bytes(byte[] payload) {
        buffer.put(payload);
    }

    void prediction(
            int schemaId,
            PredictionId id,
            long micros,
            String arm,
            long latencyNanos,
            double[] scores,
            int scoreCount,
            int classIndex,
            @Nullable String otherClass,
            @Nullable String error,
            Map<String, String> slices) {
        buffer.putShort((short) schemaId).putLong(id.high()).putLong(id.low()).putLong(micros);
        flagsAt = frame + Frames.HEADER_BYTES + FLAGS_OFFSET;
        String ownId = id.ownTextOrNull();
        boolean otherArm = !arm.equals(Prediction.CHAMPION);
        int flags = (ownId != null ? FLAG_OWN_ID : 0)
                | (otherArm ? FLAG_ARM : 0)
                | (error != null ? FLAG_ERROR : 0)
                | (slices.isEmpty() ? 0 : FLAG_SLICES);
        buffer.put((byte) flags).putLong(latencyNanos);
        if (ownId != null) {
            text(ownId);
        }
        if (otherArm) {
            text(arm);
        }
        buffer.put((byte) scoreCount);
        for (int i = 0; i < scoreCount; i++) {
            buffer.putDouble(scores[i]);
        }
        buffer.put((byte) (otherClass == null ? classIndex + 1 : OTHER_CLASS));
        if (otherClass != null) {
            text(otherClass);
        }
        if (error != null) {
            text(error);
        }
        if (!slices.isEmpty()) {
            buffer.put((byte) Math.min(slices.size(), 255));
            int left = 255;
            for (Map.Entry<String, String> slice : slices.entrySet()) {
                if (left-- == 0) {
                    break;
                }
                text(slice.getKey());
                text(slice.getValue());
            }
        }
    }

    /** Begins the fields; each is then handed over once, in schema order. */
    void beginFields(Schema fields, @Nullable Redactor rules) {
        schema = fields;
        redactor = rules;
        setFlag(FLAG_FIELDS);
        nullsAt = buffer.position();
        int bytes = (fields.size() + 7) / 8;
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) 0);
        }
    }

    void outcome(Outcome outcome, long micros) {
        PredictionId id = outcome.prediction();
        buffer.putLong(id.high()).putLong(id.low()).putLong(micros).putInt(outcome.revision());
        String value = outcome.valueOrNull();
        String ownId = id.ownTextOrNull();
        flagsAt = buffer.position();
        buffer.put((byte) ((value != null ? FLAG_VALUE : 0) | (ownId != null ? FLAG_OWN_ID : 0)));
        if (ownId != null) {
            text(ownId);
        }
        if (value != null) {
            text(value);
        }
        text(outcome.source());
    }

    static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / NANOS_PER_MICRO);
    }

    @Override
    public void missing(int field) {
        if (action(field) == RedactionAction.Kind.BUCKET) {
            Bins bins = bins(field);
            buffer.putShort((short) bins.nullBin());
        } else {
            markMissing(field);
        }
    }

    @Override
    public void bool(int field, boolean value) {
        switch (action(field)) {
            case KEEP -> buffer.put((byte) (value ? 1 : 0));
            case BUCKET -> bin(field, value ? 1 : 0);
            default -> markMissing(field);
        }
    }

    @Override
    public void int64(int field, long value) {
        switch (action(field)) {
            case KEEP -> buffer.putLong(value);
            case BUCKET -> bin(field, (double) value);
            default -> markMissing(field);
        }
    }

    @Override
    public void float64(int field, double value) {
        switch (action(field)) {
            case KEEP -> buffer.putDouble(value);
            case BUCKET -> bin(field, value);
            default -> markMissing(field);
        }
    }

    @Override
    public void text(int field, String value) {
        switch (action(field)) {
            case KEEP -> text(value);
            case BUCKET -> buffer.putShort((short) ((CategoryBins) bins(field)).binOf(value));
            case PSEUDONYM -> {
                Redactor rules = rules();
                Bins bins = rules.bins(field);
                buffer.putShort((short) (bins instanceof CategoryBins words ? words.binOf(value) : NO_BIN));
                text(rules.pseudonym(field, value));
            }
            default -> markMissing(field);
        }
    }

    @Override
    public void instant(int field, Instant value) {
        if (action(field) == RedactionAction.Kind.KEEP) {
            buffer.putLong(micros(value));
        } else {
            markMissing(field);
        }
    }

    @Override
    public void vector(int field, double[] value) {
        if (action(field) != RedactionAction.Kind.KEEP) {
            markMissing(field);
            return;
        }
        for (double component : value) {
            buffer.putDouble(component);
        }
    }

    private void bin(int field, double value) {
        buffer.putShort((short) ((NumericBins) bins(field)).binOf(value));
    }

    private void markMissing(int field) {
        int at = nullsAt + (field >> 3);
        buffer.put(at, (byte) (buffer.get(at) | 1 << (field & 7)));
    }

    private RedactionAction.Kind action(int field) {
        return redactor == null ? RedactionAction.Kind.KEEP : redactor.action(field);
    }

    private Bins bins(int field) {
        Bins bins = rules().bins(field);
        if (bins == null) {
            throw new IllegalStateException("field " + field + " of " + schema + " has no bins");
        }
        return bins;
    }

    private Redactor rules() {
        if (redactor == null) {
            throw new IllegalStateException("values are kept as they are");
        }
        return redactor;
    }

    private void setFlag(int flag) {
        buffer.put(flagsAt, (byte) (buffer.get(flagsAt) | flag));
    }

    /** UTF-8 straight into the buffer, cut at a whole character after 1 KiB. */
    private void text(String value) {
        int lengthAt = buffer.position();
        buffer.putShort((short) 0);
        int limit = lengthAt + Short.BYTES + MAX_TEXT_BYTES;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            int width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (buffer.position() + width > limit) {
                setFlag(FLAG_TRUNCATED);
                break;
            }
            utf8(c, width);
            i += Character.charCount(c);
        }
        buffer.putShort(lengthAt, (short) (buffer.position() - lengthAt - Short.BYTES));
    }

    private void utf8(int c, int width) {
        switch (width) {
            case 1 -> buffer.put((byte) c);
            case 2 -> buffer.put((byte) (0xC0 | c >> 6)).put((byte) (0x80 | c & 0x3F));
            case 3 -> {
                // A lone surrogate has no UTF-8 form.
                int valid = Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) ? '\uFFFD' : c;
                buffer.put((byte) (0xE0 | valid >> 12))
                        .put((byte) (0x80 | valid >> 6 & 0x3F))
                        .put((byte) (0x80 | valid & 0x3F));
            }
            default ->
                buffer.put((byte) (0xF0 | c >> 18))
                        .put((byte) (0x80 | c >> 12 & 0x3F))
                        .put((byte) (0x80 | c >> 6 & 0x3F))
                        .put((byte) (0x80 | c & 0x3F));
        }
    }
}
