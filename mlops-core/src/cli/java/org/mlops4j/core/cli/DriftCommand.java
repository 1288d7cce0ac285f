package org.mlops4j.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.drift.DriftTests;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.core.report.Reports;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.identity.MlopsException;
import org.mlops4j.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two files column by column. */
@Command(name = "drift", description = "Tell whether the columns of a CSV file have moved from those of another.")
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

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

    /** The tests known by name, those of plugins included. */
    static final class TestIds implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return DriftTests.all().stream().map(DriftTest::id).iterator();
        }
    }

    /** What the columns of both files mean. */
    private record Schemas(Schema before, Schema after) {}

    @Override
    public Integer call() {
        Drift drift = drift();
        Schemas schemas = schema == null ? inferred() : given(schema);
        Table before = read(reference, schemas.before);
        Table after = read(current, schemas.after);
        Profile profile = Profiles.reference(before);
        DriftReport compared = drift.compare(profile, Profiles.against(profile, after));
        List<String> notes = new ArrayList<>(compared.notes());
        notes.addAll(notCompared(schemas));
        DriftReport report = DriftReport.of(
                compared.columns(), notes, compared.alpha(), compared.referenceRows(), compared.currentRows());
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

    /** Columns that both files have get one type; a column that only one has stays, so that it is missed or noted. */
    private Schemas inferred() {
        Map<String, Field> common = new HashMap<>();
        fields(reference, current).forEach(field -> common.put(field.name(), field));
        Schema before = side(reference, common);
        columns.forEach(before::requireIndex);
        return new Schemas(chosen(before), chosen(side(current, common)));
    }

    private static Schema side(Path file, Map<String, Field> common) {
        return common.keySet().containsAll(Csv.ofDefaults().header(file))
                ? Schema.of(
                        Csv.ofDefaults().header(file).stream().map(common::get).toList())
                : Schema.of(fields(file).stream()
                        .map(field -> common.getOrDefault(field.name(), field))
                        .toList());
    }

    private static List<Field> fields(Path... files) {
        return Csv.ofDefaults().infer(files).stream()
                .map(TableRead.Inference::field)
                .toList();
    }

    private Schemas given(Path file) {
        Schema all;
        try {
            all = SchemaJson.read(Json.parseObject("schema", Files.readAllBytes(file)));
        } catch (JsonException e) {
            throw new MlopsException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw RowReader.unreadable("schema " + file, e);
        }
        columns.forEach(all::requireIndex);
        List<String> there = Csv.ofDefaults().header(current);
        // A missing column is a finding about the current data, but leaves a reference that is none.
        return new Schemas(chosen(all), chosen(all.filter(field -> there.contains(field.name()))));
    }

    private Schema chosen(Schema all) {
        return columns.isEmpty() ? all : all.filter(field -> columns.contains(field.name()));
    }

    private Table read(Path file, Schema known) {
        TableRead read = Csv.ofDefaults().onBadCell(BadCellPolicy.NULL).read(file, known);
        if (read.badCellCount() > 0) {
            String found = file + ": " + read.badCellCount()
                    + " bad cells are taken as missing or their rows left out (" + read.skippedRows()
                    + " rows); the first is " + read.badCells().get(0);
            if (read.table().rowCount() == 0) {
                throw new MlopsException(found + "; no row is left: mend the data or the schema");
            }
            output.note(found);
        }
        return read.table();
    }

    private static List<String> notCompared(Schemas schemas) {
        List<String> notes = new ArrayList<>();
        for (Field field : schemas.after.fields()) {
            if (schemas.before.indexOf(field.name()).isEmpty()) {
                notes.add("column '" + field.name() + "' is new: the reference does not have it");
            }
        }
        for (Field field : schemas.before.fields()) {
            if (!field.type().isNumeric() && !field.type().isText()) {
                notes.add("column '" + field.name() + "' was not compared: none of the tests is for " + field.type());
            }
        }
        return notes;
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
