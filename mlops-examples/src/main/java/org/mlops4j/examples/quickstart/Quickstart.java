package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.check.Check;
import org.mlops4j.check.DecisionRule;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Verdict;
import org.mlops4j.compliance.ComplianceReport;
import org.mlops4j.compliance.ControlResult;
import org.mlops4j.core.compliance.Packs;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.drift.DriftChecks;
import org.mlops4j.core.evaluation.EvaluationChecks;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Table;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.monitoring.MonitoringReport;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.profile.Profile;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.rollout.Gate;
import org.mlops4j.rollout.GateDecision;
import org.mlops4j.serving.ServedModel;

/**
 * The whole way of a model on real data: trained, registered, served, logged, watched, stopped or promoted by a gate,
 * rolled back, and held against a policy pack. Every number it prints is computed in the run.
 *
 * <p>Arguments: the folder to work in, the command line jar, and optionally how many seconds to go on serving at the end.
 */
public final class Quickstart {

    private static final Actor ADA = Actor.human("ada@bank.example");
    private static final Actor TRAINER = Actor.ci("training-pipeline");
    private static final long SEED = 1;
    private static final double TRAIN_FRACTION = 0.55;
    private static final int WINDOW = 1000;
    private static final int RESAMPLINGS = 20;
    private static final double MARGIN = 0.02;
    private static final int CALLS = 2000;

    private final Mlops mlops;
    private final Path folder;
    private final Path cliJar;
    private final Clock clock = Clock.systemUTC();
    private final Story story;
    private final CreditModels models;

    private Quickstart(Mlops mlops, Path folder, Path cliJar, Story story) {
        this.mlops = mlops;
        this.folder = folder;
        this.cliJar = cliJar;
        this.story = story;
        this.models = new CreditModels(mlops, TRAINER);
    }

