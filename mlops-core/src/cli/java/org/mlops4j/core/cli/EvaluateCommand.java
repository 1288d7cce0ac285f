package org.mlops4j.core.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.evaluation.Evaluation;
import org.mlops4j.core.evaluation.Metric;
import org.mlops4j.core.evaluation.Metrics;
import org.mlops4j.core.report.Reports;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.evaluation.EvaluationReport;
import org.mlops4j.identity.MlopsException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures predictions in a file against the truth beside them. */
@Command(name = "evaluate", description = "Measure predictions in a CSV file against the labels beside them.")
final class EvaluateCommand implements Callable<Integer> {

    private static final double DEFAULT_THRESHOLD = 0.5;

    @Mixin
    private Output output = new Output();

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "A CSV file, one row a case.")
    private Path data = Path.of("");

    @Option(names = "--label", required = true, paramLabel = "COL", description = "The column that holds the truth.")
    private String label = "";

    @ArgGroup(multiplicity = "1")
    private Predicted predicted = new Predicted();

    @Option(names = "--weight", paramLabel = "COL", description = "The column that holds the weight of each row.")
    private @Nullable String weight;

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "The positive label, for --score; needed unless labels are 0 and 1, -1 and 1, or false and "
                    + "true.")
    private @Nullable String positive;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Scores at or above it are decided positive (default: 0.5).")
    private double threshold = DEFAULT_THRESHOLD;

    /** Which columns hold what the model said. */
    static final class Predicted {

        @Option(names = "--score", paramLabel = "COL", description = "Two classes: score of the positive one.")
        private @Nullable String score;

        @Option(names = "--prediction", paramLabel = "COL", description = "The decided class.")
        private @Nullable String prediction;

        @Option(
                names = "--scores",
                split = ",",
                paramLabel = "COL",
                description =
                        "Several classes: one probability a class. Classes are the names of the columns if those are "
                                + "the labels, otherwise the sorted labels.")
        private List<String> scores = List.of();
    }

    @Override
    public Integer call() {
        Table table = Csv.ofDefaults().read(data, schema()).table();
        Evaluation evaluation = evaluation(table);
        List<Metric> metrics = predicted.prediction == null
                ? List.of(Metrics.rocAuc(), Metrics.accuracy())
                : List.of(Metrics.accuracy());
        EvaluationReport report = evaluation.report(data.toString(), metrics.toArray(Metric[]::new));
        if (output.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("n", report.rowCount());
            Map<String, Object> values = new LinkedHashMap<>();
            report.metrics().forEach((name, estimate) -> values.put(name, CheckJson.write(estimate)));
            json.put("metrics", values);
            output.json(json);
        } else {
            output.report("Evaluation of " + data, Reports.of(report));
        }
        return report.rowCount() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.DONE;
    }

    private Schema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of(label, DataType.CATEGORY));
        if (predicted.score != null) {
            fields.add(Field.of(predicted.score, DataType.FLOAT64));
        }
        if (predicted.prediction != null) {
            fields.add(Field.of(predicted.prediction, DataType.CATEGORY));
        }
        predicted.scores.forEach(score -> fields.add(Field.of(score, DataType.FLOAT64)));
        if (weight != null) {
            fields.add(Field.of(weight, DataType.FLOAT64));
        }
        return Schema.of(fields);
    }

    private Evaluation evaluation(Table table) {
        Evaluation evaluation;
        if (predicted.score != null) {
            evaluation = Evaluation.binary(
                            positives(table), table.column(predicted.score).toNumbers())
                    .withCutoffs(Cutoffs.at(threshold));
        } else if (predicted.prediction != null) {
            evaluation = decisions(table, predicted.prediction);
        } else {
            evaluation = multiclass(table);
        }
        return weight == null
                ? evaluation
                : evaluation.withWeights(table.column(weight).toNumbers());
    }

    private boolean[] positives(Table table) {
        CategoryColumn labels = table.column(label, CategoryColumn.class);
        String wanted = positiveLabel(labels.dictionary());
        int code = labels.dictionary().indexOf(wanted);
        boolean[] positives = new boolean[labels.size()];
        for (int row = 0; row < positives.length; row++) {
            positives[row] = labels.code(row) == code;
        }
        return positives;
    }

    private String positiveLabel(List<String> found) {
        if (found.size() > 2) {
            throw new MlopsException("column '" + label + "' must hold two labels for --score but holds " + found.size()
                    + ", such as " + found.subList(0, 3) + "; use --scores for several classes");
        }
        if (positive != null) {
            if (!found.isEmpty() && !found.contains(positive)) {
                throw new MlopsException("--positive " + positive + " is none of the labels " + found);
            }
            return positive;
        }
        for (String known : List.of("1", "1.0", "true", "True", "TRUE")) {
            if (found.contains(known)) {
                return known;
            }
        }
        if (List.of("0", "0.0", "-1", "-1.0", "false", "False", "FALSE").containsAll(found)) {
            return "1";
        }
        throw new MlopsException("say which of the labels " + found + " is positive: --positive VALUE");
    }

    private Evaluation decisions(Table table, String prediction) {
        CategoryColumn labels = table.column(label, CategoryColumn.class);
        CategoryColumn decided = table.column(prediction, CategoryColumn.class);
        TreeSet<String> classes = new TreeSet<>(labels.dictionary());
        classes.addAll(decided.dictionary());
        List<String> names = List.copyOf(classes);
        return Evaluation.decisions(codes(labels, names), codes(decided, names), names);
    }

    private Evaluation multiclass(Table table) {
        CategoryColumn labels = table.column(label, CategoryColumn.class);
        List<String> classes = classesOf(labels.dictionary());
        double[][] scores = new double[table.rowCount()][classes.size()];
        for (int c = 0; c < classes.size(); c++) {
            double[] column = table.column(predicted.scores.get(c)).toNumbers();
            for (int row = 0; row < column.length; row++) {
                scores[row][c] = column[row];
            }
        }
        return Evaluation.multiclass(codes(labels, classes), scores, classes);
    }

    /** Columns named after their classes, numbers from 0, or the sorted labels, in this order of trust. */
    private List<String> classesOf(List<String> labels) {
        List<String> columns = predicted.scores;
        if (columns.containsAll(labels)) {
            return columns;
        }
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            numbers.add(String.valueOf(i));
        }
        if (numbers.containsAll(labels)) {
            return numbers;
        }
        if (labels.size() == columns.size()) {
            return labels.stream().sorted().toList();
        }
        throw new MlopsException("--scores names " + columns.size() + " classes but column '" + label + "' holds "
                + labels.size() + " labels; name the columns after the labels");
    }

    private static int[] codes(CategoryColumn column, List<String> classes) {
        int[] codes = new int[column.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = classes.indexOf(column.at(row));
        }
        return codes;
    }
}
