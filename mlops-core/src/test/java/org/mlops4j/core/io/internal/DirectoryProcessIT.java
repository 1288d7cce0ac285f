package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories that two JVMs share, one of which may be killed. */
@Timeout(120)
class DirectoryProcessIT {

    @TempDir
    Path root;

    @Test
    void aHoldExcludesAnotherProcessUntilReleased() throws Exception {
        try (Directory directory = DiskDirectory.open(root)) {
            try (ChildProcess child = ChildProcess.start("hold", root, "stream")) {
                assertThat(child.line()).isEqualTo("held");
                assertThat(directory.tryHold("stream")).isEmpty();
                assertThat(directory.tryHold("other")).isPresent();
                assertThat(child.finish()).isZero();
            }
            assertThat(directory.tryHold("stream")).isPresent();
        }
    }

    @Test
    void aReaderSeesTheHoldOfAnotherProcessAndThatItEnds() throws Exception {
        try (ChildProcess child = ChildProcess.start("hold", root, "stream")) {
            assertThat(child.line()).isEqualTo("held");
            try (Directory reading = DiskDirectory.openForReading(root)) {
                assertThat(reading.isHeld("stream")).isTrue();
                child.kill();
                assertThat(reading.isHeld("stream")).isFalse();
            }
        }
    }

    @Test
    void aHoldEndsWithItsProcess() throws Exception {
        try (Directory directory = DiskDirectory.open(root);
                ChildProcess child = ChildProcess.start("hold", root, "stream")) {
            assertThat(child.line()).isEqualTo("held");
            child.kill();

            assertThat(directory.tryHold("stream")).isPresent();
        }
    }

    /** POSIX drops all locks of a process on a file when any of its channels on it is closed. */
    @Test
    void closingOneDirectoryDoesNotGiveAwayTheHoldsOfAnother() throws Exception {
        try (Directory directory = DiskDirectory.open(root)) {
            Directory.Held held = directory.tryHold("stream").orElseThrow();
            try (Directory other = DiskDirectory.open(root)) {
                assertThat(other.tryHold("stream")).isEmpty();
                other.lock("stream").close();
            }
            try (ChildProcess child = ChildProcess.start("hold", root, "stream")) {
                assertThat(child.line()).isEqualTo("refused");
            }
            held.close();
        }
    }

    @Test
    void aLockExcludesAnotherProcess() throws Exception {
        try (Directory directory = DiskDirectory.open(root)) {
            directory.create("counter", "0".getBytes(StandardCharsets.UTF_8));
            try (ChildProcess child = ChildProcess.start("count", root, "150")) {
                int mine = 0;
                // Go on until the other has counted as well, so that both want the lock at once.
                while (count(directory) < 150 + mine) {
                    Directory.Held held = directory.lock("counter");
                    directory.replace(
                            "counter", String.valueOf(count(directory) + 1).getBytes(StandardCharsets.UTF_8));
                    held.close();
                    mine++;
                }

                assertThat(child.line()).isEqualTo("done");
                assertThat(child.finish()).isZero();
                assertThat(count(directory)).isEqualTo(150 + mine);
            }
        }
    }

    private static int count(Directory directory) throws IOException {
        return Integer.parseInt(new String(directory.read("counter").orElseThrow(), StandardCharsets.UTF_8));
    }

    /** Five times a process that appends is killed in the middle of it; the next goes on where it finds the end. */
    @Test
    void acknowledgedRecordsSurviveTheDeathOfTheirWriter() throws Exception {
        SplittableRandom random = new SplittableRandom(20261123);
        long acknowledged = -1;
        for (int round = 0; round < 5; round++) {
            long wanted = acknowledged + 1 + random.nextInt(1, 80);
            try (ChildProcess child = ChildProcess.start("append", root, "")) {
                while (acknowledged < wanted) {
                    acknowledged = Long.parseLong(child.line());
                }
                child.kill();
                // What it said between our last look and its death was durable too.
                for (String line = child.line(); line != null && !line.isEmpty(); line = child.line()) {
                    acknowledged = Long.parseLong(line);
                }
            }

            acknowledged = assertCleanPrefix(acknowledged);
        }
    }

    /** Reads the log from a file cut where a dying process may have left it; gives the last record found. */
    private long assertCleanPrefix(long acknowledged) throws IOException {
        try (Directory directory = DiskDirectory.open(root)) {
            byte[] file = directory.read(ChildProcess.LOG).orElseThrow();
            FrameFile.Found found = FrameFile.read(FrameFile.SALT, new ByteArrayInputStream(file));
            long last = found.frames().size() - 1L;

            assertThat(last).isGreaterThanOrEqualTo(acknowledged);
            assertThat(found.frames())
                    .isEqualTo(LongStream.rangeClosed(0, last)
                            .mapToObj(ChildProcess::record)
                            .toList());
            assertThat(FrameFile.write(FrameFile.SALT, found.frames()))
                    .isEqualTo(Arrays.copyOf(file, (int) found.validEnd()));
            if (found.problem() != null) {
                assertThat(found.problem()).startsWith("torn frame at byte " + found.validEnd());
            }
            return last;
        }
    }
}
