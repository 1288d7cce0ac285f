package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.identity.Actor;
import org.mlops4j.prediction.FlushResult;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.Rollouts;
import org.mlops4j.serving.ServedModel;

/**
 * The whole way of a model on real data: trained, registered, served, logged, watched, stopped or promoted by a gate,
 * rolled back, and held against a policy pack. Every number it prints is computed in the run.
 *
 * <p>{@link #live} is the way from end to end; each step of it is a {@link Chapter} in a file of its own.
 */
public final class Quickstart {

    /** Who decides at the bank. */
    static final Actor ADA = Actor.human("ada@bank.example");

    /** Nothing goes live unless it is shown to rank applications well. */
    private static final Gate FIRST_CHAMPION = Gate.named("first champion")
            .require(EvaluationChecks.metric(
                    Metrics.rocAuc(), DecisionRule.atLeast(0.75).demonstrated()));

    /** Nothing replaces a champion unless it is shown not to be worse; whether it is also cheaper is good to know. */
    private static final Gate NEXT_CHAMPION = Gate.named("next champion")
            .require(EvaluationChecks.notWorse(Metrics.rocAuc(), 0.02))
            .advise(EvaluationChecks.better(Metrics.expectedCost(CreditModels.COSTS)));

    private static final int SAMPLE = 100;

    private final Path folder;
    private final Path cliJar;
    private final Story story;

    Quickstart(Path folder, Path cliJar, PrintStream out) {
        this.folder = folder;
        this.cliJar = cliJar;
        this.story = new Story("MLOps4J quickstart: a credit model from training to audit", out);
    }

    /**
     * Runs the story once.
     *
     * @param args the folder to work in, the jar of the command line, and optionally for how many seconds to go on serving
     *     at the end
     * @throws Exception if a step cannot be taken
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Duration linger = args.length > 2 ? Duration.ofSeconds(Long.parseLong(args[2])) : Duration.ZERO;
        deleteEarlierRun(folder);
        new Quickstart(folder, Path.of(args[1]), System.out).run(linger);
    }

    /** Lives through all chapters in a fresh folder, and leaves there the home and the report. */
    Story run(Duration linger) throws Exception {
        long start = System.nanoTime();
        try (Mlops mlops = Mlops.at(home())) {
            live(mlops, linger);
            story.write(folder);
            FlushResult log = mlops.close(Duration.ofSeconds(30));
            sayGoodbye(log, Duration.ofNanos(System.nanoTime() - start));
        }
        return story;
    }

    private void live(Mlops mlops, Duration linger) throws Exception {
        RealData data = story.tell(RealData.load());
        ThreeVersions versions = story.tell(ThreeVersions.train(mlops, data, folder.resolve("trained")));
        ModelVersion logistic = versions.logistic();
        ModelVersion forest = versions.forest();

        Rollouts rollouts = mlops.rollouts();
        story.tell(new Decided(
                "A gate lets the first version in", rollouts.promote(logistic, FIRST_CHAMPION, ADA, "go live")));

        try (ServedModel<CreditApplication, Double> credit = mlops.serving()
                .serve(CreditModels.NAME + "@champion", CreditModels::load)
                .features(CreditModels.FEATURES)
                .scores(CreditModels.SCORES)
                .open()) {
            CreditDesk desk = new CreditDesk(mlops, credit);
            story.tell(UsualDays.live(mlops, desk, data.holdout()));
            story.tell(PopulationShift.live(mlops, desk, data.holdout()));

            List<CreditData.Case> sample = data.holdout().subList(0, SAMPLE);
            double[] before = CreditDesk.scores(credit, sample);
            story.tell(new Decided(
                    "The gate refuses a worse version",
                    rollouts.promote(versions.weak(), NEXT_CHAMPION, ADA, "nightly retraining")));
            story.tell(new Decided(
                    "The gate accepts a version that is not worse",
                    rollouts.promote(forest, NEXT_CHAMPION, ADA, "the forest may replace it")));
            story.tell(RolledBack.underLoad(mlops, credit, sample, before));
            story.tell(AnotherProcess.rollsBack(mlops, credit, sample, forest, home(), cliJar));

            story.tell(PolicyPackHeld.beforeAndAfterApproval(mlops, logistic));
            story.tell(DamagedFile.of(mlops, home(), logistic));
            story.tell(WhoMovedIt.of(mlops));
            goOn(credit, sample, linger);
        }
    }

    /** Goes on serving for whoever wants to move the alias from another shell, and says which version answers. */
    private void goOn(ServedModel<CreditApplication, Double> credit, List<CreditData.Case> sample, Duration time)
            throws InterruptedException {
        if (time.isZero()) {
            return;
        }
        story.say("\nServing for " + time.toSeconds() + " s more. To roll back from another shell:\n"
                + command("registry rollback " + CreditModels.NAME + " champion --actor human:me --reason trial"));
        try (Callers callers = new Callers(credit, sample)) {
            String known = "";
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; Thread.sleep(100)) {
                String now = credit.version().toString();
                if (!now.equals(known)) {
                    story.say("Answers come from " + now + ".");
                    known = now;
                }
            }
            story.say("Calls: " + callers.stop() + ".");
        }
    }

    private void sayGoodbye(FlushResult log, Duration took) {
        story.say("\nThe log took " + log.durable() + " calls and outcomes to the disk and dropped " + log.dropped()
                + "; all in " + Wording.seconds(took) + ".\nLeft in " + folder
                + ": home, report.md and report.json. To look around:\n"
                + command("registry show " + CreditModels.NAME + "@champion"));
    }

    /** How to call the command line on the home, as a shell takes it. */
    private String command(String command) {
        return "  java -jar " + cliJar + " \\\n    " + command + " --home " + home();
    }

    private Path home() {
        return folder.resolve("home");
    }

    /** Deletes what an earlier run left, and nothing that no run has made. */
    private static void deleteEarlierRun(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.exists(folder.resolve("home")) || !Files.exists(folder.resolve("trained"))) {
            throw new IllegalArgumentException(
                    "the folder must not exist, or be left by an earlier run, but was " + folder.toAbsolutePath());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
