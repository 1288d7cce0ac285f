package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.mlops4j.model.PredictionId;

class PredictionIdsTest {

    private long now = 1_700_000_000_000L;
    private final PredictionIds ids = new PredictionIds(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public long millis() {
                    return now;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(now);
                }
            },
            RandomSource.XO_SHI_RO_256_PP.create(1));

    private static UUID uuid(PredictionId id) {
        return UUID.fromString(id.toString());
    }

    /** RFC 9562, section 5.7: 48 bits of milliseconds, version 7, variant 2. */
    @Test
    void anIdIsAUuidOfVersion7ThatTellsTheTime() {
        UUID id = uuid(ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now);
    }

    @Test
    void idsRiseEvenWhenTheClockStandsOrStepsBackOrTheCounterRunsOver() {
        PredictionId last = ids.next();
        for (int i = 0; i < 20_000; i++) {
            now += i % 5_000 == 4_999 ? -3_600_000 : i % 7 == 0 ? 1 : 0;
            PredictionId next = ids.next();
            assertThat(next.compareTo(last)).isPositive();
            last = next;
        }
        assertThat(uuid(last).version()).isEqualTo(7);
    }

    @Test
    void noIdIsMadeTwiceByManyThreads() throws Exception {
        Set<PredictionId> seen = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            running.add(pool.submit(() -> {
                for (int i = 0; i < 5_000; i++) {
                    assertThat(seen.add(ids.next())).isTrue();
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        pool.shutdown();

        assertThat(seen).hasSize(20_000);
    }

    @Test
    void makersOnOneMillisecondDiffer() {
        PredictionIds other = new PredictionIds(
                Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC), RandomSource.XO_SHI_RO_256_PP.create(2));

        assertThat(other.next()).isNotEqualTo(ids.next());
    }
}
