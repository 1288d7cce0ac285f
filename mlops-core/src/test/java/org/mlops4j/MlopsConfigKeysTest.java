package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.identity.internal.QuickKeyStores;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.KeyVersion;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.identity.Ref;

/** Where keys come from, as a configuration file says. */
@ExtendWith(QuickKeyStores.class)
class MlopsConfigKeysTest {

    private static final String SECRET = "hunter2-correct-horse";

    @TempDir
    private Path folder;

    private Path config(String members) throws IOException {
        return Files.writeString(
                folder.resolve("mlops.json"), "{\"home\":\"" + folder.resolve("home") + "\"" + members + "}");
    }

    private Mlops open(String members, Map<String, String> environment) throws IOException {
        return Mlops.from(config(members), environment);
    }

    private static void sign(Mlops mlops) {
        mlops.audit().append(Actor.human("ada"), "review.hold", Ref.of("model", "credit"), "first");
        mlops.audit().checkpoint();
    }

    @Test
    void keepsKeysInADirectoryOutsideTheHome() throws IOException {
        try (Mlops mlops = open(",\"keys\":\"file:" + folder.resolve("safe") + "\"", Map.of())) {
            sign(mlops);
            assertThat(mlops.describe())
                    .contains("keys = " + folder.resolve("safe") + " (file " + folder.resolve("mlops.json"));
        }
        assertThat(folder.resolve("safe/keys/audit/signing/1.json")).exists();
        assertThat(folder.resolve("home/keys")).doesNotExist();
    }

    @Test
    void keepsKeysInAKeyStoreWhosePasswordIsInTheEnvironment() throws IOException {
        Map<String, String> environment = Map.of("MLOPS_KEYS_PASSWORD", SECRET);
        String members = ",\"keys\":\"pkcs12:" + folder.resolve("safe/keys.p12") + "\"";
        try (Mlops mlops = open(members, environment)) {
            sign(mlops);
            assertThat(mlops.describe())
                    .contains("keys = key store " + folder.resolve("safe/keys.p12"))
                    .doesNotContain(SECRET);
        }
        try (Mlops mlops = open(members, environment)) {
            assertThat(mlops.keys().list()).extracting(KeyVersion::toString).containsExactly("audit/SIGNING/1");
            assertThat(mlops.audit().verify().problems()).isEmpty();
        }
        assertThat(folder.resolve("home/keys")).doesNotExist();
    }

    @Test
    void takesTheKeyStoreAndTheReferenceToItsPasswordFromWhereTheyAreSaid() throws IOException {
        Map<String, String> environment =
                Map.of("MLOPS_KEYS", "pkcs12:" + folder.resolve("other.p12"), "CREDIT_PASSWORD", SECRET);
        String members = ",\"keys\":\"pkcs12:/nowhere/keys.p12\",\"keys_password\":\"env:CREDIT_PASSWORD\"";
        try (Mlops mlops = open(members, environment)) {
            sign(mlops);
            assertThat(mlops.describe()).contains("other.p12 (environment MLOPS_KEYS)");
        }
        assertThat(folder.resolve("other.p12")).exists();
    }

    @Test
    void refusesAKeyStoreWithoutItsPasswordBeforeItOpensTheHome() throws IOException {
        String members = ",\"keys\":\"pkcs12:" + folder.resolve("keys.p12") + "\"";
        assertThatThrownBy(() -> open(members, Map.of()))
                .isInstanceOf(MlopsException.class)
                .hasMessage("environment variable MLOPS_KEYS_PASSWORD must hold a password but is not set");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"keys\":\"" + SECRET + "\"",
                ",\"keys\":\"pkcs12:/a/keys.p12\",\"keys_password\":\"" + SECRET + "\"",
                ",\"keys\":\"pkcs12:/a/keys.p12\",\"keys_password\":\"env:1" + SECRET + "\"",
                ",\"keys\":\"file:/a\",\"keys_password\":\"" + SECRET + "\"",
                ",\"keys_password\":\"" + SECRET + "\""
            })
    void refusesASecretThatIsGivenItselfWithoutRepeatingIt(String members) {
        assertThatThrownBy(() -> open(members, Map.of()))
                .isInstanceOf(MlopsException.class)
                .satisfies(e -> {
                    for (Throwable each = e; each != null; each = each.getCause()) {
                        assertThat(String.valueOf(each.getMessage())).doesNotContain(SECRET);
                    }
                })
                .hasMessageContaining("(from ");
        assertThat(folder.resolve("home")).doesNotExist();
    }
}
