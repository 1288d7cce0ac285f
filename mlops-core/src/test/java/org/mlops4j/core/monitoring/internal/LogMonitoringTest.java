package org.mlops4j.core.monitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.Mlops;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.drift.DriftChecks;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Features;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.model.PredictionId;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.privacy.RedactionRules;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;

class LogMonitoringTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final Scores<Double> SCORES = Scores.binary("good", "bad", score -> score);
    private static final Features<Integer> FEATURES = Features.of(
                    Schema.of(Field.of("size", DataType.INT64), Field.of("half", DataType.INT64)))
            .integer("size", (Integer size) -> size)
            .integer("half", size -> size / 2);

    private final List<MlopsEvent> events = new CopyOnWriteArrayList<>();
    private final Mlops mlops = Mlops.builder()
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .listener(event -> {
                throw new IllegalStateException("a listener that always throws");
            })
            .listener(events::add)
            .open();
    private int ids;

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aWindowBeginsInclusivelyAndEndsExclusively() {
        ModelVersion version = register("a");
        for (Instant time : List.of(FROM.minus(MICRO), FROM, TO.minus(MICRO), TO)) {
            log(version, time, 0.5);
        }
        assertThat(look(version).predictions()).isEqualTo(2);
        assertThat(monitor(version).predictions()).as("without a window").isEqualTo(4);
    }

    @Test
    void withoutAWindowCallsBefore1970CountToo() {
        ModelVersion version = register("a");
        log(version, Instant.EPOCH.minusSeconds(1), 0.5);
        MonitoringReport report = monitor(version);
        assertThat(report.predictions()).isEqualTo(1);
        assertThat(report.windowFrom()).isEqualTo(Instant.MIN);
        assertThat(report.windowTo()).isEqualTo(Instant.MAX);
    }

    @Test
    void aWindowMustBeginBeforeItEnds() {
        register("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlops.monitoring().monitor("m").window(FROM, FROM))
                .withMessage("a window must begin before it ends but was 2026-11-22T00:00:00Z to 2026-11-22T00:00:00Z");
    }

    @Test
    void looksAtOneVersionOfSeveral() {
        ModelVersion first = register("a");
        ModelVersion second = register("b");
        log(first, FROM, 0.5);
        log(second, FROM, 0.5);
        log(second, FROM, 0.5);
        assertThat(look(first).predictions()).isEqualTo(1);
        assertThat(look(second).predictions()).isEqualTo(2);
    }

    @Test
    void looksAtTheChampionUnlessTold() {
        register("a");
        ModelVersion second = register("b");
        log(second, FROM, 0.5);
        mlops.registry().moveAlias("m", "champion", 2, ADA, "test");
        mlops.predictions().flush(Duration.ofSeconds(10));
        MonitoringReport report = mlops.monitoring().monitor("m").run();
        assertThat(report.version()).isEqualTo(second);
        assertThat(report.predictions()).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNoChampion() {
        register("a");
        assertThatThrownBy(() -> mlops.monitoring().monitor("m").run())
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageStartingWith("model 'm' has no alias 'champion'");
    }

    @Test
    void refusesAVersionOfAnotherModelOrRegistry() {
        ModelVersion version = register("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlops.monitoring().monitor("other").version(version))
                .withMessage("version must be of model 'other' but is m:1");
        try (Mlops other = Mlops.inMemory()) {
            ModelVersion foreign = other.registry()
                    .register(Registration.of("m").parameter("name", "x").build(), ADA, "test");
            assertThatThrownBy(() -> monitor(foreign))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("is not of this registry");
        }
    }

    @Test
    void anEmptyWindowIsInconclusiveAndRaisesNoAlert() {
        ModelVersion version = registerWithProfile();
        MonitoringReport report = look(version, DriftChecks.noDrift(), minimumAuc(0.5));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.result().results())
                .extracting(result -> result.decision().reason())
                .containsExactly(Reason.EMPTY, Reason.EMPTY);
        assertThat(report.alerts()).isEmpty();
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aVersionWithoutReferenceCannotBeToldToHaveDrifted() {
        ModelVersion version = register("a");
        log(version, FROM, 0.5);
        MonitoringReport report = look(version, DriftChecks.noDrift());
        assertThat(report.drift()).isEmpty();
        assertThat(onlyResult(report).decision().reason()).isEqualTo(Reason.MISSING_SUBJECT);
        assertThat(onlyResult(report).explain()).contains("no ProfilePair was given");
    }

    @Test
    void noChecksAreInconclusive() {
        assertThat(look(register("a"), new Check<?>[0]).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void countsCallsFailuresAndOutcomes() {
        ModelVersion version = register("a");
        outcome(log(version, FROM, 0.9), "bad");
        outcome(log(version, FROM, 0.1), "good");
        log(version, FROM, 0.5);
        PredictionRecord failed =
                record(version, FROM).error("java.io.IOException").build();
        mlops.predictions().log(failed);
        outcome(failed.id(), "bad");
        MonitoringReport report = look(version);
        assertThat(report.predictions()).isEqualTo(4);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(report.labelled()).isEqualTo(3);
    }

    @Test
    void countsOutcomesOfARegressionToo() {
        ModelVersion version = mlops.registry()
                .register(
                        Registration.of("m")
                                .scores(Scores.regression((Double answer) -> answer))
                                .build(),
                        ADA,
                        "test");
        outcome(log(version, FROM, 12.5), "13.1");
        assertThat(look(version).labelled()).isEqualTo(1);
    }

    /** Of the four pairs of a bad and a good row, three are in order: AUC 0.75. */
    @Test
    void measuresTheLabelledCallsAsATestWould() {
        ModelVersion version = register("a");
        double[] scores = {0.2, 0.6, 0.4, 0.9};
        String[] outcomes = {"good", "good", "bad", "bad"};
        for (int i = 0; i < scores.length; i++) {
            outcome(log(version, FROM, scores[i]), outcomes[i]);
        }
        log(version, FROM, 0.99);
        CheckResult result = onlyResult(look(version, minimumAuc(0.7)));
        assertThat(result.measurement().estimate().value()).isEqualTo(0.75, within(1e-12));
        assertThat(result.measurement().estimate().n()).isEqualTo(4);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void usesTheCutOffOfTheVersion() {
        ModelVersion version = mlops.registry()
                .register(
                        Registration.of("m")
                                .scores(SCORES)
                                .cutoffs(Cutoffs.at(0.1))
                                .build(),
                        ADA,
                        "test");
        outcome(log(version, FROM, 0.2), "bad");
        outcome(log(version, FROM, 0.05), "good");
        CheckResult result = onlyResult(look(
                version,
                EvaluationChecks.metric(
                        Metrics.accuracy(), DecisionRule.atLeast(1).point())));
        assertThat(result.isPassed()).as(result.explain()).isTrue();
    }

    @Test
    void judgesSeveralClassesByDecision() {
        ModelVersion version = mlops.registry()
                .register(
                        Registration.of("m")
                                .scores(Scores.multiclass(List.of("a", "b", "c"), (double[] p) -> p))
                                .build(),
                        ADA,
                        "test");
        String[] decisions = {"a", "b", "c", "c"};
        String[] outcomes = {"a", "b", "c", "a"};
        for (int i = 0; i < decisions.length; i++) {
            PredictionRecord record =
                    record(version, FROM).decision(decisions[i]).build();
            mlops.predictions().log(record);
            outcome(record.id(), outcomes[i]);
        }
        CheckResult result = onlyResult(look(
                version,
                EvaluationChecks.metric(
                        Metrics.accuracy(), DecisionRule.atLeast(0.7).point())));
        assertThat(result.measurement().estimate().value()).isEqualTo(0.75);
    }

    @Test
    void anOutcomeThatIsNoClassIsNotLeftOutSilently() {
        ModelVersion version = register("a");
        outcome(log(version, FROM, 0.9), "bad");
        outcome(log(version, FROM, 0.1), "good");
        outcome(log(version, FROM, 0.8), "Bad");
        MonitoringReport report = look(version, minimumAuc(0.5));
        assertThat(onlyResult(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(onlyResult(report).explain())
                .contains("outcomes must be among the classes [good, bad] but 1 are not")
                .contains("with a higher revision");
        assertThat(report.labelled()).isEqualTo(3);
    }

    @Test
    void aScoreThatIsNoNumberIsNotLeftOutSilently() {
        ModelVersion version = register("a");
        outcome(log(version, FROM, 0.9), "bad");
        outcome(log(version, FROM, Double.NaN), "good");
        CheckResult result = onlyResult(look(version, minimumAuc(0.5)));
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.explain()).contains("scores must be finite numbers");
    }

    @Test
    void aFailedCheckRaisesAnAlertThatIsRecorded() {
        ModelVersion version = register("a");
        outcome(log(version, FROM, 0.1), "bad");
        outcome(log(version, FROM, 0.9), "good");
        MonitoringReport report = look(version, minimumAuc(0.7), DriftChecks.noDrift());
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(alerts()).hasSize(1).isEqualTo(report.alerts());
        Alert alert = alerts().get(0);
        assertThat(alert.result().spec()).isEqualTo(minimumAuc(0.7).spec());
        assertThat(alert.subject()).isEqualTo(version.ref());
        assertThat(alert.time()).isEqualTo(NOW);
        assertThat(alert.windowFrom()).isEqualTo(FROM);
        assertThat(alert.windowTo()).isEqualTo(TO);
        List<RecordedEntry> recorded = mlops.audit()
                .entries()
                .filter(entry -> entry.entry().action().equals("alert.raise"))
                .toList();
        assertThat(recorded).hasSize(1);
        assertThat(recorded.get(0).entry().subject()).isEqualTo(version.ref());
        assertThat(recorded.get(0).entry().details())
                .isEqualTo(Map.of(
                        "check", CheckJson.digest(alert.result().spec()).toString(),
                        "from", "2026-11-22T00:00:00Z",
                        "to", "2026-11-23T00:00:00Z"));
    }

    @Test
    void findsDriftAgainstTheReferenceOfTheVersion() {
        ModelVersion version = registerWithProfile();
        serve(version, 500, 1000, null);
        MonitoringReport report = monitor(version);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.drift().orElseThrow().isDrifted()).isTrue();
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void doesNotAlertOnTheReferenceItself() {
        ModelVersion version = registerWithProfile();
        serve(version, 0, 1000, null);
        MonitoringReport report = monitor(version);
        assertThat(report.verdict()).as(report.result().explain()).isEqualTo(Verdict.PASS);
        assertThat(alerts()).isEmpty();
    }

    /** Two services log under different rules: what both kept is judged on all calls, the rest cannot be told. */
    @Test
    void mergesCallsLoggedUnderDifferentRules() {
        ModelVersion version = registerWithProfile();
        serve(version, 0, 1000, null);
        serve(version, 0, 1000, RedactionRules.of(FEATURES.schema()).with("half", RedactionAction.drop()));
        MonitoringReport report = monitor(version);
        assertThat(report.predictions()).isEqualTo(2000);
        assertThat(report.drift().orElseThrow().currentRows()).isEqualTo(2000);
        assertThat(report.drift().orElseThrow().column("size").orElseThrow().verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(report.drift().orElseThrow().column("half").orElseThrow().verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void isOfNoUseOnceTheLibraryIsClosed() {
        ModelVersion version = register("a");
        var builder = mlops.monitoring().monitor("m").version(version);
        mlops.close();
        assertThatIllegalStateException()
                .isThrownBy(builder::run)
                .withMessage("the library is closed; open the home again");
    }

    private ModelVersion register(String name) {
        Registration registration =
                Registration.of("m").scores(SCORES).parameter("name", name).build();
        return mlops.registry().register(registration, ADA, "test");
    }

    private ModelVersion registerWithProfile() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sizes.add(i);
        }
        Registration registration = Registration.of("m")
                .features(FEATURES)
                .scores(SCORES)
                .profile(Profiles.reference(Table.of(sizes, FEATURES)))
                .build();
        return mlops.registry().register(registration, ADA, "test");
    }

    /** Serves every number of a range once. */
    private void serve(ModelVersion version, int from, int to, RedactionRules rules) {
        var builder = mlops.serving()
                .serve(version.id(), files -> Model.<Integer, Double>of(size -> 0.5))
                .features(FEATURES)
                .scores(SCORES);
        if (rules != null) {
            builder.redaction(rules);
        }
        try (ServedModel<Integer, Double> served = builder.open()) {
            for (int i = from; i < to; i++) {
                served.predict(i);
            }
        }
    }

    private PredictionRecord.Builder record(ModelVersion version, Instant time) {
        PredictionId id = PredictionId.of("call-" + ids++);
        return PredictionRecord.builder(id, time, "m", version.number(), version.digest());
    }

    private PredictionId log(ModelVersion version, Instant time, double score) {
        PredictionRecord record = record(version, time).scores(score).build();
        mlops.predictions().log(record);
        return record.id();
    }

    private void outcome(PredictionId id, String value) {
        mlops.predictions().outcome(Outcome.of(id, value, NOW));
    }

    private MonitoringReport look(ModelVersion version, Check<?>... checks) {
        mlops.predictions().flush(Duration.ofSeconds(10));
        return mlops.monitoring()
                .monitor("m")
                .version(version)
                .window(FROM, TO)
                .checks(checks)
                .run();
    }

    /** With the default checks and without a window. */
    private MonitoringReport monitor(ModelVersion version) {
        mlops.predictions().flush(Duration.ofSeconds(10));
        return mlops.monitoring().monitor("m").version(version).run();
    }

    private static Check<Evaluation> minimumAuc(double bound) {
        return EvaluationChecks.metric(
                Metrics.rocAuc(), DecisionRule.atLeast(bound).point());
    }

    private List<Alert> alerts() {
        return events.stream()
                .filter(Alert.class::isInstance)
                .map(Alert.class::cast)
                .toList();
    }

    private static CheckResult onlyResult(MonitoringReport report) {
        assertThat(report.result().results()).hasSize(1);
        return report.result().results().get(0);
    }
}
