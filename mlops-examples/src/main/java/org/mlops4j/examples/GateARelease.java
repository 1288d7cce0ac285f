package org.mlops4j.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.mlops4j.Mlops;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.GateDecision;

/**
 * A step of a build: a new version is held against the one in use on the same rows, and the step ends with 0 if it may
 * replace it, with 1 if it may not, and with 3 if the rows do not tell.
 */
public final class GateARelease {

    private static final Actor PIPELINE = Actor.ci("release-pipeline");
    private static final int ROWS = 2_000;

    private static final Gate GATE = Gate.named("release").require(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02));

    private GateARelease() {}

    /**
     * Holds a version with so much noise in its scores against one with a noise of 1.
     *
     * @param args the noise, 1 if it is not given
     */
    public static void main(String[] args) throws IOException {
        double noise = args.length > 0 ? Double.parseDouble(args[0]) : 1;
        int exitCode;
        try (Mlops mlops = Mlops.inMemory()) {
            exitCode = run(mlops, Files.createTempDirectory("gate-a-release"), noise, System.out);
        }
        System.exit(exitCode);
    }

    /** Promotes the new version if the gate lets it through; either way the decision is in the audit log. */
    static int run(Mlops mlops, Path folder, double noise, PrintStream out) throws IOException {
        ModelVersion inUse = register(mlops, folder, "in use", 1);
        mlops.registry().moveAlias("churn", "champion", inUse.number(), PIPELINE, "first version");
        ModelVersion candidate = register(mlops, folder, "candidate", noise);
        GateDecision decision = mlops.rollouts().promote(candidate, GATE, PIPELINE, "weekly release");
        out.println(decision.explain());
        return switch (decision.verdict()) {
            case PASS -> 0;
            case FAIL -> 1;
            case INCONCLUSIVE -> 3;
        };
    }

    /** Registers a version and records how it scored: the gate reads the rows and runs no model. */
    private static ModelVersion register(Mlops mlops, Path folder, String name, double noise) throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), name);
        ModelVersion version = mlops.registry()
                .register(Registration.of("churn").file("model.txt", file).build(), PIPELINE, name);
        Evaluation evaluation = evaluate(noise);
        mlops.registry()
                .recordEvaluation(
                        version,
                        evaluation.report("holdout", Metrics.rocAuc()),
                        evaluation.rows(),
                        PIPELINE,
                        "scored the holdout");
        return version;
    }

    /** In place of a real model: scores that tell the classes apart the worse, the noisier they are. */
    private static Evaluation evaluate(double noise) {
        Random random = new Random(1);
        boolean[] labels = new boolean[ROWS];
        double[] scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextBoolean();
            double z = (labels[i] ? 1 : -1) + noise * random.nextGaussian();
            scores[i] = 1 / (1 + Math.exp(-z));
        }
        return Evaluation.binary(labels, scores)
                .withIds(IntStream.range(0, ROWS).mapToObj(i -> "customer-" + i).toArray(String[]::new));
    }
}
