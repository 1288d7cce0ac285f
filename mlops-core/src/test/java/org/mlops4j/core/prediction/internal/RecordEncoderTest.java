package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.privacy.internal.HmacKeys;
import org.mlops4j.core.privacy.internal.Redactor;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

class RecordEncoderTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("flag", DataType.BOOLEAN),
            Field.of("whole", DataType.INT64),
            Field.of("real", DataType.FLOAT64),
            Field.of("word", DataType.CATEGORY),
            Field.of("text", DataType.STRING),
            Field.of("when", DataType.INSTANT),
            Field.of("vector", DataType.vector(2)),
            Field.of("real2", DataType.FLOAT64),
            Field.of("word2", DataType.CATEGORY),
            Field.of("gone", DataType.INT64));

    private final RecordEncoder encoder = new RecordEncoder();

    private static Redactor redactor(RedactionRules rules) {
        NumericBins numbers = NumericBins.of(new double[] {0, 1, 2}, new double[] {});
        CategoryBins words = CategoryBins.of(List.of("a", "b"), List.of());
        Profile reference = Profile.of(
                0,
                List.of(
                        ColumnProfile.of(SCHEMA.field(7), numbers, new long[numbers.size()], Moments.EMPTY),
                        ColumnProfile.of(SCHEMA.field(8), words, new long[words.size()], Moments.EMPTY)));
        return Redactor.compile(SCHEMA, rules, reference, new HmacKeys());
    }

    private RecordEncoder fields(Redactor redactor) {
        encoder.begin(FrameType.PREDICTION);
        encoder.prediction(1, Logs.id(1), 0, "champion", 0, new double[0], 0, -1, null, null, Map.of());
        encoder.beginFields(redactor);
        return encoder;
    }

    private byte[] frame() {
        encoder.end();
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private static ByteBuffer expected() {
        return ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] done(ByteBuffer frame) {
        frame.putInt(0, frame.position() - 9);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static ByteBuffer text(ByteBuffer frame, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return frame.putShort((short) utf8.length).put(utf8);
    }

    /** Byte by byte the form that the class documents, with every optional part. */
    @Test
    void writesAPredictionAsDocumented() {
        PredictionId id = PredictionId.of("order 1");
        encoder.begin(FrameType.PREDICTION);
        encoder.prediction(
                513,
                id,
                -2,
                "challenger",
                1234,
                new double[] {0.5, Double.NaN, 99},
                2,
                -1,
                "maybe",
                "java.lang.Error",
                Map.of("tenant", "Ä"));
        ByteBuffer expected = expected()
                .putInt(0)
                .putInt(0)
                .put((byte) 3)
                .putShort((short) 513)
                .putLong(id.high())
                .putLong(id.low())
                .putLong(-2)
                .put((byte) (1 | 2 | 4 | 8))
                .putLong(1234);
        text(text(expected, "order 1"), "challenger");
        expected.putShort((short) 2).putDouble(0.5).putDouble(Double.NaN).putShort((short) 65535);
        text(text(expected, "maybe"), "java.lang.Error").put((byte) 1);
        text(text(expected, "tenant"), "Ä");

        assertThat(frame()).isEqualTo(done(expected));
    }

    @Test
    void writesFieldsByTheirActionsAsDocumented() {
        Redactor redactor = redactor(RedactionRules.of(SCHEMA)
                .with("text", RedactionAction.pseudonym("subject"))
                .with("real2", RedactionAction.bucket())
                .with("word2", RedactionAction.pseudonym("subject"))
                .with("gone", RedactionAction.drop()));
        fields(redactor);
        encoder.bool(0, true);
        encoder.int64(1, -1);
        encoder.missing(2);
        encoder.text(3, "Ä");
        encoder.text(4, "ada");
        encoder.instant(5, Instant.parse("1970-01-01T00:00:01.000002Z"));
        encoder.vector(6, new double[] {1, -0.0});
        encoder.float64(7, 1.5);
        encoder.missing(8);
        encoder.int64(9, 77);
        encoder.endFields();
        ByteBuffer expected = expected()
                .putInt(0)
                .putInt(0)
                .put((byte) 3)
                .putShort((short) 1)
                .putLong(7)
                .putLong(1)
                .putLong(0)
                .put((byte) 16)
                .putLong(0)
                .putShort((short) 0)
                .putShort((short) 0)
                // fields 2, 8 and 9 are missing
                .put((byte) 0b100)
                .put((byte) 0b11)
                .put((byte) 1)
                .putLong(-1);
        text(expected, "Ä").putShort((short) 65535);
        text(expected, redactor.pseudonym(4, "ada"))
                .putLong(1_000_002)
                .putDouble(1)
                .putDouble(-0.0)
                // [1, 2] is the second interval, behind the underflow
                .putShort((short) 2)
                // two words, rare, never seen: the fifth bin is that of missing words
                .putShort((short) 4);

        assertThat(frame()).isEqualTo(done(expected));
    }

    @Test
    void writesAnOutcomeAsDocumented() {
        PredictionId id = PredictionId.of("order 1");
        encoder.begin(FrameType.OUTCOME);
        encoder.outcome(new Outcome(id, "bad", Instant.ofEpochSecond(2), 3, "desk"));
        ByteBuffer expected = expected()
                .putInt(0)
                .putInt(0)
                .put((byte) 4)
                .putLong(id.high())
                .putLong(id.low())
                .putLong(2_000_000)
                .putInt(3)
                .put((byte) (1 | 64));
        text(text(text(expected, "order 1"), "bad"), "desk");
        assertThat(frame()).isEqualTo(done(expected));

        encoder.begin(FrameType.OUTCOME);
        encoder.outcome(Outcome.retraction(Logs.id(1), Instant.EPOCH, 1));
        expected = expected()
                .putInt(0)
                .putInt(0)
                .put((byte) 4)
                .putLong(7)
                .putLong(1)
                .putLong(0)
                .putInt(1)
                .put((byte) 0);
        assertThat(frame()).isEqualTo(done(text(expected, "")));
    }

    @Test
    void aFieldThatIsLeftOutIsMissing() {
        Redactor redactor = redactor(RedactionRules.of(SCHEMA)
                .with("real2", RedactionAction.bucket())
                .with("word2", RedactionAction.pseudonym("subject")));
        fields(redactor);
        encoder.int64(1, 5);
        encoder.vector(6, new double[] {1, 2});
        encoder.endFields();
        byte[] left = frame();
        fields(redactor);
        encoder.missing(0);
        encoder.int64(1, 5);
        for (int i = 2; i <= 5; i++) {
            encoder.missing(i);
        }
        encoder.vector(6, new double[] {1, 2});
        encoder.missing(7);
        encoder.missing(8);
        encoder.missing(9);
        encoder.endFields();

        assertThat(left).isEqualTo(frame());
    }

    @Test
    void fieldsMustComeInOrderOnceAndInTheirType() {
        Redactor redactor = redactor(RedactionRules.of(SCHEMA).with("gone", RedactionAction.drop()));
        fields(redactor).int64(1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.int64(1, 1))
                .withMessage("fields must come in schema order and once but field 1 comes late");
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.missing(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.int64(2, 1))
                .withMessage("field 2 is FLOAT64 and cannot take INT64");
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.text(2, "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.bool(2, true));
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.instant(4, Instant.EPOCH));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.vector(6, new double[3]))
                .withMessage("vector of field 6 must have 2 components but has 3");
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.float64(9, 1));
    }

    @Test
    void valuesNeedFields() {
        encoder.begin(FrameType.PREDICTION);

        assertThatIllegalStateException().isThrownBy(() -> encoder.int64(0, 1));
    }

    @Test
    void aFrameBegunAfterAFailureIsWhole() {
        fields(redactor(RedactionRules.of(SCHEMA))).int64(1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.bool(1, true));
        encoder.begin(FrameType.OUTCOME);
        encoder.outcome(Outcome.of(Logs.id(1), "x", Instant.EPOCH));
        byte[] after = frame();
        RecordEncoder fresh = new RecordEncoder().begin(FrameType.OUTCOME);
        fresh.outcome(Outcome.of(Logs.id(1), "x", Instant.EPOCH));
        fresh.end();

        assertThat(after).isEqualTo(Arrays.copyOf(fresh.bytes(), fresh.length()));
    }

    @Test
    void aRecordHoldsAtMost65535Scores() {
        encoder.begin(FrameType.PREDICTION);
        encoder.prediction(0, Logs.id(1), 0, "champion", 0, new double[65535], 65535, -1, null, null, Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.prediction(
                        0, Logs.id(1), 0, "champion", 0, new double[65536], 65536, -1, null, null, Map.of()))
                .withMessage("a record must have at most 65535 scores but has 65536; keep the largest ones");
    }
}
