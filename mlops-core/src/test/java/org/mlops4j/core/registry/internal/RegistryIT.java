package org.mlops4j.core.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.io.internal.ChildProcess;
import org.mlops4j.core.io.internal.DiskDirectory;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelVersion;

/** Several JVMs on one home, and some that are killed. */
@Timeout(120)
class RegistryIT {

    private static final int EACH = 15;

    @TempDir
    private Path home;

    private ChildProcess start(String name, int versions) throws Exception {
        return ChildProcess.start(RegisteringProcess.class, home.toString(), name, String.valueOf(versions));
    }

    @Test
    void twoProcessesShareTheNumbersAndTheAlias() throws Exception {
        try (ChildProcess child = start("child", EACH);
                DiskDirectory directory = DiskDirectory.open(home);
                TestRegistry mine = RegisteringProcess.open(directory)) {
            assertThat(child.line()).isEqualTo("open");
            for (int i = 0; i < EACH; i++) {
                ModelVersion version = mine.register("credit", "mine/" + i);
                mine.registry.moveAlias("credit", "champion", version.number(), TestRegistry.ADA, "mine");
            }
            assertThat(child.finish()).isZero();

            assertThat(mine.registry.versions("credit"))
                    .extracting(ModelVersion::number)
                    .isEqualTo(IntStream.rangeClosed(1, 2 * EACH).boxed().toList());
            assertWhole(mine);
            assertThat(mine.registry.history("credit"))
                    .extracting(AliasMove::reason)
                    .contains("mine", "child");
        }
    }

    /** Twice a process is killed in the middle of it; what it had said stays, and nothing is half there. */
    @Test
    void whatAKilledProcessHadAcknowledgedStays() throws Exception {
        SplittableRandom random = new SplittableRandom(20261123);
        int registered = 0;
        int moved = 0;
        for (int round = 0; round < 2; round++) {
            int wanted = registered + random.nextInt(3, 15);
            try (ChildProcess child = start("round" + round, 1_000_000)) {
                String line = child.line();
                for (; line != null && registered < wanted; line = child.line()) {
                    registered = line.startsWith("registered ") ? number(line) : registered;
                    moved = line.startsWith("moved ") ? number(line) : moved;
                }
                child.kill();
                for (; line != null && line.matches("[a-z]+ [0-9]+"); line = child.line()) {
                    registered = line.startsWith("registered ") ? number(line) : registered;
                    moved = line.startsWith("moved ") ? number(line) : moved;
                }
            }

            try (DiskDirectory directory = DiskDirectory.open(home);
                    TestRegistry after = RegisteringProcess.open(directory)) {
                int found = after.registry.versions("credit").size();
                assertThat(found).isBetween(registered, registered + 1);
                assertThat(after.registry.resolve("credit@champion").number()).isBetween(moved, moved + 1);
                // The next change settles what was in doubt.
                after.register("credit", "after round " + round);
                assertWhole(after);
                registered = found + 1;
            }
        }
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }

    private static void assertWhole(TestRegistry test) {
        List<ModelVersion> versions = test.registry.versions("credit");
        assertThat(versions)
                .extracting(ModelVersion::number)
                .isEqualTo(IntStream.rangeClosed(1, versions.size()).boxed().toList());
        assertThat(versions.stream().map(ModelVersion::digest)).doesNotHaveDuplicates();
        ModelVersion last = versions.get(versions.size() - 1);
        assertThat(test.registry.verify(versions.get(0))).isEmpty();
        assertThat(test.registry.verify(last)).isEmpty();
        assertThat(test.entries().stream()
                        .filter(entry -> entry.action().equals(Versions.REGISTER))
                        .map(entry -> entry.subject().id()))
                .isEqualTo(versions.stream().map(ModelVersion::id).toList());
        List<AliasMove> history = test.registry.history("credit");
        assertThat(history)
                .extracting(AliasMove::revision)
                .isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(test.registry.resolve("credit@champion").number())
                .isEqualTo(history.get(history.size() - 1).to());
        assertThat(test.audit.verify().problems()).isEmpty();
    }
}
