package org.mlops4j.core.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Reason;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.Authorizer;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.UnauthorizedException;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

class FactsTest {

    private static final Actor ADA = TestRegistry.ADA;

    private final MemoryDirectory directory = new MemoryDirectory();
    private final TestRegistry test = new TestRegistry(directory);
    private ModelVersion version;

    @BeforeEach
    void oneVersion() {
        version = test.register("credit", "a");
    }

    private String folder(String kind) {
        return "registry/models/credit/facts/" + version.digest().hex() + "/" + kind;
    }

    @Test
    void anEvaluationReadsBackInAnotherProcessWithItsRows() {
        EvaluationReport report = EvaluationReport.of(
                "holdout",
                Scores.Task.BINARY,
                2,
                Map.of(
                        "accuracy", Estimate.of(0.5, 2),
                        "roc_auc", Estimate.undefined(Reason.UNDEFINED, "one class", 2)));

        EvaluationReport stored =
                test.registry.recordEvaluation(version, report, TestRegistry.rows(), ADA, "quarterly");

        TestRegistry other = new TestRegistry(directory);
        RecordedEvaluation read =
                other.registry.evaluations(other.registry.resolve("credit:1")).get(0);
        assertThat(read.at()).isEqualTo(TestRegistry.NOW);
        assertThat(read.actor()).isEqualTo(ADA);
        assertThat(read.report().dataset()).isEqualTo("holdout");
        assertThat(read.report().metrics()).isEqualTo(report.metrics());
        assertThat(read.report().rows()).isEqualTo(stored.rows()).isPresent();
        Table rows = other.registry.evaluationRows(read.report()).orElseThrow();
        assertThat(rows.schema()).isEqualTo(TestRegistry.rows().schema());
        assertThat(rows.row(1).text(0)).isEqualTo("b");
        assertThat(rows.row(1).number(2)).isEqualTo(0.75);
    }

    @Test
    void factsDoNotChangeTheVersion() {
        byte[] before =
                directory.read("registry/models/credit/versions/00000001.json").orElseThrow();
        record("holdout");
        test.registry.approve(version, ADA, "fine");
        test.registry.tag(version, "team", "risk", ADA, "ours");

        assertThat(directory.read("registry/models/credit/versions/00000001.json"))
                .hasValueSatisfying(after -> assertThat(after).isEqualTo(before));
        assertThat(test.actions())
                .containsExactly("version.register", "version.evaluate", "version.approve", "version.tag");
        assertThat(test.entries()).allMatch(entry -> entry.subject().equals(version.ref()));
    }

    private void record(String dataset) {
        test.registry.recordEvaluation(version, TestRegistry.report(dataset), TestRegistry.rows(), ADA, "quarterly");
    }

    @Test
    void factsKeepTheirOrder() {
        for (int i = 0; i < 12; i++) {
            record("d" + i);
            test.registry.approve(version, Actor.human("h" + i), "s" + i);
        }
        assertThat(test.registry.evaluations(version).stream()
                        .map(each -> each.report().dataset()))
                .containsExactly("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11");
        assertThat(test.registry.approvals(version))
                .hasSize(12)
                .last()
                .isEqualTo(new Approval(Actor.human("h11"), "s11", version.digest(), TestRegistry.NOW, null));
    }

    @Test
    void theNewestValueOfATagCounts() {
        test.registry.tag(version, "team", "risk", ADA, "ours");
        test.registry.tag(version, "\u00e4rger & Co.", "", ADA, "odd but a name");
        test.registry.tag(version, "team", "fraud", ADA, "theirs");

        assertThat(test.registry.tags(version))
                .containsExactly(Map.entry("team", "fraud"), Map.entry("\u00e4rger & Co.", ""));
    }

    @Test
    void aVersionWithoutFactsHasNone() {
        assertThat(test.registry.evaluations(version)).isEmpty();
        assertThat(test.registry.approvals(version)).isEmpty();
        assertThat(test.registry.tags(version)).isEmpty();
        assertThat(test.registry.profile(version)).isEmpty();
        assertThat(test.registry.evaluationRows(TestRegistry.report("d"))).isEmpty();
    }

