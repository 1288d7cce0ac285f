package org.mlops4j.core.prediction.internal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.prediction.LogStats;

/** Counts frames without decoding them. */
final class StatsBuilder {

    private static final int TIME_OFFSET = Short.BYTES + 2 * Long.BYTES;
    private static final int FLAGS_OFFSET = TIME_OFFSET + Long.BYTES;

    private final String ownStream;
    private final List<String> damages = new ArrayList<>();
    private long predictions;
    private long outcomes;
    private long errors;
    private long droppedByOthers;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    /** Of the stream of this process the losses are known better than from its file. */
    StatsBuilder(String ownStream) {
        this.ownStream = ownStream;
    }

    void damage(String problem) {
        damages.add(problem);
    }

    void count(SegmentReader segment) {
        switch (segment.type()) {
            case FrameType.PREDICTION -> countPrediction(segment.payload());
            case FrameType.OUTCOME -> outcomes++;
            case FrameType.GAP -> countGap(segment, segment.readJson("gap", Gap::fromJson));
            default -> {
                // Later versions may add types; they count nothing here.
            }
        }
    }

    LogStats build(StreamWriter.Counts own, int segments, long sizeBytes) {
        return new LogStats(
                predictions,
                outcomes,
                errors,
                droppedByOthers + own.dropped(),
                own.accepted(),
                own.written(),
                segments,
                sizeBytes,
                time(oldest, Long.MAX_VALUE),
                time(newest, Long.MIN_VALUE),
                damages);
    }

    private void countGap(SegmentReader segment, Gap gap) {
        if (!segment.stream().equals(ownStream)) {
            droppedByOthers += gap.dropped();
        }
        if (gap.doubtful() > 0) {
            damages.add("segment " + segment.path() + ": " + gap.doubtful() + " records written before "
                    + Instant.ofEpochMilli(gap.until()) + " are in doubt: their file could not be synced");
        }
    }

    private void countPrediction(ByteBuffer payload) {
        predictions++;
        long micros = payload.getLong(TIME_OFFSET);
        oldest = Math.min(oldest, micros);
        newest = Math.max(newest, micros);
        if ((payload.get(FLAGS_OFFSET) & RecordEncoder.FLAG_ERROR) != 0) {
            errors++;
        }
    }

    private static @Nullable Instant time(long micros, long none) {
        return micros == none ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
