package org.mlops4j.core.prediction.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Frames;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.DataType;
import org.mlops4j.data.RowSink;
import org.mlops4j.model.Prediction;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.NumericBins;

/**
 * Makes one frame at a time, in the order in which values come, allocating only to grow. The checksum is left to the
 * writer thread. Used by one thread at a time; what came in before an exception is gone with the next {@link #begin}.
 *
 * <pre>
 * PREDICTION: u16 schema, u64 id high, u64 id low, i64 microseconds, u8 flags, i64 latency in nanoseconds,
 *             [text own id], [text arm], u16 count and f64 of scores, u16 class + 1 (0 none, 65535 text follows),
 *             [text error], [u8 count and texts of slices], [fields]
 * fields:     one bit a field (1 missing or dropped), then for each field by its action:
 *             KEEP       unless missing: u8 | i64 | f64 bits | text | i64 microseconds | f64 bits a component
 *             DROP       nothing
 *             BUCKET     u16 bin
 *             PSEUDONYM  u16 bin (65535 none) and, unless missing, text
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
    static final int OTHER_CLASS = 0xFFFF;
    static final int MAX_CLASSES = OTHER_CLASS - 1;
    static final int MAX_SCORES = 0xFFFF;
    private static final int MAX_SLICES = 0xFF;
    private static final int MAX_TEXT_BYTES = 1024;
    private static final int MAX_BYTES_PER_CHAR = 3;

    private static final int FIRST_BYTES = 1024;
    private static final int MOST_BYTES = Frames.HEADER_BYTES + Frames.MAX_PAYLOAD_BYTES;
    private static final int TYPE_OFFSET = Frames.HEADER_BYTES - 1;
    private static final int PREDICTION_FLAGS = Frames.HEADER_BYTES + Short.BYTES + 3 * Long.BYTES;
    private static final int OUTCOME_FLAGS = Frames.HEADER_BYTES + 3 * Long.BYTES + Integer.BYTES;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[FIRST_BYTES];
    private int end;
    private int flagsAt;
    private int nullsAt;
    private int nextField;
    private @Nullable Redactor redactor;

    /** Begins a frame; whatever was here before is forgotten. */
    RecordEncoder begin(int type) {
        end = Frames.HEADER_BYTES;
        Arrays.fill(bytes, 0, end, (byte) 0);
        bytes[TYPE_OFFSET] = (byte) type;
        redactor = null;
        return this;
    }

    /** Completes the frame, which lies at the head of {@link #bytes()}. */
    RecordEncoder end() {
        INTS.set(bytes, 0, end - Frames.HEADER_BYTES);
        return this;
    }

    /** The bytes, as they are until the frame changes. */
    byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes belong to the frame. */
    int length() {
        return end;
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
        if (scoreCount > MAX_SCORES) {
            throw new IllegalArgumentException("a record must have at most " + MAX_SCORES + " scores but has "
                    + scoreCount + "; keep the largest ones");
        }
        u16(schemaId);
        i64(id.high());
        i64(id.low());
        i64(micros);
        flagsAt = PREDICTION_FLAGS;
        u8(0);
        i64(latencyNanos);
        String ownId = id.ownTextOrNull();
        if (ownId != null) {
            setFlag(FLAG_OWN_ID);
            text(ownId);
        }
        if (!arm.equals(Prediction.CHAMPION)) {
            setFlag(FLAG_ARM);
            text(arm);
        }
        u16(scoreCount);
        for (int i = 0; i < scoreCount; i++) {
            f64(scores[i]);
        }
        if (otherClass == null) {
            u16(classIndex < MAX_CLASSES ? classIndex + 1 : 0);
        } else {
            u16(OTHER_CLASS);
            text(otherClass);
        }
        if (error != null) {
            setFlag(FLAG_ERROR);
            text(error);
        }
        if (!slices.isEmpty()) {
            slices(slices);
        }
    }

    private void slices(Map<String, String> slices) {
        setFlag(FLAG_SLICES);
        int countAt = end;
        u8(0);
        int count = 0;
        for (Map.Entry<String, String> slice : slices.entrySet()) {
            if (count == MAX_SLICES) {
                setFlag(FLAG_TRUNCATED);
                break;
            }
            count++;
            text(slice.getKey());
            text(slice.getValue());
        }
        bytes[countAt] = (byte) count;
    }

    void outcome(Outcome outcome) {
        PredictionId id = outcome.prediction();
        i64(id.high());
        i64(id.low());
        i64(micros(outcome.time()));
        i32(outcome.revision());
        flagsAt = OUTCOME_FLAGS;
        u8(0);
        String ownId = id.ownTextOrNull();
        if (ownId != null) {
            setFlag(FLAG_OWN_ID);
            text(ownId);
        }
        String value = outcome.valueOrNull();
        if (value != null) {
            setFlag(FLAG_VALUE);
            text(value);
        }
        text(outcome.source());
    }

    static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / NANOS_PER_MICRO);
    }

    /** Begins the fields; they are then handed over in schema order, and one that is left out is missing. */
    void beginFields(Redactor rules) {
        redactor = rules;
        nextField = 0;
        setFlag(FLAG_FIELDS);
        int count = (rules.size() + 7) / 8;
        nullsAt = room(count);
        Arrays.fill(bytes, nullsAt, end, (byte) 0);
    }

    void endFields() {
        skipTo(rules().size());
    }

    @Override
    public void missing(int field) {
        skipTo(field);
        absent(field);
        nextField++;
    }

    @Override
    public void bool(int field, boolean value) {
        if (isKept(field, DataType.Kind.BOOLEAN)) {
            u8(value ? 1 : 0);
        } else {
            redacted(field, DataType.Kind.BOOLEAN, value ? 1 : 0);
        }
    }

    @Override
    public void int64(int field, long value) {
        if (isKept(field, DataType.Kind.INT64)) {
            i64(value);
        } else {
            redacted(field, DataType.Kind.INT64, (double) value);
        }
    }

    @Override
    public void float64(int field, double value) {
        if (isKept(field, DataType.Kind.FLOAT64)) {
            f64(value);
        } else {
            redacted(field, DataType.Kind.FLOAT64, value);
        }
    }

    @Override
    public void text(int field, String value) {
        if (isKept(field, DataType.Kind.CATEGORY) || isKept(field, DataType.Kind.STRING)) {
            text(value);
            return;
        }
        Redactor rules = rules();
        boolean isCategory = rules.type(field).kind() == DataType.Kind.CATEGORY;
        switch (redacted(field, isCategory ? DataType.Kind.CATEGORY : DataType.Kind.STRING)) {
            case BUCKET -> u16(((CategoryBins) bins(field)).binOf(value));
            case PSEUDONYM -> {
                Bins bins = rules.bins(field);
                u16(bins == null ? NO_BIN : ((CategoryBins) bins).binOf(value));
                text(rules.pseudonym(field, value));
            }
            default -> absent(field);
        }
    }

    @Override
    public void instant(int field, Instant value) {
        if (isKept(field, DataType.Kind.INSTANT)) {
            i64(micros(value));
        } else {
            redacted(field, DataType.Kind.INSTANT);
            absent(field);
        }
    }

    @Override
    public void vector(int field, double[] value) {
        if (!isKept(field, DataType.Kind.VECTOR)) {
            redacted(field, DataType.Kind.VECTOR);
            absent(field);
            return;
        }
        int dimension = rules().type(field).dimension();
        if (value.length != dimension) {
            throw new IllegalArgumentException(
                    "vector of field " + field + " must have " + dimension + " components but has " + value.length);
        }
        for (double component : value) {
            f64(component);
        }
    }

    /** Whether a field, which must be behind the last, is of the type of the value and kept: if so, it is the next. */
    private boolean isKept(int field, DataType.Kind given) {
        if (field != nextField) {
            skipTo(field);
        }
        if (rules().keeps(field, given)) {
            nextField++;
            return true;
        }
        return false;
    }

    private void redacted(int field, DataType.Kind given, double value) {
        RedactionAction.Kind action = redacted(field, given);
        if (action == RedactionAction.Kind.BUCKET) {
            u16(((NumericBins) bins(field)).binOf(value));
        } else {
            absent(field);
        }
    }

    /** What is done to a field that is not kept and must be of the type of the value; it is the next. */
    private RedactionAction.Kind redacted(int field, DataType.Kind given) {
        Redactor rules = rules();
        if (rules.type(field).kind() != given) {
            throw new IllegalArgumentException(
                    "field " + field + " is " + rules.type(field) + " and cannot take " + given);
        }
        nextField++;
        return rules.action(field);
    }

    private void skipTo(int field) {
        if (field < nextField) {
            throw new IllegalArgumentException(
                    "fields must come in schema order and once but field " + field + " comes late");
        }
        for (; nextField < field; nextField++) {
            absent(nextField);
        }
    }

    /** Says that nothing is kept of a field's value; a missing one still has its bin. */
    private void absent(int field) {
        Redactor rules = rules();
        RedactionAction.Kind action = rules.action(field);
        if (action == RedactionAction.Kind.BUCKET) {
            u16(bins(field).nullBin());
            return;
        }
        if (action == RedactionAction.Kind.PSEUDONYM) {
            Bins bins = rules.bins(field);
            u16(bins == null ? NO_BIN : bins.nullBin());
        }
        bytes[nullsAt + (field >> 3)] |= (byte) (1 << (field & 7));
    }

    private Bins bins(int field) {
        Bins bins = rules().bins(field);
        if (bins == null) {
            throw new IllegalStateException("field " + field + " has no bins");
        }
        return bins;
    }

    private Redactor rules() {
        Redactor rules = redactor;
        if (rules == null) {
            throw new IllegalStateException("values come before beginFields");
        }
        return rules;
    }

    private void setFlag(int flag) {
        bytes[flagsAt] |= (byte) flag;
    }

    private void u8(int value) {
        int at = room(Byte.BYTES);
        bytes[at] = (byte) value;
    }

    private void u16(int value) {
        int at = room(Short.BYTES);
        SHORTS.set(bytes, at, (short) value);
    }

    private void i32(int value) {
        int at = room(Integer.BYTES);
        INTS.set(bytes, at, value);
    }

    private void i64(long value) {
        int at = room(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    private void f64(double value) {
        i64(Double.doubleToRawLongBits(value));
    }

    /** UTF-8, cut at a whole character after 1 KiB. */
    private void text(String value) {
        int start = room(Short.BYTES);
        int limit = end + MAX_TEXT_BYTES;
        int length = value.length();
        ensure(end + Math.min(MAX_TEXT_BYTES, MAX_BYTES_PER_CHAR * Math.min(MAX_TEXT_BYTES, length)));
        int at = end;
        int i = 0;
        for (; i < length && at < limit && value.charAt(i) < 0x80; i++) {
            bytes[at++] = (byte) value.charAt(i);
        }
        end = at;
        if (i < length) {
            anyText(value, i, limit);
        }
        SHORTS.set(bytes, start, (short) (end - start - Short.BYTES));
    }

    private void anyText(String value, int from, int limit) {
        int i = from;
        while (i < value.length()) {
            int point = value.codePointAt(i);
            int width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (end + width > limit) {
                setFlag(FLAG_TRUNCATED);
                return;
            }
            utf8(point, width);
            i += Character.charCount(point);
        }
    }

    private void utf8(int point, int width) {
        // A lone surrogate has no UTF-8 form.
        int valid = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\uFFFD' : point;
        switch (width) {
            case 1 -> {
                bytes[end++] = (byte) valid;
                return;
            }
            case 2 -> bytes[end++] = (byte) (0xC0 | valid >> 6);
            case 3 -> {
                bytes[end++] = (byte) (0xE0 | valid >> 12);
                bytes[end++] = (byte) (0x80 | valid >> 6 & 0x3F);
            }
            default -> {
                bytes[end++] = (byte) (0xF0 | valid >> 18);
                bytes[end++] = (byte) (0x80 | valid >> 12 & 0x3F);
                bytes[end++] = (byte) (0x80 | valid >> 6 & 0x3F);
            }
        }
        bytes[end++] = (byte) (0x80 | valid & 0x3F);
    }

    /** Takes so many bytes at the end, and says where they begin. */
    private int room(int count) {
        int start = end;
        ensure(start + count);
        end = start + count;
        return start;
    }

    private void ensure(int needed) {
        if (needed > bytes.length) {
            grow(needed);
        }
    }

    private void grow(int needed) {
        if (needed > MOST_BYTES) {
            throw new IllegalArgumentException("a record must have at most " + Frames.MAX_PAYLOAD_BYTES
                    + " bytes but has more; log fewer or shorter features");
        }
        bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, Math.max(needed, 2 * bytes.length)));
    }
}
