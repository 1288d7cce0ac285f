package org.mlops4j.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.drift.DriftTests;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.core.report.Reports;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two files column by column. */
@Command(name = "drift", description = "Tell whether the columns of a CSV file have moved from those of another.")
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    @SuppressWarnings("UnusedVariable") // its option takes effect while it is parsed
    private Plugins plugins = new Plugins();

    @Option(names = "--reference", required = true, paramLabel = "FILE", description = "How it was: a CSV file.")
    private Path reference = Path.of("");

    @Option(names = "--current", required = true, paramLabel = "FILE", description = "How it is: a CSV file.")
    private Path current = Path.of("");

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "What the columns mean: {\"fields\": [{\"name\", \"type\", ...}]}. Without it types are "
                    + "concluded from both files.")
    private @Nullable Path schema;

    @Option(names = "--columns", split = ",", paramLabel = "NAME", description = "Compare these columns only.")
    private List<String> columns = List.of();

    @Option(
            names = "--test",
            split = ",",
            paramLabel = "TEST",
            description = "Use these tests only: ${COMPLETION-CANDIDATES}.",
            completionCandidates = TestIds.class)
    private List<String> tests = List.of();

    @Option(
            names = "--alpha",
            paramLabel = "P",
            description = "Accepted chance that data that has not moved is called drifted, over the whole report "
                    + "(default: 0.01).")
    private @Nullable Double alpha;

    /** The tests known by name. */
    static final class TestIds extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        TestIds() {
            super(DriftTests.all().stream().map(DriftTest::id).toList());
        }
    }

    @Override
    public Integer call() {
        Schema known = readSchema();
        Table before = read(reference, known);
        Table after = read(current, known);
        Profile profile = Profiles.reference(before);
        DriftReport report = drift().compare(profile, Profiles.against(profile, after));
        if (output.isJson()) {
            output.json(json(report));
        } else {
            output.report("Drift of " + current + " from " + reference, Reports.of(report));
        }
        return ExitCode.of(report.verdict());
    }

    private Drift drift() {
        Drift drift = Drift.ofDefaults();
        if (alpha != null) {
            drift = drift.alpha(alpha);
        }
        if (!tests.isEmpty()) {
            drift = drift.tests(tests.stream().map(DriftTests::byId).toArray(DriftTest[]::new));
        }
        return drift;
    }

    private Schema readSchema() {
        Path file = schema;
        Schema all;
        if (file == null) {
            all = Schema.of(Csv.ofDefaults().infer(reference, current).stream()
                    .map(TableRead.Inference::field)
                    .toList());
        } else {
            try {
                all = SchemaJson.read(Json.parseObject("schema " + file, Files.readAllBytes(file)));
            } catch (IOException e) {
                throw HomeOption.unreadable(file, e);
            }
        }
        columns.forEach(all::requireIndex);
        return columns.isEmpty() ? all : all.filter(field -> columns.contains(field.name()));
    }

    private Table read(Path file, Schema known) {
        TableRead read = Csv.ofDefaults().onBadCell(BadCellPolicy.NULL).read(file, known);
        if (read.badCellCount() > 0) {
            output.note(file + ": " + read.badCellCount() + " bad cells are taken as missing or their rows left out ("
                    + read.skippedRows() + " rows); the first is "
                    + read.badCells().get(0));
        }
        return read.table();
    }

    private static Map<String, Object> json(DriftReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", report.verdict());
        json.put("alpha", report.alpha());
        json.put("n_reference", report.referenceRows());
        json.put("n_current", report.currentRows());
        json.put("columns", report.columns().stream().map(DriftCommand::json).toList());
        json.put(
                "ranked",
                report.ranked().stream().map(column -> column.field().name()).toList());
        json.put("notes", report.notes());
        return json;
    }

    private static Map<String, Object> json(ColumnDrift column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.field().name());
        json.put("type", column.field().type().toString());
        json.put("verdict", column.verdict());
        json.put("tests", column.tests().stream().map(DriftCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(DriftTestResult test) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("test", test.test());
        Map<String, Object> estimate = CheckJson.write(test.measurement().estimate());
        json.put("statistic", estimate.get("value"));
        json.put("low", estimate.get("low"));
        json.put("high", estimate.get("high"));
        json.put("threshold", Double.isNaN(test.threshold()) ? null : JsonObject.number(test.threshold()));
        json.put("tolerance", test.tolerance());
        json.put(
                "p",
                test.measurement().pValue().isPresent()
                        ? test.measurement().pValue().getAsDouble()
                        : null);
        json.put("verdict", test.verdict());
        json.put("reason", test.decision().reason());
        json.put("explanation", test.decision().explanation());
        json.put("n_reference", test.referenceRows());
        json.put("n_current", test.currentRows());
        return json;
    }
}
