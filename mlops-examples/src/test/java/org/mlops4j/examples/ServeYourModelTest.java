package org.mlops4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;

class ServeYourModelTest {

    @TempDir
    private Path folder;

    @Test
    void logsEveryCallAndHearsOfDriftOnce() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Mlops mlops =
                ServeYourModel.open(folder.resolve("home"), new PrintStream(printed, true, StandardCharsets.UTF_8))) {
            ServeYourModel.register(mlops, folder);

            MonitoringReport usual = ServeYourModel.serve(mlops, ServeYourModel.rides(1));
            assertThat(usual.predictions()).isEqualTo(2_000);
            assertThat(usual.drift().orElseThrow()).hasNoDrift();
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();

            MonitoringReport longer = ServeYourModel.serve(mlops, ServeYourModel.rides(3));
            assertThat(longer.predictions()).isEqualTo(4_000);
            assertThat(longer.drift().orElseThrow()).hasDriftOnlyIn("kilometres");
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .asString()
                    .startsWith("ALERT on fare:1: no column may have drifted");
        }
    }

    /** 3.50 and 2.20 a kilometre, a fifth more by night, by hand. */
    @Test
    void answersByTheTariffThatWasRegistered() throws Exception {
        try (Mlops mlops = Mlops.at(folder.resolve("home"))) {
            ServeYourModel.register(mlops, folder);
            ServeYourModel.serve(mlops, ServeYourModel.rides(1).subList(0, 4));
            try (Stream<PredictionRecord> calls =
                    mlops.predictions().scan(PredictionQuery.model("fare").build())) {
                assertThat(calls.map(call -> call.score().orElseThrow()))
                        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                        .containsExactly(4.6, 5.7, 6.8, 1.2 * 7.9);
            }
        }
    }

    @Test
    void printsWhatMonitoringSees() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ServeYourModel.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        usual -> assertThat(usual).startsWith("2000 calls logged; drift PASS: 0 of 2 columns"),
                        alert -> assertThat(alert).startsWith("ALERT on fare:1: "),
                        longer -> assertThat(longer).startsWith("4000 calls logged; drift FAIL: 1 of 2 columns"),
                        why -> assertThat(why).startsWith("  kilometres: psi "));
    }
}
