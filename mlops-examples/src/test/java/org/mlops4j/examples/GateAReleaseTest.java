package org.mlops4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.testing.junit.MlopsTest;

@MlopsTest
class GateAReleaseTest {

    /** As good, much worse, and worse by about the margin. */
    @ParameterizedTest
    @CsvSource({"1, PASS, 0, 2", "3, FAIL, 1, 1", "1.095, INCONCLUSIVE, 3, 1"})
    void endsWithTheVerdictAndPromotesOnlyWhatPasses(
            double noise, String verdict, int exitCode, int champion, Mlops mlops, @TempDir Path folder)
            throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        assertThat(GateARelease.run(mlops, folder, noise, out)).isEqualTo(exitCode);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("gate 'release' on churn:2 against champion churn:1: " + verdict);
        assertThat(mlops.registry().resolve("churn:" + champion)).hasAlias("champion", mlops.registry());
    }
}
