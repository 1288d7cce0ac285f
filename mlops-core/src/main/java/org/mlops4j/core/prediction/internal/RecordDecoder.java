package org.mlops4j.core.prediction.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.profile.internal.BinnedRow;
import org.mlops4j.data.DataType;
import org.mlops4j.data.RowBuilder;
import org.mlops4j.data.Schema;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.NumericBins;

/** Reads what {@link RecordEncoder} writes. */
final class RecordDecoder {

    private RecordDecoder() {}

    static PredictionRecord prediction(SegmentReader segment) {
        ByteBuffer in = segment.payload();
        LoggedSchema schema = segment.schema(in.getShort() & 0xFFFF);
        long high = in.getLong();
        long low = in.getLong();
        Instant time = time(in.getLong());
        int flags = in.get();
        Duration latency = Duration.ofNanos(in.getLong());
        PredictionId id =
                (flags & RecordEncoder.FLAG_OWN_ID) != 0 ? PredictionId.of(text(in)) : PredictionId.of(high, low);
        PredictionRecord.Builder record = PredictionRecord.builder(
                        id, time, schema.model(), schema.version(), schema.digest())
                .latency(latency);
        if ((flags & RecordEncoder.FLAG_ARM) != 0) {
            record.arm(text(in));
        }
        double[] scores = new double[in.get() & 0xFF];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = in.getDouble();
        }
        record.scores(scores);
        int decided = in.get() & 0xFF;
        if (decided == RecordEncoder.OTHER_CLASS) {
            record.decision(text(in));
        } else if (decided > 0 && decided <= schema.classes().size()) {
            record.decision(schema.classes().get(decided - 1));
        }
        if ((flags & RecordEncoder.FLAG_ERROR) != 0) {
            record.error(text(in));
        }
        if ((flags & RecordEncoder.FLAG_SLICES) != 0) {
            Map<String, String> slices = new TreeMap<>();
            for (int left = in.get() & 0xFF; left > 0; left--) {
                slices.put(text(in), text(in));
            }
            record.slices(slices);
        }
        if ((flags & RecordEncoder.FLAG_FIELDS) != 0) {
            record.features(fields(in, schema));
        }
        return record.build();
    }

    static Outcome outcome(ByteBuffer in) {
        long high = in.getLong();
        long low = in.getLong();
        Instant time = time(in.getLong());
        int revision = in.getInt();
        int flags = in.get();
        PredictionId id =
                (flags & RecordEncoder.FLAG_OWN_ID) != 0 ? PredictionId.of(text(in)) : PredictionId.of(high, low);
        String value = (flags & RecordEncoder.FLAG_VALUE) != 0 ? text(in) : null;
        return new Outcome(id, value, time, revision, text(in));
    }

    private static LoggedRow fields(ByteBuffer in, LoggedSchema logged) {
        Schema schema = logged.schema();
        byte[] nulls = new byte[(schema.size() + 7) / 8];
        in.get(nulls);
        int[] bins = new int[schema.size()];
        RowBuilder values = new RowBuilder(schema);
        for (int i = 0; i < bins.length; i++) {
            bins[i] = BinnedRow.NO_BIN;
            if ((nulls[i >> 3] & 1 << (i & 7)) == 0) {
                switch (logged.actions().get(i)) {
                    case KEEP -> kept(in, i, schema.field(i).type(), values);
                    case BUCKET -> {
                        bins[i] = in.getShort() & 0xFFFF;
                        representative(
                                logged.bins().get(i),
                                bins[i],
                                i,
                                schema.field(i).type(),
                                values);
                    }
                    default -> {
                        int bin = in.getShort() & 0xFFFF;
                        bins[i] = bin == RecordEncoder.NO_BIN ? BinnedRow.NO_BIN : bin;
                        values.text(i, text(in));
                    }
                }
            } else if (logged.actions().get(i) == RedactionAction.Kind.PSEUDONYM
                    && logged.bins().get(i) != null) {
                bins[i] = logged.bins().get(i).nullBin();
            }
        }
        return new LoggedRow(logged, values.build(), bins);
    }

    private static void kept(ByteBuffer in, int field, DataType type, RowBuilder values) {
        switch (type.kind()) {
            case BOOLEAN -> values.bool(field, in.get() != 0);
            case INT64 -> values.int64(field, in.getLong());
            case FLOAT64 -> values.float64(field, in.getDouble());
            case STRING, CATEGORY -> values.text(field, text(in));
            case INSTANT -> values.instant(field, time(in.getLong()));
            case VECTOR -> {
                double[] vector = new double[type.dimension()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = in.getDouble();
                }
                values.vector(field, vector);
            }
        }
    }

    /** A value that stands for its bin: the lower edge of an interval, or the label of a word's bin. */
    private static void representative(@Nullable Bins bins, int bin, int field, DataType type, RowBuilder values) {
        if (bins instanceof CategoryBins words) {
            if (bin != words.nullBin()) {
                values.text(field, words.label(bin));
            }
        } else if (bins instanceof NumericBins numbers && bin != numbers.nullBin()) {
            double value = finite(numbers, bin);
            switch (type.kind()) {
                case BOOLEAN -> values.bool(field, value != 0);
                case INT64 ->
                    values.int64(field, (long) (bin == numbers.underflowBin() ? Math.floor(value) : Math.ceil(value)));
                default -> values.float64(field, value);
            }
        }
    }

    private static double finite(NumericBins bins, int bin) {
        if (bin == bins.underflowBin()) {
            return Math.nextDown(bins.edge(0));
        }
        return bin == bins.overflowBin() ? Math.nextUp(bins.edge(bins.edgeCount() - 1)) : bins.representative(bin);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getShort() & 0xFFFF];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
