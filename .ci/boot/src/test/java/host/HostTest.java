package host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;
import org.mlops4j.testing.junit.MlopsTest;

/** Every room once, with the versions of another. */
class HostTest {

    record Loan(double amount, double income) {}

    private static final Actor ADA = Actor.human("ada@bank.example");
    private static final Features<Loan> FEATURES = Features.of(Loan.class);
    private static final Scores<Double> SCORES = Scores.binary("good", "bad", (Double p) -> p);

    @Test
    void opensAHomeAndServesAModel(@TempDir Path folder) throws Exception {
        Table training = Table.of(loans(2000), FEATURES);
        Path csv = folder.resolve("training.csv");
        Csv.ofDefaults().write(training, csv);
        assertThat(Csv.ofDefaults().read(csv).table()).hasRowCount(2000);
        Profile reference = Profiles.reference(training);
        Path weights = Files.writeString(folder.resolve("weights.txt"), "1e-4");

        try (Mlops mlops = Mlops.at(folder.resolve("home"))) {
            ModelVersion version = mlops.registry()
                    .register(
                            Registration.of("loan")
                                    .file("weights.txt", weights)
                                    .features(FEATURES)
                                    .scores(SCORES)
                                    .profile(reference)
                                    .build(),
                            ADA,
                            "first");
            mlops.registry().moveAlias("loan", "champion", version.number(), ADA, "go live");
            try (ServedModel<Loan, Double> served = mlops.serving()
                    .serve("loan@champion", files -> {
                        double weight = Double.parseDouble(Files.readString(files.path("weights.txt")));
                        return Model.<Loan, Double>of(loan -> Math.min(1, loan.amount() * weight));
                    })
                    .features(FEATURES)
                    .scores(SCORES)
                    .open()) {
                for (Loan loan : loans(500)) {
                    mlops.predictions()
                            .outcome(Outcome.of(served.predict(loan).id(), "good", Instant.EPOCH));
                }
            }
            assertThat(mlops.predictions().flush(Duration.ofSeconds(10)).complete()).isTrue();
            Table joined = mlops.predictions().joined(PredictionQuery.model("loan").build());
            assertThat(joined).hasRowCount(500).hasNoMissingValues("outcome", "amount", "income");
            assertThat(Drift.ofDefaults().compare(reference, Profiles.against(reference, training)))
                    .hasNoDrift();
            assertThat(version).isIntactIn(mlops.registry()).hasAlias("champion", mlops.registry());
            assertThat(mlops.audit().verify().isIntact()).isTrue();
        }
        assertThat(Mlops.at(folder.resolve("home")).health().isHealthy()).isTrue();
    }

    @Test
    @MlopsTest
    void aModelTestPasses(Mlops mlops) {
        boolean[] labels = new boolean[400];
        double[] scores = new double[400];
        for (int i = 0; i < 400; i++) {
            labels[i] = i % 4 == 0;
            scores[i] = labels[i] ? 0.5 + (i % 100) / 200.0 : (i % 100) / 150.0;
        }
        assertThat(Evaluation.binary(labels, scores)).metric(Metrics.rocAuc()).isAtLeast(0.8);
        assertThat(mlops.registry().models()).isEmpty();
    }

    private static List<Loan> loans(int count) {
        List<Loan> loans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loans.add(new Loan(1000 + 7919L * i % 9001, 20_000 + 104_729L * i % 50_021));
        }
        return loans;
    }
}
