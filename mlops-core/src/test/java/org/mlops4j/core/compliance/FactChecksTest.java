package org.mlops4j.core.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.audit.AuditVerification;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckCatalog;
import org.mlops4j.check.CheckResult;
import org.mlops4j.check.CheckSpec;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.compliance.VersionFacts;
import org.mlops4j.core.compliance.FactChecks.Fact;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Approval;
import org.mlops4j.identity.Digest;
import org.mlops4j.privacy.RedactionAction;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.RecordedEvaluation;

class FactChecksTest {

    private static final Actor ADA = Actor.human("ada");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final Schema SCHEMA = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.builder("age", DataType.INT64)
                    .sensitivity(Sensitivity.PERSONAL)
                    .build(),
            Field.builder("pin", DataType.STRING)
                    .sensitivity(Sensitivity.SECRET)
                    .build());

    @ParameterizedTest
    @EnumSource(Fact.class)
    void eachIsBuiltFromItsDataAgain(Fact fact) {
        Check<VersionFacts> check = FactChecks.of(fact);
        Check<?> rebuilt = CheckCatalog.of(FactChecks.kinds()).create(check.spec());
        assertThat(rebuilt).isEqualTo(check);
        assertThat(rebuilt.spec().text("fact")).isEqualTo(fact.id());
    }

    @Test
    void namesTheFactsThatAreKnown() {
        CheckCatalog catalog = CheckCatalog.of(FactChecks.kinds());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.create(CheckSpec.of("fact").with("fact", "signature")))
                .withMessageStartingWith("unknown fact 'signature'; known are [signature-present, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.create(CheckSpec.of("fact")))
                .withMessageContaining("has the one parameter 'fact'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.create(
                        CheckSpec.of("fact").with("fact", "history-intact").with("age", 1)))
                .withMessageContaining("has the one parameter 'fact' but has [age, fact]");
    }

    @Test
    void aSignatureIsSchemaMappingAndTask() {
        CheckResult result = run(Fact.SIGNATURE_PRESENT, new Facts());
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).isEqualTo("missing: schema, feature mapping, task");
        Facts partly = new Facts();
        partly.manifest.schema(SCHEMA).task(Scores.Task.BINARY, List.of("good", "bad"));
        assertThat(run(Fact.SIGNATURE_PRESENT, partly).decision().explanation()).isEqualTo("missing: feature mapping");
    }

    @Test
    void neverPromotedMeansNothingCanBeSaidOfPromotions() {
        CheckResult result = run(Fact.EVALUATED_BEFORE_PROMOTION, new Facts());
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.decision().reason()).isEqualTo(Reason.EMPTY);
        assertThat(result.decision().explanation()).isEqualTo("m:1 was never promoted");
    }

    @Test
    void everyPromotionNeedsAnEarlierEvaluation() {
        Facts facts = new Facts();
        facts.promotions = List.of(promotion(NOW.minusSeconds(10)), promotion(NOW));
        facts.evaluations = List.of(evaluation(NOW.minusSeconds(5)));
        CheckResult late = run(Fact.EVALUATED_BEFORE_PROMOTION, facts);
        assertThat(late.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(late.decision().explanation())
                .isEqualTo("promotions without evaluation: promotion at 2026-11-23T07:59:50Z");
        facts.evaluations = List.of(evaluation(NOW.minusSeconds(10)));
        assertThat(run(Fact.EVALUATED_BEFORE_PROMOTION, facts).verdict())
                .as("at the same moment, by a clock that tells no better")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void callsAreMissedOnceTheVersionIsInUse() {
        Facts facts = new Facts();
        assertThat(run(Fact.PREDICTIONS_LOGGED, facts).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        facts.promotions = List.of(promotion(NOW));
        assertThat(run(Fact.PREDICTIONS_LOGGED, facts).decision().explanation()).isEqualTo("missing: calls in the log");
        assertThat(run(Fact.PREDICTIONS_LOGGED, facts).verdict()).isEqualTo(Verdict.FAIL);
        facts.logged = 1;
        assertThat(run(Fact.PREDICTIONS_LOGGED, facts).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void personalAndSecretFieldsMustNotBeKept() {
        Facts facts = new Facts();
        facts.manifest.schema(SCHEMA);
        facts.actions = Map.of(
                "amount", List.of(RedactionAction.Kind.KEEP),
                "age", List.of(RedactionAction.Kind.BUCKET, RedactionAction.Kind.KEEP),
                "pin", List.of(RedactionAction.Kind.KEEP));
        CheckResult result = run(Fact.PERSONAL_FIELDS_REDACTED, facts);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).isEqualTo("fields in clear: age, pin");
        facts.actions = Map.of(
                "amount", List.of(RedactionAction.Kind.KEEP),
                "age", List.of(RedactionAction.Kind.BUCKET),
                "pin", List.of(RedactionAction.Kind.PSEUDONYM, RedactionAction.Kind.DROP));
        CheckResult redacted = run(Fact.PERSONAL_FIELDS_REDACTED, facts);
        assertThat(redacted.verdict()).isEqualTo(Verdict.PASS);
        assertThat(redacted.measurement().details()).containsEntry("declared sensitive", List.of("age", "pin"));
    }

    @Test
    void withoutInputsOrASchemaNothingCanBeSaidOfRedaction() {
        Facts facts = new Facts();
        assertThat(run(Fact.PERSONAL_FIELDS_REDACTED, facts).decision().explanation())
                .isEqualTo("m:1 has no schema that says which fields are personal");
        facts.manifest.schema(SCHEMA);
        CheckResult result = run(Fact.PERSONAL_FIELDS_REDACTED, facts);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.decision().explanation()).isEqualTo("no inputs of m:1 were logged");
    }

    @Test
    void anApprovalIsOfThisContentByAPersonAndStillHolds() {
        Facts facts = new Facts();
        Digest other = Digest.of(new byte[] {2});
        facts.approvals = List.of(
                new Approval(Actor.ci("pipeline"), "tests pass", DIGEST, NOW, null),
                new Approval(ADA, "another version", other, NOW, null),
                new Approval(ADA, "until now", DIGEST, NOW.minusSeconds(1), NOW),
                new Approval(ADA, "from tomorrow", DIGEST, NOW.plusSeconds(86_400), null));
        CheckResult result = run(Fact.HUMAN_APPROVAL_ATTESTED, facts);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).isEqualTo("missing: approval by a person");
        facts.approvals = List.of(new Approval(ADA, "read and approved", DIGEST, NOW, NOW.plusNanos(1)));
        CheckResult approved = run(Fact.HUMAN_APPROVAL_ATTESTED, facts);
        assertThat(approved.verdict()).isEqualTo(Verdict.PASS);
        assertThat(approved.measurement().details()).containsEntry("approved by", ADA.toString());
    }

    @Test
    void aFactThatCannotBeReadIsUnknown() {
        Facts facts = new Facts() {
            @Override
            public long predictionsLogged() {
                throw new IllegalStateException("the log cannot be read");
            }
        };
        CheckResult result = run(Fact.PREDICTIONS_LOGGED, facts);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.decision().reason()).isEqualTo(Reason.ERROR);
        assertThat(result.explain()).contains("the log cannot be read");
    }

    /** Of the history, {@code FactComplianceTest} damages a real one. */
    @ParameterizedTest
    @EnumSource(value = Fact.class, mode = EnumSource.Mode.EXCLUDE, names = "HISTORY_INTACT")
    void whatDoesNotPassSaysWhatToDo(Fact fact) {
        CheckResult result = run(fact, new Facts());
        assertThat(result.isPassed()).isFalse();
        assertThat(result.decision().nextStep()).isNotBlank().doesNotContain("rows");
    }

    private static CheckResult run(Fact fact, VersionFacts facts) {
        return FactChecks.of(fact).run(facts);
    }

    private static AliasMove promotion(Instant at) {
        return new AliasMove("m", "champion", OptionalInt.empty(), 1, 1, at, ADA, "test");
    }

    private static RecordedEvaluation evaluation(Instant at) {
        return new RecordedEvaluation(EvaluationReport.of("holdout", Scores.Task.BINARY, 10, Map.of()), at, ADA);
    }

    /** Facts as a test gives them; nothing unless it does. */
    private static class Facts implements VersionFacts {

        final ModelManifest.Builder manifest = ModelManifest.builder("m");
        List<RecordedEvaluation> evaluations = List.of();
        List<Approval> approvals = List.of();
        List<AliasMove> promotions = List.of();
        Map<String, List<RedactionAction.Kind>> actions = Map.of();
        long logged;

        @Override
        public ModelVersion version() {
            return new ModelVersion(1, DIGEST, manifest.build(), NOW, ADA, "test");
        }

        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public List<RecordedEvaluation> evaluations() {
            return evaluations;
        }

        @Override
        public List<Approval> approvals() {
            return approvals;
        }

        @Override
        public List<AliasMove> promotions() {
            return promotions;
        }

        @Override
        public long predictionsLogged() {
            return logged;
        }

        @Override
        public Map<String, List<RedactionAction.Kind>> loggedActions() {
            return actions;
        }

        @Override
        public AuditVerification audit() {
            throw new IllegalStateException("not given");
        }
    }
}
