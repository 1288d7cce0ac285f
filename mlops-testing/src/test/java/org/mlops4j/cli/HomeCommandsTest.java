package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.identity.Digest;

/** The commands that look at a home. They share one, which none of them may change. */
class HomeCommandsTest {

    @TempDir
    static Path folder;

    private static Path home;
    private static Map<String, Digest> contents;

    @BeforeAll
    static void makeHome() throws IOException {
        home = folder.resolve("home");
        HomeInUse.make(home);
        contents = HomeInUse.contents(home);
    }

    @Test
    void listShowsEveryModelWithItsAliases() {
        Cli.Result result =
                Cli.run("registry", "list", "--home", home, "--json").hasCode(0);

        assertThat(result.out()).isEqualTo("""
                {
                  "models": [
                    {
                      "name": "loan",
                      "versions": 2,
                      "latest": 2,
                      "aliases": {
                        "champion": 2
                      }
                    }
                  ]
                }
                """);
        assertThat(result.err()).isEmpty();
        assertThat(Cli.run("registry", "list", "--home", home).out()).contains("loan", "champion=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loan", "loan:2", "loan@champion"})
    void showFindsAVersionByNumberOrAliasAndTheNewestByName(String reference) {
        JsonObject json = Cli.run("registry", "show", reference, "--home", home, "--json")
                .hasCode(0)
                .json();

        assertThat(json.text("model")).isEqualTo("loan");
        assertThat(json.integer("version")).isEqualTo(2);
        assertThat(json.digest("digest")).isNotNull();
        assertThat(json.texts("aliases")).containsExactly("champion");
        assertThat(json.list("evaluations")).isEmpty();
    }

    /** The area of the four rows is scikit-learn's, from the documentation of roc_auc_score. */
    @Test
    void showTellsAllThatIsKnownOfAVersion() {
        JsonObject json = Cli.run("registry", "show", "loan:1", "--home", home, "--json")
                .hasCode(0)
                .json();

        assertThat(json.text("registered_by")).isEqualTo("human:ada");
        assertThat(json.text("reason")).isEqualTo("says 0.25");
        assertThat(json.textMap("tags")).isEqualTo(Map.of("stage", "test"));
        assertThat(json.textMap("parameters")).isEqualTo(Map.of("score", "0.25"));
        assertThat(json.texts("approved_by")).containsExactly("human:ada");
        assertThat(json.objects("files").get(0).text("name")).isEqualTo("model.txt");
        assertThat(json.objects("files").get(0).digest("digest")).isEqualTo(Digest.of(new byte[] {'0', '.', '2', '5'}));
        JsonObject evaluation = json.objects("evaluations").get(0);
        assertThat(evaluation.text("dataset")).isEqualTo("holdout");
        assertThat(evaluation.object("metrics").object("roc_auc").number("value"))
                .isEqualTo(0.75);
    }

    @Test
    void peopleReadWhatIsKnownOfAVersion() {
        assertThat(Cli.run("registry", "show", "loan:1", "--home", home)
                        .hasCode(0)
                        .out())
                .contains("loan:1", "stage=test", "score=0.25", "model.txt", "Evaluation on holdout", "0.75")
                .doesNotContain("{", "[");
    }

    @Test
    void historyTellsWhoMovedWhatAndWhy() {
        List<JsonObject> moves = Cli.run("registry", "history", "loan", "--home", home, "--json")
                .hasCode(0)
                .json()
                .objects("moves");

        assertThat(moves)
                .extracting(move -> move.text("alias") + " " + move.members().get("from") + " " + move.integer("to")
                        + " " + move.text("actor") + " " + move.text("reason"))
                .containsExactly("champion null 1 human:ada first", "champion 1 2 human:ada better");
        assertThat(Cli.run("registry", "history", "loan", "--home", home).out()).contains("human:ada", "better");
    }

    @Test
    void statsCountWhatTheLogHolds() {
        JsonObject json =
                Cli.run("log", "stats", "--home", home, "--json").hasCode(0).json();

        assertThat(json.integer("predictions")).isEqualTo(HomeInUse.PREDICTIONS);
        assertThat(json.integer("outcomes")).isZero();
        assertThat(json.integer("dropped")).isZero();
        assertThat(json.integer("segments")).isEqualTo(1);
        assertThat(json.list("damages")).isEmpty();
        assertThat(json.instant("oldest")).isBeforeOrEqualTo(json.instant("newest"));
    }

