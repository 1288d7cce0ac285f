package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.DiskDirectory;

/** Several processes on one home, and one that is killed. */
class TiledAuditLogIT {

    @TempDir
    private Path folder;

    private Process start(String name, int limit) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.resolve("home").toString(),
                        folder.resolve(name).toString(),
                        Integer.toString(limit)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    private int acknowledged(String name) throws IOException {
        Path count = folder.resolve(name);
        byte[] bytes = Files.exists(count) ? Files.readAllBytes(count) : new byte[0];
        return bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt();
    }

    @Test
    void keepsAllEntriesOfTwoProcesses() throws Exception {
        Process one = start("one", 300);
        Process two = start("two", 300);
        assertThat(one.waitFor(120, TimeUnit.SECONDS) && two.waitFor(120, TimeUnit.SECONDS))
                .isTrue();
        assertThat(folder.resolve("one.out")).isEmptyFile();
        assertThat(folder.resolve("two.out")).isEmptyFile();
        try (DiskDirectory directory = DiskDirectory.open(folder.resolve("home"));
                TiledAuditLog log = AppendingProcess.open(directory)) {
            List<String> subjects = Fixtures.all(log).stream()
                    .map(recorded -> recorded.entry().subject().id())
                    .sorted()
                    .toList();
            List<String> expected = IntStream.range(0, 600)
                    .mapToObj(i -> "credit:" + i / 2)
                    .sorted()
                    .toList();
            assertThat(subjects).isEqualTo(expected);
            assertThat(log.verify().problems()).isEmpty();
        }
    }

    @Test
    void keepsWhatAKilledProcessHadAcknowledged() throws Exception {
        int before = 0;
        for (int round = 0; round < 3; round++) {
            String name = "round" + round;
            Process process = start(name, 1_000_000);
            while (acknowledged(name) < 100 + 150 * round && !process.waitFor(5, TimeUnit.MILLISECONDS)) {
                assertThat(process.isAlive()).isTrue();
            }
            process.destroyForcibly().waitFor();
            int acknowledged = before + acknowledged(name);
            try (DiskDirectory directory = DiskDirectory.open(folder.resolve("home"));
                    TiledAuditLog log = AppendingProcess.open(directory)) {
                assertThat(log.size()).isBetween((long) acknowledged, acknowledged + 1L);
                log.append(Fixtures.entry(0));
                assertThat(log.verify().problems()).isEmpty();
                before = (int) log.size();
            }
        }
    }
}
