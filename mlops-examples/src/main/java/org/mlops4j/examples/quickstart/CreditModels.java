package org.mlops4j.examples.quickstart;

import java.io.IOException;
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

    static final Features<CreditApplication> FEATURES = Features.of(CreditApplication.class);

    static final Scores<Double> SCORES =
            Scores.binary(CreditTraining.GOOD, CreditTraining.BAD, probabilityOfBad -> probabilityOfBad);

    /** Granting a loan that goes bad costs five times what refusing a good one does. */
    static final CostMatrix COSTS = CostMatrix.ofMistakes(1, 5);

    /** File of a logistic regression. */
    static final String ONNX = "model.onnx";

    /** File of a random forest. */
    static final String FOREST = "forest.tsv";

    /** Parameter that says what was learned. */
    static final String ALGORITHM = "algorithm";

    /** Parameter that says from how many columns it was learned. */
    static final String COLUMNS = "columns";

    /** Parameter that says what runs it. */
    static final String RUNTIME = "runtime";

    static final Cutoffs CUTOFFS = Cutoffs.at(COSTS.impliedThreshold()).with(COSTS);
    private static final Metric[] METRICS = {Metrics.rocAuc(), Metrics.accuracy(), Metrics.expectedCost(COSTS)};
    private static final Actor TRAINER = Actor.ci("training-pipeline");
    private static final String ENCODING = "encoding.tsv";
    private static final String HOLDOUT = "holdout";

    private final Mlops mlops;
    private final CreditEncoding encoding;
    private final Table trainingData;

    /** Registers in a home what learned from this data, seen through this encoding. */
    CreditModels(Mlops mlops, CreditEncoding encoding, Table trainingData) {
        this.mlops = mlops;
        this.encoding = encoding;
        this.trainingData = trainingData;
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

    /** The inputs of cases, as the library sees them. */
    static Table table(List<CreditData.Case> cases) {
        return Table.of(cases.stream().map(CreditData.Case::application).toList(), FEATURES);
    }

    /** Registers a model file with everything that later steps need. */
    ModelVersion register(Path modelFile, String algorithm, int columns, String runtime, String reason)
            throws IOException {
        Path constants = modelFile.resolveSibling(ENCODING);
        encoding.write(constants);
        Registration registration = Registration.of(NAME)
                .file(String.valueOf(modelFile.getFileName()), modelFile)
                .file(ENCODING, constants)
                .features(FEATURES)
                .scores(SCORES)
                .cutoffs(CUTOFFS)
                .parameter(ALGORITHM, algorithm)
                .parameter(COLUMNS, String.valueOf(columns))
                .parameter(RUNTIME, runtime)
                .profile(Profiles.reference(trainingData))
                .provenance(Provenance.builder()
                        .trainingData(Fingerprints.of(trainingData))
                        .codeRevision("quickstart")
                        .build())
                .build();
        return mlops.registry().register(registration, TRAINER, reason);
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
                        version, evaluation.report(HOLDOUT, METRICS), evaluation.rows(), TRAINER, "scored the holdout");
    }
}