    @Test
    void catPrintsOneDocumentOfRecords() {
        Cli.Result result =
                Cli.run("log", "cat", "--home", home, "--json", "--limit", "3").hasCode(0);

        List<?> records = (List<?>) Json.parse(result.out());
        assertThat(records).hasSize(3);
        JsonObject first = JsonObject.of("record", records.get(0));
        assertThat(first.text("model")).isEqualTo("loan");
        assertThat(first.integer("version")).isEqualTo(2);
        assertThat(first.numbers("scores")).containsExactly(0.75);
        assertThat(first.object("features").members())
                .containsEntry("amount", 100L)
                .containsEntry("secured", true);
        assertThat(first.integer("latency_ns")).isPositive();
    }

    @Test
    void catPrintsALineARecordForPeople() {
        Cli.Result result = Cli.run("log", "cat", "--home", home).hasCode(0);

        assertThat(result.out().lines())
                .hasSize(HomeInUse.PREDICTIONS)
                .allMatch(line -> line.contains("  loan:2  0.75"));
    }

    @Test
    void aLimitBelowOneIsRefused() {
        Cli.run("log", "cat", "--home", home, "--limit", "0").isRefusedWith("--limit must be >= 1 but was 0");
    }

    @Test
    void nothingFoundIsNoData() {
        Cli.Result result = Cli.run("log", "cat", "--home", home, "--model", "other", "--json")
                .hasCode(3);

        assertThat(Json.parse(result.out())).isEqualTo(List.of());
    }

    @Test
    void anEmptyHomeHasNoModelsAndNoData() throws IOException {
        Path empty = folder.resolve("empty");
        Mlops.at(empty).close();

        assertThat(Cli.run("registry", "list", "--home", empty, "--json")
                        .hasCode(0)
                        .json()
                        .list("models"))
                .isEmpty();
        assertThat(Cli.run("log", "stats", "--home", empty, "--json")
                        .hasCode(3)
                        .json()
                        .integer("predictions"))
                .isZero();
        assertThat(Cli.run("log", "cat", "--home", empty).hasCode(3).out()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        Cli.run("registry", "show", "lona", "--home", home)
                .isRefusedWith("no model 'lona' is registered; known are loan");
        Cli.run("registry", "show", "loan:3", "--home", home).isRefusedWith("loan");
        Cli.run("registry", "show", "loan@king", "--home", home)
                .isRefusedWith("has no alias 'king'; it has champion");
        Cli.run("registry", "history", "lona", "--home", home).isRefusedWith("no model 'lona' is registered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry list",
                "registry show loan:1",
                "registry history loan",
                "log stats",
                "log cat",
                "log cat --json"
            })
    void lookingWritesNothing(String command) throws IOException {
        Cli.run(with(command, "--home", home)).hasCode(0);

        assertThat(HomeInUse.contents(home)).isEqualTo(contents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry list",
                "registry show loan:1",
                "registry history loan",
                "registry alias loan champion 1 --actor human:ada --reason x",
                "registry rollback loan champion --actor human:ada --reason x",
                "log stats",
                "log cat"
            })
    void aHomeThatIsNotThereIsNotMade(String command) throws IOException {
        Path nowhere = folder.resolve("nowhere");
        Path config = Files.writeString(folder.resolve("nowhere.json"), "{\"home\": \"" + nowhere + "\"}");

        Cli.run(with(command, "--home", nowhere)).isRefusedWith("there is no home to read at " + nowhere);
        Cli.run(with(command, "--config", config)).isRefusedWith("there is no home to read at " + nowhere);
        Cli.run(with(command, "--home", folder)).isRefusedWith("there is no home to read at " + folder);
        assertThat(nowhere).doesNotExist();
        assertThat(folder.resolve("format.json")).doesNotExist();
    }

    @Test
    void aConfigurationMayNameTheHome() throws IOException {
        Path config = Files.writeString(folder.resolve("mlops.json"), "{\"home\": \"" + home + "\"}");

        assertThat(Cli.run("registry", "list", "--config", config).hasCode(0).out())
                .contains("loan");
        assertThat(HomeInUse.contents(home)).isEqualTo(contents);
    }

    @Test
    void aWrongConfigurationIsRefused() throws IOException {
        Path config = Files.writeString(folder.resolve("wrong.json"), "{\"hom\": \"x\"}");

        Cli.run("registry", "list", "--config", config).isRefusedWith("unknown members [hom]");
        Cli.run("registry", "list", "--config", folder.resolve("none.json")).isRefusedWith("none.json cannot be read");
    }

    @Test
    void aHomeOfANewerVersionIsRefused() throws IOException {
        Path newer = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(
                newer.resolve("format.json"),
                Files.readString(home.resolve("format.json")).replaceFirst("\"format\": 1", "\"format\": 99"));

        Cli.run("registry", "list", "--home", newer).isRefusedWith("format 99, newer than this version reads");
    }

    static Object[] with(String command, Object... more) {
        return Stream.concat(Stream.of((Object[]) command.split(" ")), Stream.of(more))
                .toArray();
    }
}
