package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.identity.MlopsException;

class MlopsConfigTest {

    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    private Path folder;

    @Test
    void everySettingComesFromTheFileOrItsDefault() throws IOException {
        Path home = folder.resolve("home");
        Path file = write("{\"home\":\"" + home + "\",\"refresh\":\"PT0.5S\",\"log\":{\"max_wait\":\"PT2S\"}}");
        try (Mlops mlops = Mlops.from(file, NO_ENVIRONMENT)) {
            assertThat(mlops.describe().lines())
                    .contains(
                            "home = " + home + " (file " + file + ")",
                            "refresh = PT0.5S (file " + file + ")",
                            "log.sync = PT1S (default)",
                            "log.max_wait = PT2S (file " + file + ")",
                            "keys = in the home (default)");
        }
        assertThat(home.resolve("format.json")).exists();
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        Path home = folder.resolve("from-environment");
        Path file = write("{\"home\":\"" + folder.resolve("from-file") + "\",\"refresh\":\"PT7S\"}");
        Map<String, String> environment = Map.of(
                "MLOPS_HOME", home.toString(),
                "MLOPS_REFRESH", "pt3s",
                "MLOPS_LOG_SYNC", "PT4S",
                "MLOPS_LOG_MAX_WAIT", "PT0S",
                "MLOPS_STAGE", "belongs to somebody else");
        try (Mlops mlops = Mlops.from(file, environment)) {
            assertThat(mlops.describe().lines())
                    .contains(
                            "home = " + home + " (environment MLOPS_HOME)",
                            "refresh = PT3S (environment MLOPS_REFRESH)",
                            "log.sync = PT4S (environment MLOPS_LOG_SYNC)",
                            "log.max_wait = PT0S (environment MLOPS_LOG_MAX_WAIT)");
        }
        assertThat(folder.resolve("from-file")).doesNotExist();
    }

    @Test
    void whatTheProgramSetsIsDescribedAsGiven() {
        try (Mlops mlops = Mlops.builder()
                .refresh(Duration.ofSeconds(9))
                .home(folder.resolve("x/../home"))
                .open()) {
            assertThat(mlops.describe().lines())
                    .contains("refresh = PT9S (given)", "home = " + folder.resolve("home") + " (given)");
        }
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheKnownOnes() throws IOException {
        assertFails(
                write("{\"home\":\"h\",\"refersh\":\"PT1S\"}"),
                NO_ENVIRONMENT,
                "unknown members [refersh]; known are [home, ");
        assertFails(
                write("{\"home\":\"h\",\"log\":{\"synch\":\"PT1S\"}}"),
                NO_ENVIRONMENT,
                "log has unknown members [synch]; known are [sync, max_wait]");
    }

    @ParameterizedTest
    @CsvSource({
        "5 seconds, must be an ISO 8601 duration such as PT5S but was '5 seconds'",
        "PT, must be an ISO 8601 duration such as PT5S but was 'PT'",
        "PT0S, refresh must be above zero and at most PT8760H but was PT0S",
        "PT-5S, refresh must be above zero and at most PT8760H but was PT-5S",
        "PT999999999999S, refresh must be above zero and at most PT8760H but was PT277777777H46M39S"
    })
    void aBadTimeIsNamedWithItsPlace(String value, String complaint) throws IOException {
        Path file = write("{\"home\":\"h\",\"refresh\":\"" + value + "\"}");
        assertFails(file, NO_ENVIRONMENT, "'refresh'", complaint, "(from file " + file + ")");
        assertFails(
                write("{\"home\":\"h\"}"),
                Map.of("MLOPS_REFRESH", value),
                "'refresh'",
                complaint,
                "(from environment MLOPS_REFRESH)");
    }

    @Test
    void aNegativeWaitIsRefused() throws IOException {
        assertFails(
                write("{\"home\":\"h\",\"log\":{\"max_wait\":\"PT-1S\"}}"),
                NO_ENVIRONMENT,
                "'log.max_wait': maxWait must be >= 0 but was PT-1S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[\"PT5S\"]", "{}"})
    void aValueOfAnotherTypeIsRefused(String value) throws IOException {
        Path file = write("{\"home\":\"h\",\"refresh\":" + value + "}");
        assertFails(file, NO_ENVIRONMENT, "configuration " + file + ".refresh must be a string but is ");
    }

    @Test
    void aBlankValueIsNoWayToUnsetOne() throws IOException {
        assertFails(
                write("{\"home\":\"h\"}"),
                Map.of("MLOPS_HOME", ""),
                "'home' must not be blank (from environment MLOPS_HOME); leave it out instead");
    }

    @Test
    void aHomeMustBeNamed() throws IOException {
        assertFails(write("{}"), NO_ENVIRONMENT, "must say where the home is: add \"home\", or set MLOPS_HOME");
    }

    @Test
    void aPathMustBeOne() throws IOException {
        assertFails(write("{\"home\":\"a\\u0000b\"}"), NO_ENVIRONMENT, "'home' must be a path but is not one");
    }

    /** The value may be the key itself, put there by mistake: no message may carry it on. */
    @Test
    void keysAreGivenByReferenceAndNeverRepeated() throws IOException {
        String secret = "MC4CAQAwBQYDK2VwBCIEIHunter2";
        assertThatThrownBy(() -> Mlops.from(write("{\"home\":\"h\",\"keys\":\"" + secret + "\"}"), NO_ENVIRONMENT))
                .isInstanceOf(MlopsException.class)
                .hasMessageStartingWith("'keys' must refer to ")
                .hasMessageContaining("file:")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> Mlops.from(write("{\"home\":\"h\"}"), Map.of("MLOPS_KEYS", secret)))
                .hasMessageContaining("(from environment MLOPS_KEYS)")
                .hasMessageNotContaining(secret);
    }

    @Test
    void keysMayLieOutsideTheHome() throws IOException {
        Path home = folder.resolve("home");
        Path keys = folder.resolve("keys-outside");
        Path file = write("{\"home\":\"" + home + "\",\"keys\":\"file:" + keys + "\"}");
        try (Mlops mlops = Mlops.from(file, NO_ENVIRONMENT)) {
            mlops.audit().checkpoint();
            assertThat(mlops.describe()).contains(keys + " (file " + file + ")");
        }
        assertThat(keys.resolve("keys")).isNotEmptyDirectory();
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void aFileThatIsNoJsonIsNamed() throws IOException {
        Path file = write("home: /var/mlops");
        assertFails(file, NO_ENVIRONMENT, "configuration " + file);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("gone.json");
        assertThatThrownBy(() -> Mlops.from(file, NO_ENVIRONMENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("configuration " + file + " cannot be read");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("mlops.json"), json);
    }

    private void assertFails(Path file, Map<String, String> environment, String... parts) throws IOException {
        assertThatThrownBy(() -> Mlops.from(file, environment))
                .isInstanceOf(MlopsException.class)
                .hasMessageContainingAll(parts);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing was opened").isEqualTo(List.of(file));
        }
    }
}
