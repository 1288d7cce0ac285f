package org.mlops4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Verdict;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.compliance.ControlStatus;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelVersion;

/**
 * What the quickstart promises, held against what one run of it found. All seeds are fixed: data, models and draws are the
 * same in every run, and only the calls of the four threads and of the other process depend on the machine.
 */
class QuickstartTest {

    private static final int CHAPTERS = 12;

    @TempDir
    private static Path folder;

    private static Story story;
    private static String printed;

    @BeforeAll
    static void run() throws Exception {
        Path cliJar = Path.of("../mlops-core/target/mlops-core-" + System.getProperty("project.version") + "-cli.jar");
        Assumptions.assumeTrue(
                Files.exists(cliJar), "the jar of the command line is made in the package phase: run mvn verify");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path fresh = folder.resolve("quickstart");
        story = new Quickstart(fresh, cliJar, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(Duration.ofMillis(300));
        printed = out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void threeModelsAreRegisteredWithAllThatLaterStepsNeed() {
        ThreeVersions versions = chapter(ThreeVersions.class);
        try (Mlops mlops = Mlops.at(home())) {
            for (ModelVersion version : List.of(versions.logistic(), versions.forest(), versions.weak())) {
                assertThat(version).hasProvenance().isIntactIn(mlops.registry()).hasFile("encoding.tsv");
                assertThat(mlops.registry().profile(version)).isPresent();
                assertThat(mlops.registry().evaluations(version)).hasSize(1);
                assertThat(version.manifest().schema()).contains(CreditModels.FEATURES.schema());
                assertThat(version.manifest().cutoffs().orElseThrow().threshold())
                        .isCloseTo(1 / 6.0, within(1e-15));
            }
        }
        assertThat(versions.logistic()).hasFile("model.onnx").hasParameter("runtime", "ONNX Runtime");
        assertThat(versions.forest()).hasFile("forest.tsv").hasParameter("runtime", "plain Java");
    }

    @Test
    void theFirstVersionGoesLiveAsItIsShownToBeGood() {
        Decided first = story.chapters(Decided.class).get(0);
        assertThat(first.decision().promoted()).isTrue();
        assertThat(first.decision().candidate()).isEqualTo(versions().logistic());
        assertThat(first.decision().champion()).isEmpty();
    }

    /** The log has kept what was served: its area under the curve is that of the recorded evaluation. */
    @Test
    void usualDaysAreServedLoggedJoinedAndCalm() {
        MonitoringReport report = chapter(UsualDays.class).report();
        assertThat(report.version()).isEqualTo(versions().logistic());
        assertThat(report.predictions()).isEqualTo(2_004);
        assertThat(report.labelled()).isEqualTo(2_004);
        assertThat(report.errors()).isZero();
        assertThat(report.alerts()).isEmpty();
        assertThat(report.drift().orElseThrow()).hasNoDrift();
        Estimate seen = report.result().results().get(1).measurement().estimate();
        Estimate recorded =
                versions().evaluations().get(0).metric(Metrics.rocAuc().name());
        assertThat(seen.value()).isCloseTo(recorded.value(), within(1e-12));
    }

    @Test
    void theShiftIsFoundAndNamedWithItsSize() {
        PopulationShift shift = chapter(PopulationShift.class);
        assertThat(shift.report().predictions()).isEqualTo(1_000);
        assertThat(shift.report().alerts()).hasSize(1);
        assertThat(shift.report().drift().orElseThrow()).hasDriftIn("Age");
        assertThat(printed)
                .containsPattern("Age +FAIL +ks 0\\.\\d+ > 0\\.\\d+: share of <= \\d+ rose from 0\\.\\d+ to 0\\.\\d+");
    }

    /**
     * Twenty draws with the campaign and twenty without. A report on data that has not moved calls some column drifted
     * with probability at most 0.01, so two false alarms in twenty draws had at most 0.017; the seeds are fixed.
     */
    @Test
    void theShiftIsFoundInNearlyEveryDrawAndNothingWithoutIt() {
        PopulationShift shift = chapter(PopulationShift.class);
        assertThat(shift.redrawn()).isEqualTo(20);
        assertThat(shift.found()).isGreaterThanOrEqualTo(19);
        assertThat(shift.falseAlarms()).isLessThanOrEqualTo(1);
    }

    @Test
    void theGateRefusesAWorseVersion() {
        Decided refused = story.chapters(Decided.class).get(1);
        assertThat(refused.decision().candidate()).isEqualTo(versions().weak());
        assertThat(refused.decision().promoted()).isFalse();
        assertThat(refused.decision().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(chapter(WhoMovedIt.class).moves())
                .noneMatch(move -> move.to() == versions().weak().number());
    }

    /** Not worse by more than 0.02 is shown; that it is cheaper is said only if that is shown too. */
    @Test
    void theGateAcceptsAVersionThatIsNotWorseAndClaimsNoMore() {
        Decided accepted = story.chapters(Decided.class).get(2);
        assertThat(accepted.decision().candidate()).isEqualTo(versions().forest());
        assertThat(accepted.decision().champion()).contains(versions().logistic());
        assertThat(accepted.decision().promoted()).isTrue();
        Estimate difference =
                accepted.decision().required().results().get(0).measurement().estimate();
        assertThat(difference.interval().orElseThrow().low()).isGreaterThanOrEqualTo(-0.02);

        Verdict cheaper = accepted.decision().advisory().verdict();
        Estimate cost =
                accepted.decision().advisory().results().get(0).measurement().estimate();
        assertThat(cheaper == Verdict.PASS)
                .isEqualTo(cost.interval().orElseThrow().high() < 0);
        assertThat(printed.contains("That it is also cheaper is shown.")).isEqualTo(cheaper == Verdict.PASS);
        assertThat(printed.contains("That it is also cheaper is not shown (" + cheaper + ")"))
                .isEqualTo(cheaper != Verdict.PASS);
    }

    @Test
    void rollbackRestoresEveryBitWhileFourThreadsKeepCalling() {
        RolledBack back = chapter(RolledBack.class);
        assertThat(back.version()).isEqualTo(versions().logistic());
        assertThat(back.sample()).isEqualTo(100);
        assertThat(back.equalAfter()).isEqualTo(100);
        assertThat(back.equalMeanwhile()).isLessThan(100);
        assertThat(back.calls().failures()).isZero();
        assertThat(back.calls().answers()).containsOnlyKeys(2, 1);
    }

    /** Five seconds are the refresh interval that the library promises to keep. */
    @Test
    void aRunningServiceFollowsAnotherProcessWithoutAFailedCall() {
        AnotherProcess other = chapter(AnotherProcess.class);
        assertThat(other.version()).isEqualTo(versions().logistic());
        assertThat(other.said())
                .isEqualTo("credit@champion points at version 1 ("
                        + versions().logistic().digest().shortHex() + ")");
        assertThat(other.followed()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(other.calls().failures()).isZero();
        assertThat(other.calls().answers()).containsOnlyKeys(2, 1);
    }

    @Test
    void complianceNamesWhatIsMissingUntilAPersonApproves() {
        PolicyPackHeld held = chapter(PolicyPackHeld.class);
        assertThat(held.before().with(ControlStatus.FAIL))
                .singleElement()
                .extracting(ControlResult::control)
                .extracting(control -> control.id())
                .isEqualTo("human-approval-attested");
        assertThat(printed)
                .contains("human-approval-attested: missing [approval by a person]; let a person approve this version");
        assertThat(held.before().with(ControlStatus.UNKNOWN)).isEmpty();
        assertThat(held.after()).passesEveryControl();
    }

    @Test
    void aDamagedModelIsNotLoaded() {
        assertThat(chapter(DamagedFile.class).refusals())
                .hasSize(2)
                .allSatisfy((damage, said) -> assertThat(said)
                        .startsWith("file 'model.onnx' of credit:1 is not what was registered: its digest is ")
                        .contains("; restore "));
    }

    @Test
    void everyMoveHasWhoAndWhy() {
        WhoMovedIt history = chapter(WhoMovedIt.class);
        assertThat(history.moves()).extracting(AliasMove::to).containsExactly(1, 2, 1, 2, 1);
        assertThat(history.moves()).allSatisfy(move -> assertThat(move.reason()).isNotBlank());
        assertThat(history.moves().get(4).actor()).hasToString("human:bob@bank.example");
        assertThat(history.audit().isIntact()).isTrue();
    }

    @Test
    void theHomeIsLeftReadyForTheCommandLine() {
        try (Mlops mlops = Mlops.at(home())) {
            assertThat(mlops.health().isHealthy()).isTrue();
            assertThat(versions().logistic()).hasAlias("champion", mlops.registry());
            assertThat(mlops.audit().verify().isIntact()).isTrue();
            LogStats log = mlops.predictions().stats();
            assertThat(log.predictions()).isGreaterThan(2_004 + 1_000 + 300);
            assertThat(log.outcomes()).isEqualTo(2_004 + 1_000);
            assertThat(log.errors()).isZero();
            assertThat(log.dropped()).isZero();
            assertThat(log.damages()).isEmpty();
        }
    }

    @Test
    void theStoryHasEachChapterOnce() {
        List<String> headings = Pattern.compile("(?m)^\\d+\\. .*$")
                .matcher(printed)
                .results()
                .map(result -> result.group())
                .toList();
        assertThat(headings).hasSize(CHAPTERS).doesNotHaveDuplicates();
        assertThat(headings.stream().map(heading -> heading.replaceAll("\\..*", "")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, CHAPTERS)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void theStoryIsCalm() {
        assertThat(printed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(118));
        assertThat(printed)
                .doesNotContain("WARN", "INFO", "ERROR", "Exception", "\tat ", "null", "NaN")
                .contains("dropped 0;");
    }

    @Test
    void theReportHasWhatWasTold() throws Exception {
        String markdown = Files.readString(home().resolveSibling("report.md"));
        String json = Files.readString(home().resolveSibling("report.json"));
        assertThat(markdown).startsWith("# MLOps4J quickstart");
        assertThat(printed.lines().filter(line -> line.matches("\\d+\\. .*")))
                .hasSize(CHAPTERS)
                .allSatisfy(heading -> assertThat(markdown.split(Pattern.quote("## " + heading), -1))
                        .hasSize(2))
                .allSatisfy(heading -> assertThat(json).contains("\"heading\": \"" + heading + "\""));
    }

    @Test
    void deletesNoFolderThatItHasNotMade() throws Exception {
        Path precious = Files.createDirectories(folder.resolve("precious"));
        Files.writeString(precious.resolve("thesis.txt"), "years of work");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quickstart.main(new String[] {precious.toString(), "cli.jar"}))
                .withMessage("the folder must not exist, or be left by an earlier run, but was " + precious);
        assertThat(precious.resolve("thesis.txt")).exists();
    }

    private static <C extends Chapter> C chapter(Class<C> kind) {
        List<C> chapters = story.chapters(kind);
        assertThat(chapters).hasSize(1);
        return chapters.get(0);
    }

    private static ThreeVersions versions() {
        return chapter(ThreeVersions.class);
    }

    private static Path home() {
        return folder.resolve("quickstart").resolve("home");
    }
}
