package org.mlops4j.core.prediction.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.ChildProcess;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.prediction.LogStats;

/** Processes that are killed while they log. */
@Timeout(120)
class PredictionLogIT {

    private static final int THREADS = 4;

    @TempDir
    private Path home;

    @Test
    void everyAcknowledgedRecordOutlivesTheDeathOfItsProcess() throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        try (DiskDirectory directory = DiskDirectory.open(home)) {
            for (int round = 0; round < 3; round++) {
                String first = String.valueOf(1_000_000L * round);
                try (ChildProcess child = ChildProcess.start(
                        DurableLogger.class, home.toString(), "s" + round, String.valueOf(THREADS), first)) {
                    for (int i = 0; i < 1 + 150 * round; i++) {
                        acknowledged.add(Long.valueOf(child.line()));
                    }
                    child.kill();
                    for (String line = child.line(); line != null; line = child.line()) {
                        acknowledged.add(Long.valueOf(line));
                    }
                }
                List<Long> found = Logs.numbers(directory);

                assertThat(found).doesNotHaveDuplicates().containsAll(acknowledged);
                // At most one record a thread was on its way, in each round.
                assertThat(found).hasSizeLessThanOrEqualTo(acknowledged.size() + THREADS * (round + 1));
            }
        }
    }

    @Test
    void aProcessThatLivesAndOneThatIsKilledShareAHome() throws Exception {
        try (DiskDirectory directory = DiskDirectory.open(home)) {
            StreamedPredictionLog log = Logs.open(directory, "mine");
            long last = 0;
            try (ChildProcess child =
                    ChildProcess.start(DurableLogger.class, home.toString(), "theirs", "1", "1000000")) {
                for (long i = 0; i < 40; i++) {
                    last = Long.parseLong(child.line());
                    log.logDurably(Logs.record(i));
                    assertThat(Logs.numbers(log)).contains(i, last);
                }
                assertThat(log.stats().damages()).isEmpty();
                child.kill();
            }
            LogStats stats = log.stats();

            assertThat(stats.predictions()).isGreaterThanOrEqualTo(80);
            assertThat(stats.dropped()).isZero();
            log.close(Logs.SOON);
        }
    }
}
