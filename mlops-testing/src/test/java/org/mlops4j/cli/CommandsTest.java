package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]");

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfAndItsExitCodes(String command) {
        Cli.Result help = Cli.run(HomeCommandsTest.words(command, "--help")).hasCode(0);

        assertThat(help.out())
                .startsWith(("Usage: mlops " + command).strip() + " ")
                .contains("Exit codes:", "  0   a check passed", "  3   the evidence does not decide", "--plugins=DIR");
        assertThat(help.err()).isEmpty();
    }

    /** Every command there is, as its group names it. */
    static List<String> commands() {
        List<String> found = new ArrayList<>(List.of(""));
        for (int i = 0; i < found.size(); i++) {
            String group = found.get(i);
            String help = Cli.run(HomeCommandsTest.words(group, "--help")).out();
            Matcher names = SUBCOMMAND.matcher(help.substring(help.indexOf("Commands:\n") + 1));
            while (help.contains("Commands:\n") && names.find()) {
                found.add((group + " " + names.group(1)).strip());
            }
        }
        found.remove("help");
        return found;
    }

    @Test
    void everyCommandIsNamedByItsGroup() {
        assertThat(commands())
                .contains(
                        "",
                        "drift",
                        "evaluate",
                        "registry",
                        "registry list",
                        "registry show",
                        "registry history",
                        "registry alias",
                        "registry rollback",
                        "log",
                        "log stats",
                        "log cat",
                        "keys",
                        "keys list",
                        "keys rotate");
    }

    @Test
    void versionIsThatOfTheJar() {
        assertThat(Cli.run("--version").hasCode(0).out().strip()).isEqualTo("mlops " + Cli.VERSION);
    }

    @Test
    void noCommandShowsTheUsage() {
        Cli.run().isRefusedWith("Usage: mlops ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "log", "keys"})
    void aGroupWithoutCommandIsRefused(String group) {
        Cli.run(group).isRefusedWith("Missing required subcommand");
    }

    @Test
    void whatIsNotKnownIsNamed() {
        Cli.run("drfit").isRefusedWith("Unmatched argument at index 0: 'drfit'");
        Cli.run("log", "stats", "--hoem", "x").isRefusedWith("Unknown options: '--hoem'");
    }

    @Test
    void whatIsMissingIsNamed() {
        Cli.run("drift", "--reference", "a.csv").isRefusedWith("Missing required option: '--current=FILE'");
        Cli.run("evaluate", "--data", "a.csv", "--label", "y").isRefusedWith("--score=COL | --prediction=COL");
        Cli.run("registry", "list").isRefusedWith("(--home=DIR | --config=FILE)");
        Cli.run("registry", "show", "--home", "x").isRefusedWith("NAME[:V|@ALIAS]");
        Cli.run("registry", "rollback", "loan", "champion", "--home", "x").isRefusedWith("'--actor=WHO'");
    }

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        Cli.run("registry", "list", "--home", "a", "--config", "b").isRefusedWith("mutually exclusive");
        Cli.run("evaluate", "--data", "a.csv", "--label", "y", "--score", "s", "--prediction", "p")
                .isRefusedWith("mutually exclusive");
        Cli.run("evaluate", "--data", "a.csv", "--label", "y", "--prediction", "p", "--positive", "1")
                .isRefusedWith("--positive and --threshold go with --score only");
    }
}
