package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mlops4j.Mlops;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;

/**
 * Three models that learned from the same cases, each registered with all that later steps need, and evaluated on the same
 * holdout as it is stored.
 *
 * @param logistic a logistic regression, exported to ONNX
 * @param forest a random forest
 * @param weak a logistic regression that lost most columns, by a realistic mistake
 * @param evaluations one a version, in this order
 */
record ThreeVersions(ModelVersion logistic, ModelVersion forest, ModelVersion weak, List<EvaluationReport> evaluations)
        implements Chapter {

    private static final long SEED = 1;
    private static final int ALL = CreditModels.FEATURES.schema().fields().size();

    ThreeVersions {
        evaluations = List.copyOf(evaluations);
    }

    static ThreeVersions train(Mlops mlops, RealData data, Path folder) throws Exception {
        CreditEncoding encoding = CreditEncoding.fit(
                data.train().stream().map(CreditData.Case::application).toList());
        CreditModels models = new CreditModels(mlops, encoding, CreditModels.table(data.train()));

        Path v1 = newFolder(folder, "v1").resolve(CreditModels.ONNX);
        CreditTraining.saveOnnx(CreditTraining.logistic(data.train(), encoding, SEED), v1);
        ModelVersion logistic = models.register(v1, "logistic regression", ALL, "ONNX Runtime", "first model");

        Path v2 = newFolder(folder, "v2").resolve(CreditModels.FOREST);
        CreditTraining.saveForest(CreditTraining.forest(data.train(), encoding, SEED), v2);
        ModelVersion forest = models.register(v2, "random forest", ALL, "plain Java", "try a forest");

        Path v3 = newFolder(folder, "v3").resolve(CreditModels.ONNX);
        CreditTraining.saveOnnx(CreditTraining.logistic(data.train(), encoding, CreditTraining.WEAK_COLUMNS, SEED), v3);
        ModelVersion weak = models.register(
                v3, "logistic regression", CreditTraining.WEAK_COLUMNS.size(), "ONNX Runtime", "nightly retraining");

        List<EvaluationReport> evaluations = new ArrayList<>();
        for (ModelVersion version : List.of(logistic, forest, weak)) {
            evaluations.add(models.evaluate(version, data.holdout()));
        }
        return new ThreeVersions(logistic, forest, weak, evaluations);
    }

    @Override
    public Section section() {
        List<List<Object>> rows = new ArrayList<>();
        List<ModelVersion> versions = List.of(logistic, forest, weak);
        for (int i = 0; i < versions.size(); i++) {
            ModelVersion version = versions.get(i);
            rows.add(List.of(
                    version.id(),
                    parameter(version, CreditModels.ALGORITHM),
                    parameter(version, CreditModels.COLUMNS),
                    parameter(version, CreditModels.RUNTIME),
                    Wording.interval(evaluations.get(i).metric("roc_auc")),
                    Wording.interval(evaluations.get(i).metric("expected_cost"))));
        }
        return Section.of(
                "Three versions, registered and evaluated on the holdout",
                new Block.Grid(
                        List.of("version", "algorithm", "columns", "runs in", "ROC AUC [95 %]", "cost a loan [95 %]"),
                        rows),
                new Block.Paragraph(String.format(
                        Locale.ROOT,
                        "Each holds its files, schema (%d fields), cut-off (%.4f, implied by the costs), reference profile"
                                + " and provenance.",
                        logistic.manifest().schema().orElseThrow().fields().size(),
                        logistic.manifest().cutoffs().orElseThrow().threshold())));
    }

    private static String parameter(ModelVersion version, String name) {
        return String.valueOf(version.manifest().parameters().get(name));
    }

    private static Path newFolder(Path parent, String name) throws IOException {
        return Files.createDirectories(parent.resolve(name));
    }
}
