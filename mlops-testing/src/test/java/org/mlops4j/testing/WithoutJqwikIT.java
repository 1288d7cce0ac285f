package org.mlops4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.mlops4j.Mlops;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.testing.assertj.MlopsSoftAssertions;
import org.mlops4j.testing.data.DriftScenarios;
import org.mlops4j.testing.junit.MlopsTest;

/** A project without jqwik uses the assertions, the extension and the scenarios, in a JVM of its own. */
class WithoutJqwikIT {

    @Test
    void modelTestsRunWithoutJqwikOnTheClassPath() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String withoutJqwik = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("jqwik"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(withoutJqwik).isNotEqualTo(classPath);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        withoutJqwik,
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("2 tests passed without jqwik");
    }

    /** What runs in the other JVM. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) {
            if (Child.class.getResource("/net/jqwik/api/Arbitrary.class") != null) {
                throw new IllegalStateException("jqwik is on the class path");
            }
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(ModelTests.class))
                                    .build(),
                            summary);
            summary.getSummary().printFailuresTo(new PrintWriter(System.out, true));
            System.out.println(summary.getSummary().getTestsSucceededCount() + " tests passed without jqwik");
            System.exit(summary.getSummary().getTestsFailedCount() == 0 ? 0 : 1);
        }
    }

    /** Tests as a project would write them. */
    @MlopsTest
    static class ModelTests {

        @Test
        void assertionsAndTheExtensionWork(Mlops mlops) {
            assertThat(mlops.health().isHealthy()).isTrue();
            Evaluation evaluation =
                    Evaluation.binary(new boolean[] {false, true, false, true}, new double[] {0.1, 0.9, 0.2, 0.8});
            assertThat(evaluation).metric(Metrics.rocAuc()).byPoint().isAtLeast(0.9);
        }

        @Test
        void scenariosAndSoftAssertionsWork() {
            TableBuilder table = new TableBuilder(Schema.of(Field.of("age", DataType.FLOAT64)));
            table.startRow().float64(0, 44);
            Table drawn = DriftScenarios.resample(table.build(), 3, 1);
            MlopsSoftAssertions softly = new MlopsSoftAssertions();
            softly.assertThat(drawn).hasRowCount(3).hasNoMissingValues();
            softly.assertAll();
        }
    }
}
