package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "log cat"
            })
    void everyCommandExplainsItselfAndItsExitCodes(String command) {
        Cli.Result help =
                Cli.run((Object[]) (command + " --help").strip().split(" ")).hasCode(0);

        assertThat(help.out())
                .startsWith(("Usage: mlops " + command).strip() + " ")
                .contains("Exit codes:", "  0   a check passed", "  3   the evidence does not decide", "--plugins=DIR");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void everyCommandIsNamedByTheOneAboveIt() {
        assertThat(Cli.run("--help").out()).contains("  drift ", "  evaluate ", "  registry ", "  log ", "  help ");
        assertThat(Cli.run("registry", "--help").out())
                .contains("  list ", "  show ", "  history ", "  alias ", "  rollback ");
        assertThat(Cli.run("log", "--help").out()).contains("  stats ", "  cat ");
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
    @ValueSource(strings = {"registry", "log"})
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
