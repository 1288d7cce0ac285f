package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.model.Prediction;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.ServedModel;

/** The jar itself, in a process of its own. */
class CommandLineJarIT {

    @TempDir
    Path folder;

    @Test
    void theJarNeedsNothingBesideIt() throws Exception {
        Cli.Result help = Cli.runAsProcess(folder, "--help").hasCode(0);

        assertThat(help.out()).startsWith("Usage: mlops ");
        assertThat(help.err()).isEmpty();
    }

    /** A second process rolls back while this one serves: no call fails, and the log tells from when on. */
    @Test
    void anotherProcessRollsBackWhileThisOneServes() throws Exception {
        Path home = folder.resolve("home");
        HomeInUse.make(home);
        try (Mlops mlops =
                Mlops.builder().home(home).refresh(Duration.ofMillis(50)).open()) {
            ServedModel<HomeInUse.Loan, Double> served = HomeInUse.serve(mlops);
            HomeInUse.Loan loan = new HomeInUse.Loan(1, true);
            assertThat(served.predict(loan).answer()).isEqualTo(0.75);
            ModelVersion first = mlops.registry().resolve("loan:1");

            Cli.Result result = Cli.runAsProcess(
                    folder,
                    "registry",
                    "rollback",
                    "loan",
                    "champion",
                    "--home",
                    home,
                    "--actor",
                    "human:bob",
                    "--reason",
                    "complaints");

            assertThat(result.hasCode(0).out()).startsWith("loan@champion points at version 1 (");
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            Prediction<Double> prediction = served.predict(loan);
            while (prediction.version() != first.number() && System.nanoTime() < deadline) {
                prediction = served.predict(loan);
            }
            // So many calls may have filled the log's buffer, which then drops some: the last one has room.
            mlops.predictions().flush(Duration.ofSeconds(30));
            Prediction<Double> last = served.predict(loan);
            mlops.predictions().flush(Duration.ofSeconds(30));
            assertThat(last.answer()).isEqualTo(0.25);
            try (var records = mlops.predictions().scan(PredictionQuery.all())) {
                List<PredictionRecord> all = records.toList();
                assertThat(all).noneMatch(record -> record.error().isPresent());
                assertThat(all)
                        .filteredOn(record -> record.id().equals(last.id()))
                        .singleElement()
                        .returns(first.digest(), PredictionRecord::digest);
            }
            assertThat(mlops.audit().verify().isIntact()).isTrue();
        }
    }

    @Test
    void theJarIsOneForTheClassPathWithAllProviders() throws IOException {
        try (JarFile jar = new JarFile(Cli.jar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release"))
                    .isEqualTo("true");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .contains("picocli/CommandLine.class", "org/mlops4j/Mlops.class", "simplelogger.properties");
            assertThat(read(jar, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .contains("org.slf4j.simple.SimpleServiceProvider");
        }
    }

    @Test
    void theJarOfTheLibraryHoldsNothingOfTheCommandLine() throws IOException {
        try (JarFile jar =
                new JarFile(Cli.built("mlops-core-" + Cli.VERSION + ".jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("org/mlops4j/Mlops.class", "module-info.class")
                    .noneMatch(name -> name.startsWith("picocli/") || name.startsWith("org/mlops4j/core/cli/"));
        }
    }

    private static String read(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
