package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.model.PredictionId;
import org.mlops4j.prediction.LogReceipt;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.registry.Registration;

class ReadOnlyHomeTest {

    private static final Actor ADA = Actor.human("ada");

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = folder.resolve("home");
        Path file = Files.writeString(folder.resolve("weights.txt"), "1");
        try (Mlops mlops = Mlops.at(home)) {
            mlops.registry()
                    .register(Registration.of("loan").file("weights.txt", file).build(), ADA, "first");
            mlops.registry().moveAlias("loan", "champion", 1, ADA, "first");
            mlops.predictions().outcome(Outcome.of(PredictionId.of(1, 1), "good", Instant.EPOCH));
            mlops.predictions().flush(Duration.ofSeconds(10));
        }
    }

    @Test
    void everythingCanBeReadAndNothingIsWritten() throws IOException {
        Map<String, Digest> before = contents();

        try (Mlops reading = Mlops.builder().home(home).readOnly().open()) {
            assertThat(reading.registry().resolve("loan@champion").number()).isEqualTo(1);
            assertThat(reading.registry().history("loan")).hasSize(1);
            assertThat(reading.predictions().stats().outcomes()).isEqualTo(1);
            assertThat(reading.predictions().scan(PredictionQuery.all())).isEmpty();
            assertThat(reading.audit().verify().isIntact()).isTrue();
            assertThat(reading.health().isHealthy()).isFalse();
            assertThat(reading.describe()).contains("read_only = true (given)");
        }

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void changesAreRefused() throws IOException {
        Map<String, Digest> before = contents();

        try (Mlops reading = Mlops.builder().home(home).readOnly().open()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> reading.registry().moveAlias("loan", "challenger", 1, ADA, "try it"))
                    .withMessageContaining("open for reading only");
            assertThat(reading.predictions().outcome(Outcome.of(PredictionId.of(1, 2), "good", Instant.EPOCH)))
                    .isEqualTo(LogReceipt.REJECTED);
        }

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aHomeThatIsInUseCanBeReadBesideIt() {
        try (Mlops writing = Mlops.at(home);
                Mlops reading = Mlops.builder().home(home).readOnly().open()) {
            writing.registry().moveAlias("loan", "challenger", 1, ADA, "try it");

            assertThat(reading.registry().alias("loan", "challenger")).isPresent();
        }
    }

    @Test
    void aHomeThatIsNotThereIsNotMade() {
        Path nowhere = folder.resolve("nowhere");

        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> Mlops.builder().home(nowhere).readOnly().open())
                .withMessage("there is no home to read at " + nowhere
                        + "; give a directory that was opened for writing before");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void anotherDirectoryIsNotTakenForAHome() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> Mlops.builder().home(other).readOnly().open())
                .withMessageStartingWith("there is no home to read at " + other);
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void memoryHoldsNoHomeToRead() {
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> Mlops.builder().readOnly().open())
                .withMessageStartingWith("there is no home to read in memory");
    }

    @Test
    void aConfigurationOrTheEnvironmentMaySayIt() throws IOException {
        Path config =
                Files.writeString(folder.resolve("mlops.json"), "{\"home\": \"" + home + "\", \"read_only\": true}");

        try (Mlops reading = Mlops.from(config, Map.of())) {
            assertThat(reading.describe()).contains("read_only = true (file " + config + ")");
        }
        try (Mlops writing = Mlops.from(config, Map.of("MLOPS_READ_ONLY", "false"))) {
            assertThat(writing.describe()).contains("read_only = false (environment MLOPS_READ_ONLY)");
            assertThat(writing.health().isHealthy()).isTrue();
        }
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> Mlops.from(config, Map.of("MLOPS_READ_ONLY", "yes")))
                .withMessage("'read_only' must be true or false but was 'yes' (from environment MLOPS_READ_ONLY)");
    }

    private Map<String, Digest> contents() throws IOException {
        Map<String, Digest> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                contents.put(
                        home.relativize(file).toString(),
                        Digest.of(Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
