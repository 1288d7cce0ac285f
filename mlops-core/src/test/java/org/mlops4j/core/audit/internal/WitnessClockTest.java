package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.audit.internal.WitnessClock.Sighting;

/** Ten entries seen at 08:00 by one witness, twenty at 09:00 by another. */
class WitnessClockTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final WitnessClock CLOCK =
            WitnessClock.of(List.of(new Sighting(20, NINE, "w2"), new Sighting(10, EIGHT, "w1")));

    @Test
    void believesTimesThatFit() {
        assertThat(CLOCK.doubt(0, EIGHT.minusSeconds(1))).isEmpty();
        assertThat(CLOCK.doubt(9, EIGHT)).isEmpty();
        assertThat(CLOCK.doubt(10, EIGHT)).isEmpty();
        assertThat(CLOCK.doubt(19, NINE)).isEmpty();
        assertThat(CLOCK.doubt(20, NINE.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void toleratesAMinute() {
        assertThat(CLOCK.doubt(9, EIGHT.plusSeconds(60))).isEmpty();
        assertThat(CLOCK.doubt(9, EIGHT.plusSeconds(61))).isPresent();
        assertThat(CLOCK.doubt(20, NINE.minusSeconds(60))).isEmpty();
        assertThat(CLOCK.doubt(20, NINE.minusSeconds(61))).isPresent();
    }

    @Test
    void findsAClockThatWasAhead() {
        assertThat(CLOCK.doubt(3, NINE))
                .hasValue("entry 3: its time is 2026-11-23T09:00:00Z but w1 saw it at 2026-11-23T08:00:00Z; "
                        + "the clock was ahead");
        assertThat(CLOCK.doubt(15, NINE.plusSeconds(3600)).orElseThrow()).contains("w2 saw it");
    }

    @Test
    void findsAnEntryThatWasDatedBack() {
        assertThat(CLOCK.doubt(12, EIGHT.minusSeconds(3600)))
                .hasValue("entry 12: its time is 2026-11-23T07:00:00Z but at 2026-11-23T08:00:00Z w1 was shown the log "
                        + "without it; the clock was behind");
        assertThat(CLOCK.doubt(99, EIGHT).orElseThrow()).contains("at 2026-11-23T09:00:00Z w2 was shown");
    }

    @Test
    void usesTheStrictestOfWitnessesThatDisagree() {
        WitnessClock clock = WitnessClock.of(List.of(new Sighting(10, NINE, "slow"), new Sighting(20, EIGHT, "fast")));
        assertThat(clock.doubt(5, NINE).orElseThrow()).contains("fast saw it at");
        assertThat(clock.doubt(30, EIGHT).orElseThrow()).contains("slow was shown");
    }

    @Test
    void knowsNothingWithoutWitnesses() {
        assertThat(WitnessClock.of(List.of()).doubt(0, Instant.MAX)).isEmpty();
    }

    @Test
    void answersForTheWholeRangeOfTimes() {
        assertThat(CLOCK.doubt(0, Instant.MAX)).isPresent();
        assertThat(CLOCK.doubt(0, Instant.MIN)).isEmpty();
        assertThat(CLOCK.doubt(99, Instant.MIN)).isPresent();
    }
}
