package org.mlops4j.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.registry.AliasMove;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import org.mlops4j.serving.ServedModel;

/**
 * Somebody rolls the alias back through the command line, in a process of its own; the running service follows.
 *
 * @param command what was called
 * @param said what the command said
 * @param version the version the alias points at since
 * @param followed how long after the move the service logged the first answer of that version
 * @param calls what the callers of the service saw
 */
record AnotherProcess(List<String> command, String said, ModelVersion version, Duration followed, Callers.Count calls)
        implements Chapter {

    private static final int CALLS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    AnotherProcess {
        command = List.copyOf(command);
    }

    static AnotherProcess rollsBack(
            Mlops mlops,
            ServedModel<CreditApplication, Double> credit,
            List<CreditData.Case> sample,
            ModelVersion promoted,
            Path home,
            Path cliJar)
            throws IOException, InterruptedException {
        mlops.registry()
                .moveAlias(CreditModels.NAME, "champion", promoted.number(), Quickstart.ADA, "branch 12 was mistaken");
        List<String> command = List.of(
                "registry",
                "rollback",
                CreditModels.NAME,
                "champion",
                "--home",
                home.toString(),
                "--actor",
                "human:bob@bank.example",
                "--reason",
                "it was not mistaken");
        try (Callers callers = new Callers(credit, sample)) {
            callers.awaitCalls(CALLS);
            String said = run(cliJar, command);
            ModelVersion version = mlops.registry().resolve(CreditModels.NAME + "@champion");
            callers.awaitVersion(version, PATIENCE);
            callers.awaitCalls(CALLS);
            Callers.Count calls = callers.stop();
            return new AnotherProcess(command, said, version, followed(mlops, version), calls);
        }
    }

    @Override
    public Section section() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", String.join(" ", command.subList(0, 4)));
        facts.put("said", said);
        facts.put(
                "its first answer in the log",
                Wording.seconds(followed) + " after the move, digest "
                        + version.digest().shortHex());
        facts.put("calls of four threads meanwhile", calls.toString());
        return Section.of("Another process rolls back from the command line", new Block.Facts(facts));
    }

    private static String run(Path cliJar, List<String> command) throws IOException, InterruptedException {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(List.of("-jar", cliJar.toString()));
        java.addAll(command);
        Process process = new ProcessBuilder(java).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("the command line ended with " + code + ": " + said);
        }
        return said;
    }

    /** From the move, as the registry has it, to the first answer of the version after it, as the log has it. */
    private static Duration followed(Mlops mlops, ModelVersion version) {
        List<AliasMove> moves = mlops.registry().history(CreditModels.NAME);
        Instant moved = moves.get(moves.size() - 1).at();
        mlops.predictions().flush(PATIENCE);
        PredictionQuery answers = PredictionQuery.model(CreditModels.NAME)
                .digest(version.digest())
                .from(moved)
                .build();
        try (Stream<PredictionRecord> records = mlops.predictions().scan(answers)) {
            Instant first = records.map(PredictionRecord::time)
                    .min(Instant::compareTo)
                    .orElseThrow(() -> new IllegalStateException("the service has not followed to " + version));
            return Duration.between(moved, first);
        }
    }
}
