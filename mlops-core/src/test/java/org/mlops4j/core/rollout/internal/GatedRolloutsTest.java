package org.mlops4j.core.rollout.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.RecordedEntry;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.audit.internal.TiledAuditLog;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.registry.internal.DirectoryBlobStore;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.registry.BlobStore;
import org.mlops4j.registry.ModelNotFoundException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.registry.RegistryConflictException;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.GateDecision;

class GatedRolloutsTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final int ROWS = 400;

    private final BlobStore blobs = new DirectoryBlobStore(new MemoryDirectory());
    private final Mlops mlops = Mlops.builder()
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .blobStore(blobs)
            .open();

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void promotesWhatPassesAndPointsTheAliasAtIt() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 1);
        GateDecision decision = promote(version, Gate.named("quality").require(auc(0.9)));
        assertThat(decision.promoted()).as(decision.explain()).isTrue();
        assertThat(decision.at()).isEqualTo(NOW);
        assertThat(champion()).contains(1);
    }

    @Test
    void doesNotPromoteWhatFails() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 0);
        GateDecision decision = promote(version, Gate.named("quality").require(auc(0.9)));
        assertThat(decision.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(decision.promoted()).isFalse();
        assertThat(champion()).isEmpty();
    }

    @Test
    void inconclusiveIsNoPromotion() {
        ModelVersion version = register("a");
        Gate gate = Gate.named("quality").require(auc(0.9));
        GateDecision decision = promote(version, gate);
        assertThat(decision.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decision.promoted()).isFalse();
        assertThat(decision.explain())
                .startsWith("gate 'quality' on m:1 against no champion yet: INCONCLUSIVE, not promoted")
                .contains("no Evaluation was given");
        assertThat(champion()).isEmpty();
    }

    @Test
    void oneOpenCheckAmongPassedOnesIsNoPromotion() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 1);
        Gate gate = Gate.named("quality").require(auc(0.9)).require(notWorse());
        GateDecision decision = promote(version, gate);
        assertThat(decision.required().results())
                .extracting(CheckResult::verdict)
                .containsExactly(Verdict.PASS, Verdict.INCONCLUSIVE);
        assertThat(decision.promoted()).isFalse();
    }

    @Test
    void aGateWithoutChecksNeverOpens() {
        GateDecision decision = promote(register("a"), Gate.named("empty"));
        assertThat(decision.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decision.promoted()).isFalse();
    }

    @Test
    void advisoryChecksDecideNothing() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 1);
        Gate gate = Gate.named("quality")
                .require(auc(0.9))
                .advise(EvaluationChecks.metric(
                        Metrics.accuracy(), DecisionRule.atMost(0.1).point()));
        GateDecision decision = promote(version, gate);
        assertThat(decision.advisory().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(decision.promoted()).isTrue();
        Gate onlyAdvice = Gate.named("advice").advise(auc(0.9));
        assertThat(promote(version, onlyAdvice).promoted())
                .as("a gate of advice alone never opens")
                .isFalse();
    }

    @Test
    void decidingChangesNothing() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 1);
        GateDecision decision = mlops.rollouts().decide(version, Gate.named("q").require(auc(0.9)), ADA, "ask");
        assertThat(decision.verdict()).isEqualTo(Verdict.PASS);
        assertThat(decision.promoted()).isFalse();
        assertThat(champion()).isEmpty();
    }

    /** On the same 400 rows a perfect and a random ranking differ by 0.5 in AUC. */
    @Test
    void comparesWithTheVersionInUseRowByRow() {
        ModelVersion good = register("good");
        ModelVersion bad = register("bad");
        evaluate(good, "holdout", 1);
        evaluate(bad, "holdout", 0);
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        GateDecision worse = promote(bad, Gate.named("safe").require(notWorse()));
        assertThat(worse.champion()).contains(good);
        assertThat(worse.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(detail(worse, "pairs")).isEqualTo((long) ROWS);
        assertThat(champion()).contains(1);
        mlops.registry().moveAlias("m", "champion", 2, ADA, "mistake");
        assertThat(promote(good, Gate.named("safe").require(notWorse())).promoted())
                .isTrue();
    }

    @Test
    void rowsThatDifferAreNotCompared() {
        ModelVersion first = register("a");
        ModelVersion second = register("b");
        record(first, "holdout", evaluation(1, 0, ROWS));
        record(second, "holdout", evaluation(1, 1, ROWS + 1));
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        GateDecision decision = promote(second, Gate.named("safe").require(notWorse()));
        assertThat(decision.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decision.explain()).contains("champion and challenger must answer the same rows");
    }

    @Test
    void comparesOnTheNewestDataThatBothWereEvaluatedOn() {
        ModelVersion first = register("a");
        ModelVersion second = register("b");
        evaluate(first, "spring", 0);
        evaluate(first, "autumn", 1);
        evaluate(second, "spring", 0);
        evaluate(second, "autumn", 1);
        evaluate(second, "stress", 0);
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        GateDecision decision =
                promote(second, Gate.named("safe").require(notWorse()).advise(auc(0.9)));
        assertThat(decision.verdict()).as(decision.explain()).isEqualTo(Verdict.PASS);
        assertThat(decision.advisory().verdict())
                .as("alone it is judged on its newest data")
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void ofTwoEvaluationsOnOneDataSetTheNewestCounts() {
        ModelVersion version = register("a");
        evaluate(version, "holdout", 0);
        evaluate(version, "holdout", 1);
        assertThat(promote(version, Gate.named("q").require(auc(0.9))).promoted())
                .isTrue();
    }

    @Test
    void recordsTheDecisionWithTheEvidenceItRestsOn() throws IOException {
        ModelVersion first = register("a");
        ModelVersion second = register("b");
        Digest firstRows = evaluate(first, "holdout", 1);
        Digest secondRows = evaluate(second, "holdout", 0);
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        promote(second, Gate.named("safe").require(notWorse()).advise(auc(0.9)));
        AuditEntry entry = decisions().get(0).entry();
        assertThat(entry.actor()).isEqualTo(ADA);
        assertThat(entry.reason()).isEqualTo("test");
        assertThat(entry.subject()).isEqualTo(second.ref());
        assertThat(entry.details())
                .containsEntry("gate", "safe")
                .containsEntry("verdict", "FAIL")
                .containsEntry("champion", "m:1");
        JsonObject decision = decision(entry);
        assertThat(decision.text("candidate")).isEqualTo(second.digest().toString());
        assertThat(decision.object("required").text("verdict")).isEqualTo("FAIL");
        assertThat(decision.object("advisory").objects("results")).hasSize(1);
        assertThat(decision.objects("evidence"))
                .extracting(JsonObject::members)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "version", first.digest().toString(),
                                "dataset", "holdout",
                                "rows", firstRows.toString()),
                        Map.of(
                                "version", second.digest().toString(),
                                "dataset", "holdout",
                                "rows", secondRows.toString()));
    }

    @Test
    void toPromoteTheChampionMovesNothing() {
        ModelVersion first = register("a");
        ModelVersion second = register("b");
        evaluate(second, "holdout", 1);
        Gate gate = Gate.named("q").require(auc(0.9));
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        promote(second, gate);
        GateDecision again = promote(second, gate);
        assertThat(again.promoted()).isTrue();
        assertThat(mlops.registry().history("m")).hasSize(2);
        assertThat(mlops.rollouts().rollBack("m", ADA, "complaints").version()).isEqualTo(first.number());
    }

    @Test
    void aMoveByAnotherBetweenLookAndPromotionIsAConflict() {
        register("a");
        register("b");
        ModelVersion third = register("c");
        evaluate(third, "holdout", 1);
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        // The decision is stored after the look and before the promotion.
        BlobStore meanwhile =
                new MovingBlobStore(() -> mlops.registry().moveAlias("m", "champion", 2, ADA, "somebody else"));
        GatedRollouts rollouts = new GatedRollouts(
                mlops.registry(),
                meanwhile,
                CheckCatalog.of(EvaluationChecks.kinds()),
                (TiledAuditLog) mlops.audit(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> {});
        assertThatThrownBy(() -> rollouts.promote(third, Gate.named("q").require(auc(0.9)), ADA, "test"))
                .isInstanceOf(RegistryConflictException.class)
                .hasMessageContaining("was expected to point at version 1 but points at version 2");
        assertThat(champion()).contains(2);
    }

    @Test
    void rollsBackToTheVersionBefore() {
        register("a");
        register("b");
        mlops.registry().moveAlias("m", "champion", 1, ADA, "start");
        mlops.registry().moveAlias("m", "champion", 2, ADA, "next");
        assertThat(mlops.rollouts().rollBack("m", ADA, "complaints").version()).isEqualTo(1);
        assertThatThrownBy(() -> mlops.rollouts().rollBack("m", ADA, "again"))
                .isInstanceOf(RegistryConflictException.class)
                .hasMessageContaining("nothing to roll back to");
    }

    @Test
    void refusesAVersionOfAnotherRegistry() {
        register("a");
        try (Mlops other = Mlops.inMemory()) {
            ModelVersion foreign = other.registry()
                    .register(Registration.of("m").parameter("name", "x").build(), ADA, "test");
            assertThatThrownBy(() -> promote(foreign, Gate.named("q").require(auc(0.9))))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("is not of this registry");
        }
        assertThat(decisions()).isEmpty();
    }

    @Test
    void refusesAKindOfCheckThatIsNotKnownHere() {
        ModelVersion version = register("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> promote(version, Gate.named("q").require(CheckSpec.of("not-worze"))))
                .withMessageStartingWith("unknown kind of check 'not-worze'; known are [");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void refusesABlankReason() {
        ModelVersion version = register("a");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> mlops.rollouts().decide(version, Gate.named("q").require(auc(0.9)), ADA, " "))
                .withMessageContaining("must say why");
    }

    /** What is stored about the candidate is damaged: the gate stays closed and says so. */
    @Test
    void evidenceThatCannotBeReadIsInconclusive() {
        MovingBlobStore damaged = new MovingBlobStore(() -> {});
        try (Mlops other = Mlops.builder().blobStore(damaged).open()) {
            ModelVersion version = other.registry()
                    .register(Registration.of("m").parameter("name", "a").build(), ADA, "test");
            Evaluation evaluation = evaluation(1, 0, ROWS);
            damaged.lost = other.registry()
                    .recordEvaluation(version, evaluation.report("holdout"), evaluation.rows(), ADA, "test")
                    .rows()
                    .orElseThrow();
            GateDecision decision =
                    other.rollouts().promote(version, Gate.named("q").require(auc(0.9)), ADA, "test");
            assertThat(decision.promoted()).isFalse();
            CheckResult result = decision.required().results().get(0);
            assertThat(result.decision().reason()).isEqualTo(Reason.ERROR);
            assertThat(result.explain()).contains("restore them from a backup");
        }
    }

    @Test
    void isOfNoUseOnceTheLibraryIsClosed() {
        ModelVersion version = register("a");
        mlops.close();
        Gate gate = Gate.named("q").require(auc(0.9));
        assertThatIllegalStateException().isThrownBy(() -> mlops.rollouts().decide(version, gate, ADA, "late"));
        assertThatIllegalStateException().isThrownBy(() -> promote(version, gate));
        assertThatIllegalStateException()
                .isThrownBy(() -> mlops.rollouts().rollBack("m", ADA, "late"))
                .withMessage("the library is closed; open the home again");
    }

    private GateDecision promote(ModelVersion version, Gate gate) {
        return mlops.rollouts().promote(version, gate, ADA, "test");
    }

    private ModelVersion register(String name) {
        return mlops.registry()
                .register(Registration.of("m").parameter("name", name).build(), ADA, "test");
    }

    private Digest evaluate(ModelVersion version, String dataset, double quality) {
        return record(version, dataset, evaluation(quality, 0, ROWS));
    }

    private Digest record(ModelVersion version, String dataset, Evaluation evaluation) {
        return mlops.registry()
                .recordEvaluation(version, evaluation.report(dataset, Metrics.rocAuc()), evaluation.rows(), ADA, "test")
                .rows()
                .orElseThrow();
    }

    /** Every second row is positive; quality 1 ranks all of them first, 0 ranks without regard to the label. */
    private static Evaluation evaluation(double quality, int from, int to) {
        int n = to - from;
        boolean[] labels = new boolean[n];
        double[] scores = new double[n];
        String[] ids = new String[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (from + i) % 2 == 1;
            double noise = (from + i) / 2 % 10 / 20.0;
            scores[i] = quality * (labels[i] ? 0.5 : 0) + noise;
            ids[i] = "row-" + (from + i);
        }
        return Evaluation.binary(labels, scores).withIds(ids);
    }

    private static Check<?> auc(double bound) {
        return EvaluationChecks.metric(
                Metrics.rocAuc(), DecisionRule.atLeast(bound).demonstrated());
    }

    private static Check<?> notWorse() {
        return EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02);
    }

    private Optional<Integer> champion() {
        return mlops.registry().alias("m", "champion").map(alias -> alias.version());
    }

    private static Object detail(GateDecision decision, String name) {
        return decision.required().results().get(0).measurement().details().get(name);
    }

    private List<RecordedEntry> decisions() {
        return mlops.audit()
                .entries()
                .filter(entry -> entry.entry().action().equals("gate.decide"))
                .toList();
    }

    private JsonObject decision(AuditEntry entry) throws IOException {
        try (InputStream in = blobs.open(Digest.parse(entry.detail("decision"))).orElseThrow()) {
            return Json.parseObject("decision", in.readAllBytes());
        }
    }

    /** Stores in memory; does something else before it stores, and can lose what it holds. */
    private static final class MovingBlobStore implements BlobStore {

        private final BlobStore target = new DirectoryBlobStore(new MemoryDirectory());
        private final Runnable before;
        private Digest lost = Digest.of(new byte[0]);

        MovingBlobStore(Runnable before) {
            this.before = before;
        }

        @Override
        public Blob put(InputStream content) throws IOException {
            before.run();
            return target.put(new ByteArrayInputStream(content.readAllBytes()));
        }

        @Override
        public Optional<InputStream> open(Digest digest) throws IOException {
            return digest.equals(lost) ? Optional.empty() : target.open(digest);
        }
    }
}
