package org.mlops4j.examples.quickstart;

import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.testing.junit.MlopsTest;

/**
 * A model test as a project writes it: the data is what the model expects, the model is good enough and no worse than a
 * simpler one, and what is registered says where it comes from. Training is seeded, so nothing here is left to chance.
 */
@MlopsTest
class CreditModelTest {

    private static RealData data;
    private static CreditEncoding encoding;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() throws Exception {
        data = RealData.load();
        encoding = CreditEncoding.fit(
                data.train().stream().map(CreditData.Case::application).toList());
        CreditTraining.saveOnnx(CreditTraining.logistic(data.train(), encoding, 1), folder.resolve("model.onnx"));
        CreditTraining.saveOnnx(
                CreditTraining.logistic(data.train(), encoding, Set.of("Job", "Records"), 1),
                folder.resolve("simple.onnx"));
    }

    @Test
    void theDataIsWhatTheModelExpects() {
        assertThat(CreditModels.table(data.holdout()))
                .hasRowCount(2_004)
                .conformsTo(CreditModels.FEATURES.schema())
                .hasNoMissingValues("Age", "Amount", "Price")
                .hasNoDriftFrom(Profiles.reference(CreditModels.table(data.train())));
    }

    @Test
    void theModelRanksApplicationsWell() throws Exception {
        assertThat(evaluation("model.onnx"))
                .as("logistic regression on the holdout")
                .metric(Metrics.rocAuc())
                .demonstrated()
                .isAtLeast(0.80)
                .metric(Metrics.accuracy())
                .isAtLeast(0.68);
    }

    @Test
    void theModelIsBetterThanASimplerOne() throws Exception {
        assertThat(evaluation("model.onnx")).isBetterThan(evaluation("simple.onnx"), Metrics.rocAuc());
    }

    @Test
    void whatIsRegisteredSaysWhereItComesFrom(Mlops mlops) throws Exception {
        ModelVersion version = new CreditModels(mlops, encoding, CreditModels.table(data.train()))
                .register(folder.resolve("model.onnx"), "logistic regression", 13, "ONNX Runtime", "release");
        assertThat(version)
                .hasFile("model.onnx")
                .hasFile("encoding.tsv")
                .hasParameter("algorithm", "logistic regression")
                .hasProvenance()
                .isIntactIn(mlops.registry());
    }

    private static Evaluation evaluation(String file) throws Exception {
        List<CreditData.Case> cases = data.holdout();
        boolean[] labels = new boolean[cases.size()];
        double[] scores = new double[cases.size()];
        try (OnnxScorer model = new OnnxScorer(folder.resolve(file), encoding)) {
            for (int i = 0; i < scores.length; i++) {
                labels[i] = cases.get(i).bad();
                scores[i] = model.probabilityOfBad(cases.get(i).application());
            }
        }
        return Evaluation.binary(labels, scores)
                .withIds(cases.stream().map(CreditData.Case::id).toArray(String[]::new))
                .withCutoffs(CreditModels.CUTOFFS);
    }
}
