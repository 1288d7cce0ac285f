package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metric;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.CostMatrix;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.Registration;

/** How the credit models meet the library: one mapping of inputs, one of answers, one loader, one registration. */
final class CreditModels {

    /** Name of the model in the registry. */
    static final String NAME = "credit";

    /** Name of the data set that versions are compared on. */
    static final String HOLDOUT = "holdout";

    static final Features<CreditApplication> FEATURES = Features.of(CreditApplication.class);

    static final Scores<Double> SCORES =
            Scores.binary(CreditTraining.GOOD, CreditTraining.BAD, probabilityOfBad -> probabilityOfBad);

    /** Granting a loan that goes bad costs five times what refusing a good one does. */
    static final CostMatrix COSTS = CostMatrix.ofMistakes(1, 5);

    static final Cutoffs CUTOFFS = Cutoffs.at(COSTS.impliedThreshold()).with(COSTS);

    static final Metric[] METRICS = {Metrics.rocAuc(), Metrics.accuracy(), Metrics.expectedCost(COSTS)};

    private static final String ENCODING = "encoding.tsv";
    private static final String ONNX = "model.onnx";
    private static final String FOREST = "model.pb";

    private final Mlops mlops;
    private final Actor trainer;

    CreditModels(Mlops mlops, Actor trainer) {
        this.mlops = mlops;
        this.trainer = trainer;
    }

    /** Makes a model from the files of a version: ONNX in ONNX Runtime, or a forest in plain Java. */
    static Model<CreditApplication, Double> load(ModelFiles files) throws IOException {
        CreditEncoding encoding = CreditEncoding.read(files.path(ENCODING));
        if (!files.names().contains(ONNX)) {
            return Model.of(ForestScorer.load(files.path(FOREST), encoding)::probabilityOfBad);
        }
        OnnxScorer scorer = new OnnxScorer(files.path(ONNX), encoding);
        return new Model<>() {
            @Override
            public Double predict(CreditApplication application) {
                return scorer.probabilityOfBad(application);
            }

            @Override
            public void close() {
                scorer.close();
            }
        };
    }

    /** Where a version's model file is written before it is registered. */
    static Path file(Path folder, boolean onnx) {
        return folder.resolve(onnx ? ONNX : FOREST);
    }

    /** Registers a trained model with everything that later steps need. */
    ModelVersion register(
            Path file, CreditEncoding encoding, List<CreditData.Case> train, String algorithm, String reason)
            throws IOException {
        Path constants = file.resolveSibling(ENCODING);
        Files.createDirectories(file.toAbsolutePath().getParent());
        encoding.write(constants);
        Table data = table(train);
        Registration registration = Registration.of(NAME)
                .file(file.getFileName().toString(), file)
                .file(ENCODING, constants)
                .features(FEATURES)
                .scores(SCORES)
                .cutoffs(CUTOFFS)
                .parameter("algorithm", algorithm)
                .profile(Profiles.reference(data))
                .provenance(Provenance.builder()
                        .trainingData(Fingerprints.of(data))
                        .codeRevision("quickstart")
                        .build())
                .build();
        return mlops.registry().register(registration, trainer, reason);
    }

    /** Scores the holdout with a version as it is stored, and records the evaluation with its rows. */
    EvaluationReport evaluate(ModelVersion version, List<CreditData.Case> holdout) throws Exception {
        boolean[] labels = new boolean[holdout.size()];
        double[] scores = new double[holdout.size()];
        try (Model<CreditApplication, Double> model = load(mlops.registry().files(version))) {
            for (int i = 0; i < scores.length; i++) {
                labels[i] = holdout.get(i).bad();
                scores[i] = model.predict(holdout.get(i).application());
            }
        }
        Evaluation evaluation = Evaluation.binary(labels, scores)
                .withIds(holdout.stream().map(CreditData.Case::id).toArray(String[]::new))
                .withCutoffs(CUTOFFS);
        return mlops.registry()
                .recordEvaluation(
                        version, evaluation.report(HOLDOUT, METRICS), evaluation.rows(), trainer, "scored the holdout");
    }

    static Table table(List<CreditData.Case> cases) {
        return Table.of(cases.stream().map(CreditData.Case::application).toList(), FEATURES);
    }
}
