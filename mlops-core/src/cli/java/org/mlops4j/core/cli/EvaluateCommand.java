package org.mlops4j.core.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.check.internal.CheckJson;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.data.internal.CellReader;
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
import org.mlops4j.report.Block;
import org.mlops4j.report.Section;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures predictions in a file against the truth beside them. */
@Command(name = "evaluate", description = "Measure predictions in a CSV file against the labels beside them.")
final class EvaluateCommand implements Callable<Integer> {

    /** Pairs of labels that tell by themselves which is positive; scikit-learn takes the numbers too. */
    private static final List<List<String>> KNOWN_LABELS = List.of(
            List.of("0", "1"),
            List.of("0.0", "1.0"),
            List.of("-1", "1"),
            List.of("-1.0", "1.0"),
            List.of("false", "true"),
            List.of("False", "True"),
            List.of("FALSE", "TRUE"));

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
            description = "Scores at or above it are decided positive (default: 0.5, if all scores lie in [0, 1]).")
    private @Nullable Double threshold;

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
        if (predicted.score == null && (positive != null || threshold != null)) {
            throw output.misused("--positive and --threshold go with --score only");
        }
        Table table = Csv.ofDefaults().read(data, schema()).table();
        Evaluation evaluation = evaluation(table);
        List<Metric> metrics = predicted.prediction == null
                ? List.of(Metrics.rocAuc(), Metrics.accuracy())
                : List.of(Metrics.accuracy());
        EvaluationReport report = evaluation.report(data.toString(), metrics.toArray(Metric[]::new));
        if (output.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("n", report.rowCount());
            json.put("classes", evaluation.classes());
            Map<String, Object> values = new LinkedHashMap<>();
            report.metrics().forEach((name, estimate) -> values.put(name, CheckJson.write(estimate)));
            json.put("metrics", values);
            output.json(json);
        } else {
            output.report(
                    "Evaluation of " + data,
                    Section.of("Classes", new Block.Paragraph(classes(evaluation.classes()))),
                    Reports.of(report));
        }
        // Without a threshold, scores of any range have an area but no accuracy; that is no lack of data.
        boolean defined = report.metrics().values().iterator().next().isDefined();
        return defined ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
    }

    private String classes(List<String> names) {
        if (predicted.score != null) {
            return names.get(1) + " is positive, " + names.get(0) + " negative";
        }
        return IntStream.range(0, predicted.scores.size())
                .mapToObj(i -> predicted.scores.get(i) + " is the score of " + names.get(i))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), text -> text.isEmpty() ? String.join(", ", names) : text));
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
            evaluation = binary(table, predicted.score);
        } else if (predicted.prediction != null) {
            evaluation = decisions(table, predicted.prediction);
        } else {
            evaluation = multiclass(table);
        }
        return weight == null
                ? evaluation
                : evaluation.withWeights(table.column(weight).toNumbers());
    }

    private Evaluation binary(Table table, String score) {
        CategoryColumn labels = table.column(label, CategoryColumn.class);
        List<String> pair = negativeAndPositive(labels.dictionary());
        int code = labels.dictionary().indexOf(pair.get(1));
        boolean[] positives = new boolean[labels.size()];
        for (int row = 0; row < positives.length; row++) {
            positives[row] = labels.code(row) == code;
        }
        Evaluation evaluation =
                Evaluation.binary(positives, table.column(score).toNumbers()).withClasses(pair.get(0), pair.get(1));
        return threshold == null ? evaluation : evaluation.withCutoffs(Cutoffs.at(threshold));
    }

    private List<String> negativeAndPositive(List<String> found) {
        if (found.size() > 2) {
            throw new MlopsException("column '" + label + "' must hold two labels for --score but holds " + found.size()
                    + ", such as " + found.subList(0, 3) + "; use --scores for several classes");
        }
        if (positive == null) {
            return KNOWN_LABELS.stream()
                    .filter(pair -> pair.containsAll(found))
                    .findFirst()
                    .orElseThrow(() ->
                            new MlopsException("say which of the labels " + found + " is positive: --positive VALUE"));
        }
        if (!found.isEmpty() && !found.contains(positive)) {
            throw new MlopsException("--positive " + positive + " is none of the labels " + found);
        }
        String negative = found.stream()
                .filter(other -> !other.equals(positive))
                .findFirst()
                .orElse("not " + positive);
        return List.of(negative, positive);
    }

    private Evaluation decisions(Table table, String prediction) {
        CategoryColumn labels = table.column(label, CategoryColumn.class);
        CategoryColumn decided = table.column(prediction, CategoryColumn.class);
        Set<String> all = new LinkedHashSet<>(labels.dictionary());
        all.addAll(decided.dictionary());
        List<String> names = new ArrayList<>(sorted(all));
        while (names.size() < 2) {
            // A metric needs something that could have been decided instead.
            names.add(names.isEmpty() ? "any" : "not " + names.get(0));
        }
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
            return sorted(labels);
        }
        throw new MlopsException("--scores names " + columns.size() + " classes but column '" + label + "' holds "
                + labels.size() + " labels; name the columns after the labels");
    }

    /** Numbers by value, so that 10 comes behind 2; words by letter. */
    private static List<String> sorted(Collection<String> labels) {
        boolean numbers = labels.stream().allMatch(CellReader::isNumber);
        Comparator<String> byLetter = Comparator.naturalOrder();
        return labels.stream()
                .sorted(
                        numbers
                                ? Comparator.comparingDouble(Double::parseDouble)
                                        .thenComparing(byLetter)
                                : byLetter)
                .toList();
    }

    private static int[] codes(CategoryColumn column, List<String> classes) {
        int[] codes = new int[column.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = classes.indexOf(column.at(row));
        }
        return codes;
    }
}
