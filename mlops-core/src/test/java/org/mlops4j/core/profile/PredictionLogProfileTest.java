package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.Mlops;
import org.mlops4j.data.Features;
import org.mlops4j.data.SchemaField;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;

/** A window of the log is profiled as it is read; what was redacted is left out or counted in the reference's bins. */
class PredictionLogProfileTest {

    record Loan(
            double amount,
            @SchemaField(sensitivity = Sensitivity.PERSONAL) double income) {}

    private static final List<Loan> LOANS =
            IntStream.range(0, 500).mapToObj(i -> new Loan(i, 1000 + i)).toList();

    @Test
    void loggedRowsAreProfiled() {
        Features<Loan> features = Features.of(Loan.class);
        Profile reference = Profiles.reference(Table.of(LOANS, features));
        Actor ada = Actor.human("ada");
        try (Mlops mlops = Mlops.inMemory()) {
            ModelVersion version = mlops.registry()
                    .register(
                            Registration.of("loan")
                                    .features(features)
                                    .profile(reference)
                                    .build(),
                            ada,
                            "first");
            assertThat(mlops.registry().profile(version)).hasValue(reference);
            mlops.registry().moveAlias("loan", "champion", version.number(), ada, "go live");
            ServedModel<Loan, Double> served = mlops.serving()
                    .serve("loan@champion", files -> Model.of(Loan::amount))
                    .features(features)
                    .open();
            LOANS.forEach(served::predict);
            assertThat(mlops.predictions().flush(Duration.ofSeconds(10)).complete())
                    .isTrue();

            ProfileCollector alone = Profiles.ofDefaults().collect(features.schema());
            ProfileCollector inBins = Profiles.ofDefaults().collect(features.schema(), reference);
            try (Stream<PredictionRecord> records =
                    mlops.predictions().scan(PredictionQuery.model("loan").build())) {
                records.flatMap(logged -> logged.features().stream()).forEach(row -> {
                    alone.add(row);
                    inBins.add(row);
                });
            }
            Profile window = alone.toProfile();
            assertThat(window.schema().names()).containsExactly("amount");
            NumberSummary amounts =
                    (NumberSummary) window.columns().get(0).summary().orElseThrow();
            assertThat(amounts.quantiles().quantile(0.5)).isEqualTo(249);
            assertThat(inBins.toProfile().column("income").orElseThrow().counts())
                    .isEqualTo(reference.column("income").orElseThrow().counts());
        }
    }
}
