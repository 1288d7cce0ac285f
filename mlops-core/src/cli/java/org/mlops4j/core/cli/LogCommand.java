package org.mlops4j.core.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.prediction.PredictionLog;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at the prediction log of a home. */
@Command(
        name = "log",
        description = "Look at logged predictions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LogCommand.Stats.class, LogCommand.Cat.class})
final class LogCommand {

    private LogCommand() {}

    @Command(name = "stats", description = "Show what the log holds; fails if part of it is damaged.")
    static final class Stats implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Override
        public Integer call() {
            LogStats stats;
            try (Mlops mlops = home.openToRead()) {
                stats = mlops.predictions().stats();
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("predictions", stats.predictions());
            facts.put("outcomes", stats.outcomes());
            facts.put("errors", stats.errors());
            facts.put("dropped", stats.dropped());
            facts.put("segments", stats.segments());
            facts.put("size_bytes", stats.sizeBytes());
            stats.oldest().ifPresent(time -> facts.put("oldest", time.toString()));
            stats.newest().ifPresent(time -> facts.put("newest", time.toString()));
            if (output.isJson()) {
                facts.put("damages", stats.damages());
                output.json(facts);
            } else {
                facts.put("damages", stats.damages().isEmpty() ? "none" : String.join("; ", stats.damages()));
                output.report("Prediction log", Section.of("Contents", new Block.Facts(facts)));
            }
            if (!stats.damages().isEmpty()) {
                return ExitCode.FAILED;
            }
            return stats.predictions() + stats.outcomes() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
        }
    }

    @Command(name = "cat", description = "Print logged predictions, oldest first within each process.")
    static final class Cat implements Callable<Integer> {

        @Mixin
        private Output output = new Output();

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--model", paramLabel = "NAME", description = "Only those of this model.")
        private @Nullable String model;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
        private long limit = Long.MAX_VALUE;

        @Override
        public Integer call() {
            if (limit < 1) {
                throw output.misused("--limit must be >= 1 but was " + limit);
            }
            PredictionQuery query = model == null
                    ? PredictionQuery.all()
                    : PredictionQuery.model(model).build();
            try (Mlops mlops = home.openToRead()) {
                return print(mlops.predictions(), query) == 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
            }
        }

        /** Record by record, so that a log larger than memory can be printed; returns how many. */
        private long print(PredictionLog log, PredictionQuery query) {
            PrintWriter out = output.out();
            long printed = 0;
            try (Stream<PredictionRecord> records = log.scan(query).limit(limit)) {
                Iterator<PredictionRecord> each = records.iterator();
                boolean more = each.hasNext();
                out.print(output.isJson() ? "[" : "");
                while (more) {
                    PredictionRecord record = each.next();
                    more = each.hasNext();
                    out.print(output.isJson() ? "\n  " + Json.write(json(record)) + (more ? "," : "\n") : line(record));
                    printed++;
                }
                out.print(output.isJson() ? "]\n" : "");
            }
            return printed;
        }

        private static String line(PredictionRecord record) {
            String said = record.error()
                    .map(error -> "failed with " + error)
                    .orElseGet(() -> (record.score().isPresent()
                                    ? String.format(
                                            Locale.ROOT, "%.6f", record.score().getAsDouble())
                                    : "-")
                            + record.decision().map(decision -> " " + decision).orElse(""));
            return record.time() + "  " + record.id() + "  " + record.model() + ":" + record.version() + "  " + said
                    + "\n";
        }

        private static Map<String, Object> json(PredictionRecord record) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", record.id().toString());
            json.put("time", record.time());
            json.put("model", record.model());
            json.put("version", record.version());
            json.put("digest", record.digest());
            json.put("arm", record.arm());
            json.put("latency_ns", record.latency().toNanos());
            record.error().ifPresent(error -> json.put("error", error));
            record.decision().ifPresent(decision -> json.put("decision", decision));
            json.put("scores", JsonObject.numbers(record.scores()));
            if (!record.slices().isEmpty()) {
                json.put("slices", record.slices());
            }
            record.features().ifPresent(row -> json.put("features", features(row)));
            return json;
        }

        private static Map<String, Object> features(Row row) {
            Map<String, Object> json = new LinkedHashMap<>();
            Schema schema = row.schema();
            for (int i = 0; i < schema.size(); i++) {
                if (!row.isNull(i)) {
                    Object value = switch (schema.field(i).type().kind()) {
                        case BOOLEAN -> row.bool(i);
                        case INT64 -> row.int64(i);
                        case FLOAT64 -> JsonObject.number(row.number(i));
                        case STRING, CATEGORY -> String.valueOf(row.text(i));
                        case INSTANT -> String.valueOf(row.instant(i));
                        case VECTOR -> vector(row, i);
                    };
                    json.put(schema.field(i).name(), value);
                }
            }
            return json;
        }

        private static List<Object> vector(Row row, int field) {
            double[] values = row.vector(field);
            return values == null ? List.of() : JsonObject.numbers(values);
        }
    }
}