    /** Runs the story once; see the class. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Duration linger = args.length > 2 ? Duration.ofSeconds(Long.parseLong(args[2])) : Duration.ZERO;
        deleteAll(folder);
        Files.createDirectories(folder);
        Story story = new Story("MLOps4J quickstart: a credit model from training to audit", System.out);
        try (Mlops mlops = Mlops.at(folder.resolve("home"))) {
            new Quickstart(mlops, folder, Path.of(args[1]), story).run(linger);
        }
        story.write(folder);
    }

    private void run(Duration linger) throws Exception {
        Table data = CreditData.load();
        CreditData.Split split = CreditData.split(CreditData.cases(data), TRAIN_FRACTION, SEED);
        tellData(data, split);
        CreditEncoding encoding = CreditEncoding.fit(
                split.train().stream().map(CreditData.Case::application).toList());

        ModelVersion v1 = trainLogistic(split, encoding);
        ModelVersion v2 = trainForest(split, encoding);
        ModelVersion v3 = trainWeak(split, encoding);
        tellVersions(split.holdout(), List.of(v1, v2, v3));
        firstChampion(v1);

        try (ServedModel<CreditApplication, Double> served = mlops.serving()
                .serve(CreditModels.NAME + "@champion", CreditModels::load)
                .features(CreditModels.FEATURES)
                .scores(CreditModels.SCORES)
                .open()) {
            usualDays(served, split.holdout());
            watchForShift(served, v1, split);
            gateRefuses(v3);
            gateAccepts(v2, v1);
            Callers callers = new Callers(served, split.holdout().subList(0, 100));
            rollBack(served, callers, v1);
            anotherProcess(callers, v2);
            compliance(v1);
            tamper(v1);
            history();
            callers.goOn(linger, System.out);
        }
    }

    private void tellData(Table data, CreditData.Split split) {
        long missing =
                data.columns().stream().mapToLong(column -> column.nullCount()).sum();
        long bad = split.train().stream().filter(CreditData.Case::bad).count()
                + split.holdout().stream().filter(CreditData.Case::bad).count();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("applications", data.rowCount());
        facts.put("columns", data.columns().size());
        facts.put("missing cells", missing);
        facts.put("bad loans", percent((double) bad / data.rowCount()));
        facts.put("training part", split.train().size());
        facts.put("holdout", split.holdout().size());
        story.tell("Real data", new Block.Facts(facts));
    }

    private ModelVersion trainLogistic(CreditData.Split split, CreditEncoding encoding) throws IOException {
        Path file = CreditModels.file(Files.createDirectories(folder.resolve("trained/v1")), true);
        CreditTraining.saveOnnx(CreditTraining.logistic(split.train(), encoding, SEED), file);
        return models.register(file, encoding, split.train(), "logistic regression, ONNX", "first model");
    }

    private ModelVersion trainForest(CreditData.Split split, CreditEncoding encoding) throws IOException {
        Path file = CreditModels.file(Files.createDirectories(folder.resolve("trained/v2")), false);
        CreditTraining.forest(split.train(), encoding, SEED).serializeToFile(file);
        return models.register(file, encoding, split.train(), "random forest of 100 trees", "try a forest");
    }

    private ModelVersion trainWeak(CreditData.Split split, CreditEncoding encoding) throws IOException {
        Path file = CreditModels.file(Files.createDirectories(folder.resolve("trained/v3")), true);
        CreditTraining.saveOnnx(
                CreditTraining.logistic(split.train(), encoding, CreditTraining.WEAK_COLUMNS, SEED), file);
        return models.register(
                file, encoding, split.train(), "logistic regression, ONNX, lost a join", "nightly retraining");
    }

    private void tellVersions(List<CreditData.Case> holdout, List<ModelVersion> versions) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        for (ModelVersion version : versions) {
            EvaluationReport report = models.evaluate(version, holdout);
            rows.add(List.of(
                    version.id(),
                    version.digest().shortHex(),
                    String.valueOf(version.manifest().parameters().get("algorithm")),
                    interval(report.metric("roc_auc")),
                    interval(report.metric("expected_cost"))));
        }
        story.tell(
                "Three versions, registered and evaluated on the holdout",
                new Block.Grid(List.of("version", "digest", "algorithm", "ROC AUC [95 %]", "cost [95 %]"), rows));
    }

    private void firstChampion(ModelVersion v1) {
        Gate first = Gate.named("first champion")
                .require(EvaluationChecks.metric(
                        Metrics.rocAuc(), DecisionRule.atLeast(0.75).demonstrated()));
        GateDecision decision = mlops.rollouts().promote(v1, first, ADA, "go live");
        story.tell("A gate lets the first version in", new Block.Paragraph(decision.explain()));
    }

    private void usualDays(ServedModel<CreditApplication, Double> served, List<CreditData.Case> holdout) {
        Instant from = now();
        serve(served, holdout);
        MonitoringReport report = look(from);
        story.tell(
                "Served, logged, joined with outcomes, and watched",
                new Block.Facts(monitoringFacts(report)),
                new Block.Results(report.result().results()));
    }

    private void watchForShift(
            ServedModel<CreditApplication, Double> served, ModelVersion version, CreditData.Split split) {
        Profile reference = mlops.registry().profile(version).orElseThrow();
        int alarms = 0;
        int found = 0;
        for (long seed = 1; seed <= RESAMPLINGS; seed++) {
            DriftReport calm = drift(reference, Resampling.draw(split.holdout(), Resampling.UNSHIFTED, WINDOW, seed));
            alarms += calm.isDrifted() ? 1 : 0;
            DriftReport moved =
                    drift(reference, Resampling.draw(split.holdout(), Resampling.YOUNG_FREELANCERS, WINDOW, seed));
            String first = moved.ranked().get(0).field().name();
            found += moved.isDrifted() && (first.equals("Age") || first.equals("Job")) ? 1 : 0;
        }
        Instant from = now();
        serve(served, Resampling.draw(split.holdout(), Resampling.YOUNG_FREELANCERS, WINDOW, SEED));
        MonitoringReport report = look(from);
        Map<String, Object> facts = monitoringFacts(report);
        facts.put("re-samplings with the shift, found with Age or Job first", found + " of " + RESAMPLINGS);
        facts.put("re-samplings without it, alarms", alarms + " of " + RESAMPLINGS);
        story.tell(
                "A campaign brings young freelancers: the population shifts",
                new Block.Facts(facts),
                new Block.Paragraph(report.drift().map(DriftReport::explain).orElse("no reference")));
    }

    private void gateRefuses(ModelVersion weak) {
        GateDecision decision = mlops.rollouts().promote(weak, promotion(), ADA, "nightly retraining");
        story.tell("The gate refuses a worse version", new Block.Paragraph(decision.explain()));
    }

    private void gateAccepts(ModelVersion candidate, ModelVersion champion) {
        GateDecision decision = mlops.rollouts().promote(candidate, promotion(), ADA, "the forest may replace it");
        Verdict cheaper = decision.advisory().verdict();
        story.tell(
                "The gate accepts " + candidate.id() + " as not worse than " + champion.id(),
                new Block.Paragraph(decision.explain()),
                new Block.Paragraph(
                        cheaper == Verdict.PASS
                                ? "That it is also cheaper is shown."
                                : "That it is also cheaper is not shown (" + cheaper
                                        + "); nobody need believe it is."));
    }

    private void rollBack(ServedModel<CreditApplication, Double> served, Callers callers, ModelVersion v1)
            throws Exception {
        double[] before = callers.scoresOf(v1, mlops);
        callers.start();
        callers.awaitCalls(CALLS);
        mlops.rollouts().rollBack(CreditModels.NAME, ADA, "complaints from branch 12");
        double[] after = callers.scores();
        callers.awaitCalls(CALLS);
        Callers.Count count = callers.stop();
        int equal = 0;
        for (int i = 0; i < before.length; i++) {
            equal += Double.doubleToRawLongBits(before[i]) == Double.doubleToRawLongBits(after[i]) ? 1 : 0;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("the service answers with", served.version().id());
        facts.put("fixed applications scored bit-equal to before", equal + " of " + before.length);
        facts.put("calls of four threads meanwhile", count.calls());
        facts.put("failed calls", count.failures());
        story.tell("Rolled back in one call, under load", new Block.Facts(facts));
    }

    /** A second process moves the alias through the command line; the running service follows. */
    private void anotherProcess(Callers callers, ModelVersion v2) throws Exception {
        if (!Files.isRegularFile(cliJar)) {
            story.tell("Another process", new Block.Paragraph("The command line jar is not built at " + cliJar + "."));
            return;
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                cliJar.toString(),
                "registry",
                "alias",
                CreditModels.NAME,
                "champion",
                String.valueOf(v2.number()),
                "--home",
                folder.resolve("home").toString(),
                "--actor",
                "human:bob@bank.example",
                "--reason",
                "branch 12 was mistaken");
        callers.start();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Duration waited = callers.awaitVersion(v2, Duration.ofSeconds(10));
        Callers.Count count = callers.stop();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", "registry alias credit champion " + v2.number() + " (exit code " + code + ")");
        facts.put("it said", said.strip());
        facts.put("the running service followed within", String.format(Locale.ROOT, "%.1f s", waited.toMillis() / 1e3));
        facts.put("calls of four threads meanwhile", count.calls());
        facts.put("failed calls", count.failures());
        story.tell("Another process moves the alias from the command line", new Block.Facts(facts));
        mlops.rollouts().rollBack(CreditModels.NAME, ADA, "bob was mistaken too");
    }

