package org.mlops4j.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

class KeysCommandTest {

    /** Where the build puts the command line, which is no part of the library's jar. */
    private static final Path CLASSES = Path.of("target", "cli-classes");

    @TempDir
    private Path folder;

    private URLClassLoader loader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeHome() throws Exception {
        assertThat(CLASSES.resolve("org/mlops4j/core/cli/Main.class")).exists();
        loader = new URLClassLoader(
                new URL[] {CLASSES.toUri().toURL()}, getClass().getClassLoader());
        try (Mlops mlops = Mlops.at(home())) {
            mlops.audit().append(Actor.human("ada"), "home.open", Ref.of("home", "new"), "first");
        }
    }

    @AfterEach
    void closeLoader() throws Exception {
        loader.close();
    }

    private Path home() {
        return folder.resolve("home");
    }

    private int run(String... arguments) throws Exception {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        Method main = loader.loadClass("org.mlops4j.core.cli.Main")
                .getMethod("run", String[].class, PrintStream.class, PrintStream.class);
        return (int) main.invoke(
                null, all.toArray(String[]::new), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private JsonObject json() {
        return Json.parseObject("output", out.toByteArray());
    }

    @Test
    void listsKeysForPeople() throws Exception {
        assertThat(run("keys", "list")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("1 found")
                .containsPattern("name +use +version +state +made")
                .containsPattern("audit +SIGNING +1 +in use +20");
    }

    @Test
    void rotatesAKeyAndListsBothVersions() throws Exception {
        assertThat(run("keys", "rotate", "audit", "signing", "--actor", "ci:nightly", "--reason", "yearly", "--json"))
                .isZero();
        assertThat(json().text("name")).isEqualTo("audit");
        assertThat(json().integer("version")).isEqualTo(2);
        String half = json().text("public");
        assertThat(run("keys", "list", "--json")).isZero();
        List<JsonObject> keys = json().objects("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).bool("current")).isFalse();
        assertThat(keys.get(1).bool("current")).isTrue();
        assertThat(keys.get(1).text("public")).isEqualTo(half);
        try (Mlops mlops = Mlops.at(home());
                var entries = mlops.audit().entries()) {
            assertThat(entries.map(entry -> entry.entry())
                            .filter(entry -> entry.action().equals("key.rotate")))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.actor()).isEqualTo(Actor.ci("nightly")));
        }
    }

    @Test
    void saysInOneLineThatAKeyIsRotated() throws Exception {
        assertThat(run("keys", "rotate", "audit", "SIGNING", "--actor", "human:ada", "--reason", "yearly"))
                .isZero();
        assertThat(out.toString(UTF_8).strip()).isEqualTo("key audit/SIGNING is in version 2");
    }

    @Test
    void refusesWhatCannotBeRotated() throws Exception {
        assertThat(run("keys", "rotate", "audi", "SIGNING", "--actor", "human:ada", "--reason", "yearly"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("error: there is no key audi/SIGNING to rotate; there are [audit/SIGNING]");
        assertThat(run("keys", "rotate", "audit", "SIGNING", "--actor", "human:ada"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--reason");
        assertThat(run("keys", "rotate", "audit", "NOTHING", "--actor", "human:ada", "--reason", "x"))
                .isEqualTo(2);
    }

    @Test
    void saysHowToRepairAFileThatOthersMayRead() throws Exception {
        Path key = home().resolve("keys/audit/signing/1.json");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("keys", "list")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("run: chmod 600 " + key);
    }
}