    /** The clock stands still, so all eight write the same fact. */
    @Test
    void equalFactsOfEightThreadsAreEightFactsAndEightEntries() throws Exception {
        TestRegistry.together(8, thread -> test.registry.approve(version, ADA, "fine"));

        assertThat(test.registry.approvals(version)).hasSize(8);
        assertThat(Collections.frequency(test.actions(), "version.approve")).isEqualTo(8);
        assertThat(test.registry.verify(version)).isEmpty();
    }

    /** Counting the facts would make the next number one that is taken, for ever. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFactThatWasRemovedByHandDoesNotStopTheNext() {
        test.registry.approve(version, ADA, "first");
        test.registry.approve(version, ADA, "second");
        directory.delete(folder("approval") + "/00000001.json");

        test.registry.approve(version, ADA, "third");

        assertThat(test.registry.approvals(version))
                .extracting(Approval::statement)
                .containsExactly("second", "third");
    }

    @Test
    void rowsMustSayWhichRowEachIsAndWhatWasPredicted() {
        EvaluationReport report = TestRegistry.report("holdout");
        assertRefused(
                TestRegistry.rows().columns("label", "score"),
                report,
                "rows of an evaluation must have one field of role ID but have []");
        assertRefused(
                TestRegistry.rows().columns("id", "score"),
                report,
                "rows of an evaluation must have one field of role LABEL but have []");
        assertRefused(
                TestRegistry.rows().columns("id", "label"),
                report,
                "rows of an evaluation must have a field of role PREDICTION but have [id, label]");
        assertRefused(TestRegistry.rows().slice(0, 1), report, "rows must be the 2 of the evaluation but there are 1");
        assertThat(test.registry.evaluations(version)).isEmpty();
    }

    private void assertRefused(Table rows, EvaluationReport report, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.recordEvaluation(version, report, rows, ADA, "quarterly"))
                .withMessage(message);
    }

    @Test
    void blankWordsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.approve(version, ADA, " "))
                .withMessage("statement must say what is approved but was blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.tag(version, "", "x", ADA, "y"))
                .withMessage("name of a tag must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.registry.tag(version, "x", "y", ADA, ""))
                .withMessage("reason for 'version.tag' must say why but was blank");
    }

    @Test
    void aRefusedActorLeavesNothing() throws IOException {
        Authorizer nobody = (actor, action, subject) -> {
            throw new UnauthorizedException(actor + " may not " + action + " " + subject.id());
        };
        TestRegistry strict = new TestRegistry(directory, Clock.systemUTC(), nobody, List.of());
        List<String> before = test.files("blobs");

        assertThatThrownBy(() -> strict.registry.recordEvaluation(
                        version, TestRegistry.report("d"), TestRegistry.rows(), ADA, "quarterly"))
                .hasMessage("human:ada may not version.evaluate credit:1");
        assertThatThrownBy(() -> strict.registry.approve(version, ADA, "fine"))
                .hasMessage("human:ada may not version.approve credit:1");
        assertThatThrownBy(() -> strict.registry.tag(version, "a", "b", ADA, "c"))
                .hasMessage("human:ada may not version.tag credit:1");
        assertThat(test.files("blobs")).isEqualTo(before);
        assertThat(test.actions()).hasSize(1);
    }

    @Test
    void factsAreKeptForVersionsOfThisRegistryOnly() {
        ModelVersion foreign = new TestRegistry(new MemoryDirectory()).register("credit", "other");

        assertThatThrownBy(() -> test.registry.approve(foreign, ADA, "fine"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessage(foreign + " is not of this registry, where credit:1 has digest "
                        + version.digest().shortHex());
        assertThatThrownBy(() -> test.registry.tags(foreign)).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void theFactOfAnotherVersionIsDamage() {
        ModelVersion second = test.register("credit", "b");
        test.registry.approve(second, ADA, "fine");
        byte[] approval = directory
                .read("registry/models/credit/facts/" + second.digest().hex() + "/approval/00000001.json")
                .orElseThrow();
        directory.create(folder("approval") + "/00000001.json", approval);

        assertThatThrownBy(() -> test.registry.approvals(version))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining(
                        "is that of the version with digest " + second.digest().shortHex());
    }
}