    private void compliance(ModelVersion version) {
        ComplianceReport first = mlops.compliance().evaluate(version, Packs.foundation());
        mlops.registry().approve(version, ADA, "I have read the evaluation and the cut-off, and approve.");
        ComplianceReport second = mlops.compliance().evaluate(version, Packs.foundation());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < first.results().size(); i++) {
            ControlResult before = first.results().get(i);
            rows.add(List.of(
                    before.control().id(),
                    before.status().name(),
                    second.results().get(i).status().name(),
                    before.control().source()));
        }
        story.tell(
                "Held against a policy pack, before and after a person approved",
                new Block.Paragraph(second.summary()),
                new Block.Grid(List.of("control", "before", "after", "source"), rows));
    }

    /** Takes a byte from a stored file, tries to load it, and puts the file back. */
    private void tamper(ModelVersion version) throws IOException {
        String hex = version.manifest().files().stream()
                .filter(file -> file.name().equals("model.onnx"))
                .findFirst()
                .orElseThrow()
                .digest()
                .hex();
        Path blob =
                folder.resolve("home/blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
        byte[] whole = Files.readAllBytes(blob);
        Files.delete(blob);
        Files.write(blob, Arrays.copyOf(whole, whole.length - 1));
        String said;
        try {
            mlops.registry().files(version);
            said = "nothing was noticed";
        } catch (IntegrityException e) {
            said = String.valueOf(e.getMessage());
        } finally {
            Files.write(blob, whole);
        }
        story.tell("A byte is missing from a stored model: it is not loaded", new Block.Paragraph(said));
    }

    private void history() {
        List<List<Object>> rows = new ArrayList<>();
        mlops.registry()
                .history(CreditModels.NAME)
                .forEach(move -> rows.add(List.of(
                        move.from().isPresent() ? String.valueOf(move.from().getAsInt()) : "-",
                        String.valueOf(move.to()),
                        move.actor().toString(),
                        move.reason())));
        story.tell(
                "Who moved the champion, and why",
                new Block.Grid(List.of("from", "to", "actor", "reason"), rows),
                new Block.Paragraph(mlops.audit().verify().toString()));
    }

    private Gate promotion() {
        Check<?> cheaper = EvaluationChecks.better(Metrics.expectedCost(CreditModels.COSTS));
        return Gate.named("promotion")
                .require(EvaluationChecks.notWorse(Metrics.rocAuc(), MARGIN))
                .advise(cheaper);
    }

    private void serve(ServedModel<CreditApplication, Double> served, List<CreditData.Case> cases) {
        List<Outcome> later = new ArrayList<>();
        for (CreditData.Case c : cases) {
            String outcome = c.bad() ? CreditTraining.BAD : CreditTraining.GOOD;
            later.add(Outcome.of(served.predict(c.application()).id(), outcome, now()));
        }
        later.forEach(mlops.predictions()::outcome);
        mlops.predictions().flush(Duration.ofSeconds(10));
    }

    private MonitoringReport look(Instant from) {
        return mlops.monitoring()
                .monitor(CreditModels.NAME)
                .window(from, now().plusMillis(1))
                .checks(DriftChecks.noDrift(), EvaluationChecks.metric(Metrics.rocAuc(), DecisionRule.atLeast(0.78)))
                .run();
    }

    private static Map<String, Object> monitoringFacts(MonitoringReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", report.version().id());
        facts.put("predictions", report.predictions());
        facts.put("with outcome", report.labelled());
        facts.put("errors", report.errors());
        facts.put("alerts", report.alerts().size());
        report.drift().ifPresent(drift -> facts.put("columns that moved", names(drift.drifted())));
        return facts;
    }

    private static DriftReport drift(Profile reference, List<CreditData.Case> cases) {
        return Drift.ofDefaults().compare(reference, Profiles.against(reference, CreditModels.table(cases)));
    }

    /** To the millisecond, as the log keeps it. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static String names(List<ColumnDrift> columns) {
        return columns.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        columns.stream().map(column -> column.field().name()).toList());
    }

    private static String interval(Estimate estimate) {
        return estimate.toString().replaceAll(" \\(n=.*", "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
