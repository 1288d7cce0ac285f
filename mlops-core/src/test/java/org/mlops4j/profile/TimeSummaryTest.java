package org.mlops4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeSummaryTest {

    private static final long HOUR = 3_600_000_000L;

    private static TimeSummary of(long... micros) {
        TimeSummary.Builder builder = TimeSummary.builder();
        Arrays.stream(micros).forEach(builder::add);
        return builder.build();
    }

    @Test
    void rangeIsExact() {
        TimeSummary summary = of(5, 1_000_001, -7);
        assertThat(summary.earliest()).hasValue(Instant.parse("1969-12-31T23:59:59.999993Z"));
        assertThat(summary.latest()).hasValue(Instant.parse("1970-01-01T00:00:01.000001Z"));
        assertThat(summary.count()).isEqualTo(3);
    }

    @Test
    void spansAreTheShortestThatCoverTheRange() {
        // 0 to 511 microseconds fit into 512 spans of one, 0 to 512 do not.
        assertThat(of(0, 511).widthExponent()).isZero();
        assertThat(of(0, 512).widthExponent()).isEqualTo(1);
        assertThat(of(0, 512).counts()).hasSize(257);
    }

    @Test
    void gapIsFoundToWithinTwoSpans() {
        // A moment each hour of 30 days, but for two days.
        TimeSummary summary = of(LongStream.range(0, 720)
                .filter(hour -> hour < 300 || hour >= 348)
                .map(hour -> hour * HOUR)
                .toArray());
        Duration gap = Duration.ofHours(49);
        assertThat(summary.longestGap()).isBetween(gap.minus(summary.width().multipliedBy(2)), gap);
    }

    @Test
    void extremesOfTimeHaveASpan() {
        TimeSummary summary = of(Long.MIN_VALUE, Long.MAX_VALUE, 0);
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.counts().length).isLessThanOrEqualTo(TimeSummary.MOST_BUCKETS);
    }

    @Test
    void orderDoesNotMatter() {
        long[] rising = LongStream.range(0, 2000).map(i -> i * i * 1000).toArray();
        long[] falling = LongStream.range(0, 2000)
                .map(i -> (1999 - i) * (1999 - i) * 1000)
                .toArray();
        assertThat(of(falling)).isEqualTo(of(rising));
    }

    @Test
    void coarseSpansHoldAsManyAsAsked() {
        TimeSummary coarse =
                of(LongStream.range(0, 100).map(i -> i * i * HOUR).toArray()).coarsen(10);
        assertThat(coarse.count()).isEqualTo(100);
        assertThat(Arrays.stream(coarse.counts()).filter(count -> count > 0)).allMatch(count -> count >= 10);
        assertThat(coarse.earliest()).isEmpty();
    }

    @Test
    void tooFewAreNotTold() {
        assertThat(of(1, 2, 3).coarsen(10).count()).isZero();
    }

    @Test
    void withheldRangeStaysWithheld() {
        TimeSummary coarse = of(LongStream.range(0, 100).toArray()).coarsen(10);
        TimeSummary merged = coarse.merge(of(LongStream.range(100, 200).toArray()));
        assertThat(merged.earliest()).isEmpty();
        assertThat(merged.count()).isEqualTo(200);
    }

    @Test
    void nothingHasNoRange() {
        assertThat(of()).isEqualTo(TimeSummary.EMPTY);
        assertThat(TimeSummary.EMPTY.earliest()).isEmpty();
        assertThat(TimeSummary.EMPTY.longestGap()).isEqualTo(Duration.ZERO);
    }

    @Test
    void stateThatIsNoneIsRefused() {
        assertThatThrownBy(() -> TimeSummary.of(2L, 1L, 0, 0, new long[] {1}, DistinctSketch.EMPTY))
                .hasMessageContaining("earliest must be at most latest");
        assertThatThrownBy(() -> TimeSummary.of(1L, 2L, 0, 0, new long[] {-1}, DistinctSketch.EMPTY))
                .hasMessageContaining("must be >= 0");
        assertThatThrownBy(() -> TimeSummary.of(1L, 2L, 64, 0, new long[0], DistinctSketch.EMPTY))
                .hasMessageContaining("[0, 63]");
    }
}
