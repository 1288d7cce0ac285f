package org.mlops4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.data.Features;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Digest;
import org.mlops4j.model.Model;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Registration;
import org.mlops4j.serving.ServedModel;

/** A home with two versions of a model, its champion moved once, and a few logged predictions. */
final class HomeInUse {

    static final Actor ADA = Actor.human("ada");
    static final int PREDICTIONS = 5;

    private HomeInUse() {}

    record Loan(double amount, boolean secured) {}

    static final Features<Loan> FEATURES = Features.of(Loan.class);

    static void make(Path home) throws IOException {
        try (Mlops mlops = Mlops.at(home)) {
            ModelVersion first = register(mlops, home.resolveSibling("model.txt"), "0.25");
            register(mlops, home.resolveSibling("model.txt"), "0.75");
            Evaluation evaluation = Evaluation.binary(
                            new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8})
                    .withIds("a", "b", "c", "d");
            mlops.registry()
                    .recordEvaluation(
                            first,
                            evaluation.report("holdout", Metrics.rocAuc()),
                            evaluation.rows(),
                            ADA,
                            "before its first use");
            mlops.registry().tag(first, "stage", "test", ADA, "to find it");
            mlops.registry().approve(first, ADA, "looks right");
            mlops.registry().moveAlias("loan", "champion", 1, ADA, "first");
            mlops.registry().moveAlias("loan", "champion", 2, ADA, "better");
            ServedModel<Loan, Double> served = serve(mlops);
            for (int i = 0; i < PREDICTIONS; i++) {
                served.predict(new Loan(100 + i, i % 2 == 0));
            }
            if (!mlops.predictions().flush(Duration.ofSeconds(30)).complete()) {
                throw new IllegalStateException("the log was not written");
            }
        }
    }

    private static ModelVersion register(Mlops mlops, Path file, String score) throws IOException {
        Files.writeString(file, score);
        return mlops.registry()
                .register(
                        Registration.of("loan")
                                .file("model.txt", file)
                                .features(FEATURES)
                                .parameter("score", score)
                                .build(),
                        ADA,
                        "says " + score);
    }

    /** Its model answers what its file says. */
    static ServedModel<Loan, Double> serve(Mlops mlops) {
        return mlops.serving()
                .serve("loan@champion", files -> {
                    double answer = Double.parseDouble(Files.readString(files.path("model.txt")));
                    return Model.<Loan, Double>of(loan -> answer);
                })
                .features(FEATURES)
                .scores(Scores.binary("good", "bad", (Double score) -> score))
                .open();
    }

    /** The same home in another place, as a backup makes it. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    /** Everything below a folder: names, and what files hold. */
    static Map<String, Digest> contents(Path folder) throws IOException {
        Map<String, Digest> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> all = paths.toList();
            for (Path path : all) {
                byte[] bytes = Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path);
                contents.put(folder.relativize(path).toString(), Digest.of(bytes));
            }
        }
        return contents;
    }
}
