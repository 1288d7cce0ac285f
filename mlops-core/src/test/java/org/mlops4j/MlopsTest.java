package org.mlops4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.core.compliance.Packs;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Features;
import org.mlops4j.data.Role;
import org.mlops4j.data.SchemaField;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.model.Prediction;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.GateDecision;
import org.mlops4j.serving.ServedModel;

class MlopsTest {

    private static final Actor ADA = Actor.human("ada");

    record Loan(
            double amount,

            @SchemaField(
                    roles = {Role.FEATURE, Role.PROTECTED},
                    sensitivity = Sensitivity.PERSONAL)
            int age,

            @SchemaField(category = true) String job) {}

    @Test
    void servesLogsMonitorsGatesAndRollsBackInOneHome(@TempDir Path home) throws Exception {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(7);
        List<Loan> train = loans(random, 2000, 18, 70);
        Features<Loan> features = Features.of(Loan.class);
        Table table = Table.of(train, features);
        Path file = Files.writeString(home.resolve("weights.txt"), "0.001");
        try (Mlops mlops = Mlops.at(home.resolve("home"))) {
            ModelVersion v1 = mlops.registry().register(registration(file, features, table, "a"), ADA, "first");
            ModelVersion v2 = mlops.registry().register(registration(file, features, table, "b"), ADA, "second");
            assertThat(v1.number()).isEqualTo(1);
            assertThat(v2.number()).isEqualTo(2);
            record(mlops, v1, 0.8);
            record(mlops, v2, 1.0);
            mlops.registry().approve(v1, ADA, "reviewed by hand");
            mlops.registry().moveAlias("loan", "champion", 1, ADA, "first champion");

            ServedModel<Loan, Double> served = mlops.serving()
                    .serve(
                            "loan@champion",
                            files -> Model.<Loan, Double>of(loan -> {
                                double weight = Double.parseDouble(Files.readString(files.path("weights.txt")));
                                return 1 / (1 + Math.exp(-loan.amount() * weight + 3));
                            }))
                    .features(features)
                    .scores(Scores.binary("good", "bad", score -> score))
                    .open();
            List<Prediction<Double>> predictions = new ArrayList<>();
            for (Loan loan : loans(random, 1000, 18, 30)) {
                predictions.add(served.predict(loan));
            }
            for (Prediction<Double> prediction : predictions) {
                mlops.predictions().outcome(Outcome.of(prediction.id(), "good", Instant.EPOCH));
            }
            assertThat(mlops.predictions().flush(Duration.ofSeconds(10)).complete())
                    .isTrue();
            MonitoringReport report = mlops.monitoring().monitor("loan").run();
            assertThat(report.predictions()).isEqualTo(1000);
            assertThat(report.labelled()).isEqualTo(1000);
            assertThat(report.drift().orElseThrow().ranked().get(0).field().name())
                    .isEqualTo("age");

            Gate gate = Gate.named("quality")
                    .require(EvaluationChecks.metric(
                            Metrics.rocAuc(), DecisionRule.atLeast(0.6).demonstrated()))
                    .require(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02));
            GateDecision decision = mlops.rollouts().promote(v2, gate, ADA, "better");
            assertThat(decision.promoted()).as(decision.explain()).isTrue();
            assertThat(served.version()).isEqualTo(v2);
            mlops.rollouts().rollBack("loan", ADA, "complaints");
            assertThat(served.version()).isEqualTo(v1);

            ComplianceReport compliance = mlops.compliance().evaluate(v1, Packs.foundation());
            assertThat(compliance.results())
                    .allSatisfy(result -> assertThat(result.result().isPassed())
                            .as(result.result().explain())
                            .isTrue());
            assertThat(mlops.audit().verify().isIntact()).isTrue();
            assertThat(mlops.health().isHealthy()).isTrue();
            assertThat(mlops.close(Duration.ofSeconds(10)).complete()).isTrue();
        }
    }

    private static void record(Mlops mlops, ModelVersion version, double quality) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(11);
        boolean[] labels = new boolean[1000];
        double[] scores = new double[1000];
        String[] ids = new String[1000];
        for (int i = 0; i < 1000; i++) {
            labels[i] = random.nextDouble() < 0.3;
            scores[i] = quality * (labels[i] ? 0.6 : 0.4) + 0.4 * random.nextDouble();
            ids[i] = "row-" + i;
        }
        Evaluation evaluation = Evaluation.binary(labels, scores).withIds(ids);
        mlops.registry()
                .recordEvaluation(
                        version,
                        evaluation.report("holdout", Metrics.rocAuc(), Metrics.accuracy()),
                        evaluation.rows(),
                        ADA,
                        "holdout");
    }

    private static Registration registration(Path file, Features<Loan> features, Table table, String parameter) {
        return Registration.of("loan")
                .file("weights.txt", file)
                .features(features)
                .scores(Scores.binary("good", "bad", (Double score) -> score))
                .cutoffs(Cutoffs.at(0.5))
                .parameter("l2", parameter)
                .profile(Profiles.reference(table))
                .provenance(Provenance.builder()
                        .trainingData(Fingerprints.of(table))
                        .codeRevision("abc")
                        .build())
                .build();
    }

    private static List<Loan> loans(UniformRandomProvider random, int n, int youngest, int oldest) {
        List<Loan> loans = new ArrayList<>();
        String[] jobs = {"fixed", "freelance", "other"};
        for (int i = 0; i < n; i++) {
            loans.add(new Loan(1000 * random.nextDouble(), random.nextInt(youngest, oldest), jobs[random.nextInt(3)]));
        }
        return loans;
    }
}
