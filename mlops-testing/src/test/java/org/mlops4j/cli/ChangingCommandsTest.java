package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.json.internal.JsonObject;

/** The commands that change a home, and homes that somebody has changed. */
class ChangingCommandsTest {

    @TempDir
    static Path template;

    @TempDir
    Path folder;

    private Path home;

    @BeforeAll
    static void makeTemplate() throws IOException {
        HomeInUse.make(template.resolve("home"));
    }

    @BeforeEach
    void copyTemplate() throws IOException {
        home = HomeInUse.copy(template.resolve("home"), folder.resolve("home"));
    }

    @Test
    void anAliasIsMovedAndRolledBack() {
        assertThat(alias("1").hasCode(0).json().integer("version")).isEqualTo(1);
        JsonObject back = rollback().hasCode(0).json();

        assertThat(back.members()).containsOnlyKeys("model", "alias", "version", "digest", "revision");
        assertThat(back.integer("version")).isEqualTo(2);
        assertThat(back.integer("revision")).isEqualTo(4);
        try (Mlops mlops = Mlops.at(home)) {
            assertThat(mlops.registry().history("loan"))
                    .extracting(move -> move.to() + " " + move.actor() + " " + move.reason())
                    .endsWith("1 ci:build-7 it is better", "2 human:bob complaints");
            assertThat(mlops.audit().verify().isIntact()).isTrue();
        }
    }

    @Test
    void peopleReadWhereAnAliasPoints() {
        assertThat(Cli.run(
                                "registry",
                                "alias",
                                "loan",
                                "challenger",
                                "1",
                                "--home",
                                home,
                                "--actor",
                                "ci:7",
                                "--reason",
                                "try it")
                        .hasCode(0)
                        .out())
                .startsWith("loan@challenger points at version 1 (");
    }

    @Test
    void aConfigurationMayNameTheHomeToChange() throws IOException {
        Path config = Files.writeString(folder.resolve("mlops.json"), "{\"home\": \"" + home + "\"}");

        Cli.run(
                        "registry",
                        "rollback",
                        "loan",
                        "champion",
                        "--config",
                        config,
                        "--actor",
                        "human:bob",
                        "--reason",
                        "complaints")
                .hasCode(0);
    }

    @Test
    void whoeverExpectedSomethingElseHasAConflict() {
        Cli.Result late = alias("1", "--expect", "1").hasCode(4);

        assertThat(late.out()).isEmpty();
        assertThat(late.err())
                .startsWith("conflict: loan@champion was expected to point at version 1 but points at version 2");
        alias("1", "--expect", "2").hasCode(0);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() throws IOException {
        var before = HomeInUse.contents(home.resolve("audit"));

        alias("7").isRefusedWith("loan");
        alias("one").isRefusedWith("Invalid value for positional parameter at index 2 (VERSION)");
        Cli.run("registry", "rollback", "loan", "champion", "--home", home, "--actor", "human:", "--reason", "x")
                .isRefusedWith("id");
        Cli.run("registry", "rollback", "loan", "champion", "--home", home, "--actor", "human:bob", "--reason", " ")
                .isRefusedWith("must say why but was blank");
        Cli.run("registry", "alias", "loan", "Latest", "1", "--home", home, "--actor", "human:bob", "--reason", "x")
                .isRefusedWith("alias must be a lower-case letter");

        assertThat(HomeInUse.contents(home.resolve("audit"))).isEqualTo(before);
    }

    @Test
    void aKeyIsRotatedAndTheChangeIsInTheAuditLog() {
        JsonObject made = Cli.run(HomeCommandsTest.words(
                        "keys rotate audit signing --json --actor human:bob --reason yearly", "--home", home))
                .hasCode(0)
                .json();

        assertThat(made.integer("version")).isEqualTo(2);
        try (Mlops mlops = Mlops.at(home)) {
            assertThat(mlops.audit().entries())
                    .anyMatch(recorded -> recorded.entry().reason().equals("yearly"));
            assertThat(mlops.audit().verify().isIntact()).isTrue();
        }
        Cli.run(HomeCommandsTest.words("keys rotate audit painting --actor human:bob --reason x", "--home", home))
                .isRefusedWith("USE");
    }

    @Test
    void aDamagedLogFailsAndNamesTheSegment() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.walk(home)) {
            segment = files.filter(file -> file.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow();
        }
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 1);
        }

        JsonObject json =
                Cli.run("log", "stats", "--home", home, "--json").hasCode(1).json();

        assertThat(json.integer("predictions")).isEqualTo(HomeInUse.PREDICTIONS - 1);
        assertThat(json.texts("damages"))
                .singleElement()
                .asString()
                .contains(segment.getFileName().toString());
    }

    @Test
    void aDamagedDocumentIsRefusedByName() throws IOException {
        Path alias;
        try (Stream<Path> files = Files.walk(home)) {
            alias = files.filter(file -> file.endsWith("champion.json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(alias, Files.readString(alias).substring(1));

        Cli.run("registry", "show", "loan@champion", "--home", home)
                .isRefusedWith("champion.json' is not as it was written");
    }

    private Cli.Result alias(String version, Object... more) {
        return Cli.run(HomeCommandsTest.words(
                "registry alias loan champion " + version + " --json --actor ci:build-7",
                Stream.concat(Stream.of("--home", home, "--reason", "it is better"), Stream.of(more))
                        .toArray()));
    }

    private Cli.Result rollback() {
        return Cli.run(
                "registry",
                "rollback",
                "loan",
                "champion",
                "--json",
                "--home",
                home,
                "--actor",
                "human:bob",
                "--reason",
                "complaints");
    }
}
