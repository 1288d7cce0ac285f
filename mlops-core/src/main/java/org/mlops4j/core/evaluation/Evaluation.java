package org.mlops4j.core.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Estimate;
import org.mlops4j.check.Reason;
import org.mlops4j.data.Column;
import org.mlops4j.data.Scores;
import org.mlops4j.data.Table;
import org.mlops4j.evaluation.Cutoffs;
import org.mlops4j.evaluation.EvaluationReport;

/**
 * What a model answered on rows whose truth is known: a label and a score, or a decision, for each row; and where given
 * an id, a weight, and the values of slices.
 *
 * <p>A score becomes a decision at the threshold of the {@link Cutoffs}: at or above it is positive. Without cut-offs it
 * is 0.5 if all scores lie in [0, 1], and otherwise there are no decisions. Of several classes the one with the largest
 * score is decided, of equal scores the first.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.binary(labels, scores).withIds(ids).withCutoffs(Cutoffs.at(0.3));
 * Estimate auc = evaluation.estimate(Metrics.rocAuc());
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads; arrays are copied. Scores are sorted once, when a metric first needs it.
 * Without rows all metrics are undefined.
 *
 * @since 0.1.0
 */
public final class Evaluation {

    /** Confidence of the intervals in {@link #estimate(Metric)} and {@link #report}, two-sided. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    /** Names of two classes that were given none. */
    static final List<String> FALSE_TRUE = List.of("false", "true");

    private static final String NO_THRESHOLD =
            "scores outside [0, 1] become decisions only at a threshold: give withCutoffs(Cutoffs.at(...))";

    private final Scores.Task task;
    private final List<String> classes;
    private final int[] labels;
    private final @Nullable ScoreColumns scores;
    private final int @Nullable [] decisions;
    private final String @Nullable [] ids;
    private final double @Nullable [] weights;
    private final @Nullable Cutoffs cutoffs;
    private final List<Column> slices;
    private final double cut; // NaN if there is none

    Evaluation(EvaluationParts parts) {
        this.task = parts.task;
        this.classes = parts.classes;
        this.labels = parts.labels;
        this.scores = parts.scores;
        this.decisions = parts.decisions;
        this.ids = parts.ids;
        this.weights = parts.weights;
        this.cutoffs = parts.cutoffs;
        this.slices = parts.slices;
        this.cut = parts.cut();
    }

    /**
     * Scores of a model that tells two classes apart.
     *
     * @param labels whether each row is positive; copied
     * @param scores probability, or any increasing score, of being positive; copied
     * @return the evaluation, with classes {@code false} and {@code true}
     * @throws IllegalArgumentException if lengths differ, or a score is NaN or infinite, with the rows named
     */
    public static Evaluation binary(boolean[] labels, double[] scores) {
        RowRules.requireLength("scores", scores.length, labels.length);
        RowRules.require(scores.length, "scores must be finite numbers", i -> Double.isFinite(scores[i]));
        EvaluationParts parts = new EvaluationParts(Scores.Task.BINARY, FALSE_TRUE, RowRules.codes(labels));
        parts.scores = new ScoreColumns(new double[][] {scores.clone()});
        return new Evaluation(parts);
    }

    /**
     * Probabilities of a model that tells several classes apart; for two, {@link #binary} has a threshold and costs.
     *
     * @param labels the class of each row, as a position in {@code classes}; copied
     * @param scores one row of probabilities a row, one a class; copied
     * @param classes names of the classes, at least two, distinct
     * @return the evaluation
     * @throws IllegalArgumentException if lengths differ, a label is no position in the classes, or a row's
     *     probabilities do not lie in [0, 1] or do not sum to 1 within 1e-6, with the rows named
     */
    public static Evaluation multiclass(int[] labels, double[][] scores, List<String> classes) {
        List<String> names = RowRules.requireClasses(classes);
        RowRules.requireLength("scores", scores.length, labels.length);
        double[][] columns = RowRules.requireProbabilities(scores, names.size());
        EvaluationParts parts =
                new EvaluationParts(Scores.Task.MULTICLASS, names, RowRules.requireCodes("labels", labels, names));
        parts.scores = new ScoreColumns(columns);
        return new Evaluation(parts);
    }

    /**
     * Decisions between two classes, without the scores behind them. Metrics that need scores are undefined.
     *
     * @param labels whether each row is positive; copied
     * @param decided whether each row was decided positive; copied
     * @return the evaluation, with classes {@code false} and {@code true}
     * @throws IllegalArgumentException if lengths differ
     */
    public static Evaluation decisions(boolean[] labels, boolean[] decided) {
        return decisions(RowRules.codes(labels), RowRules.codes(decided), FALSE_TRUE);
    }

    /**
     * Decisions between classes, without the scores behind them. Metrics that need scores are undefined.
     *
     * @param labels the class of each row, as a position in {@code classes}; copied
     * @param decided the class decided for each row, as a position in {@code classes}; copied
     * @param classes names of the classes, distinct; of two the first is negative and the second positive
     * @return the evaluation
     * @throws IllegalArgumentException if lengths differ, or a label or decision is no position in the classes, with the
     *     rows named
     */
    public static Evaluation decisions(int[] labels, int[] decided, List<String> classes) {
        List<String> names = RowRules.requireClasses(classes);
        RowRules.requireLength("decisions", decided.length, labels.length);
        EvaluationParts parts = new EvaluationParts(
                names.size() == 2 ? Scores.Task.BINARY : Scores.Task.MULTICLASS,
                names,
                RowRules.requireCodes("labels", labels, names));
        parts.decisions = RowRules.requireCodes("decisions", decided, names);
        return new Evaluation(parts);
    }

    /**
     * Reads rows as {@link #rows()} gives them, by the roles of their fields: one LABEL, one PREDICTION, at most one ID,
     * any SLICE and PROTECTED fields, and an optional FLOAT64 field named {@code weight}. Other fields are left out.
     *
     * <p>The label is BOOLEAN, a number that is 0 or 1, or a text field whose {@link
     * org.mlops4j.data.Field#allowed() allowed} words are the classes, of two the negative one first. The prediction is a
     * number (the score of the positive class), a VECTOR of one probability a class, or the decided class.
     *
     * @param rows the rows
     * @return the evaluation, without cut-offs
     * @throws IllegalArgumentException if a field is missing or of the wrong type, a value is missing or breaks a rule of
     *     the other factories, or {@code weight} stands among other FEATURE fields, so that it may be one of them
     */
    public static Evaluation of(Table rows) {
        return StoredRows.read(rows);
    }

    /**
     * Reads rows as {@link #of(Table)} does.
     *
     * @param rows the rows
     * @param cutoffs where a score becomes a decision
     * @return the evaluation
     * @throws IllegalArgumentException as {@link #of(Table)}
     */
    public static Evaluation of(Table rows, Cutoffs cutoffs) {
        return StoredRows.read(rows).withCutoffs(cutoffs);
    }

    /**
     * Names the rows, so that two evaluations can be paired.
     *
     * @param rowIds one id a row; copied. That they are distinct is checked when they are used
     * @return an evaluation with ids
     * @throws IllegalArgumentException if there is not one id a row or one is blank, with the rows named
     */
    public Evaluation withIds(String... rowIds) {
        RowRules.requireLength("ids", rowIds.length, labels.length);
        RowRules.require(rowIds.length, "ids must not be blank", i -> rowIds[i] != null && !rowIds[i].isBlank());
        EvaluationParts parts = parts();
        parts.ids = rowIds.clone();
        return new Evaluation(parts);
    }

    /**
     * Lets rows count more or less than others. The value of a metric is then that of as many copies of each row; its
     * interval takes the weights as known and uses Kish's effective number of rows.
     *
     * @param rowWeights one weight a row, finite and at least 0, not all 0; copied
     * @return an evaluation with weights
     * @throws IllegalArgumentException if there is not one weight a row, one is negative, NaN or infinite, with the rows
     *     named, or their sum is 0 or infinite
     */
    public Evaluation withWeights(double... rowWeights) {
        EvaluationParts parts = parts();
        parts.weights = RowRules.requireWeights(rowWeights, labels.length);
        return new Evaluation(parts);
    }

    /**
     * Says where a score of two classes becomes a decision; other evaluations keep the cut-offs without using them.
     *
     * @param chosen the cut-offs
     * @return an evaluation with them
     */
    public Evaluation withCutoffs(Cutoffs chosen) {
        EvaluationParts parts = parts();
        parts.cutoffs = Objects.requireNonNull(chosen, "chosen");
        return new Evaluation(parts);
    }

    /**
     * Gives the two classes names in place of {@code false} and {@code true}.
     *
     * @param negative name of the negative class
     * @param positive name of the positive class
     * @return an evaluation with the names
     * @throws IllegalArgumentException if both are the same
     * @throws IllegalStateException if there are more than two classes
     */
    public Evaluation withClasses(String negative, String positive) {
        if (task != Scores.Task.BINARY) {
            throw new IllegalStateException("only two classes can be renamed but there are " + classes);
        }
        EvaluationParts parts = parts();
        parts.classes = RowRules.requireClasses(List.of(negative, positive));
        return new Evaluation(parts);
    }

    /**
     * Adds what reports are split by.
     *
     * @param columns one value a row each, of fields with role SLICE or PROTECTED
     * @return an evaluation with these slices and no others
     * @throws IllegalArgumentException if a column has another number of rows or another role, or a name occurs twice or
     *     is one of {@code id}, {@code label}, {@code score}, {@code decision} and {@code weight}
     */
    public Evaluation withSlices(Column... columns) {
        EvaluationParts parts = parts();
        parts.slices = StoredRows.requireSlices(List.of(columns), labels.length);
        return new Evaluation(parts);
    }

    /**
     * What the model predicts.
     *
     * @return BINARY or MULTICLASS
     */
    public Scores.Task task() {
        return task;
    }

    /**
     * Names of the classes; of two the first is negative and the second positive.
     *
     * @return an unmodifiable list of at least two
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * How many rows there are.
     *
     * @return a number from 0
     */
    public int rowCount() {
        return labels.length;
    }

    /**
     * The true class.
     *
     * @param row row from 0
     * @return a position in {@link #classes()}
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int label(int row) {
        return labels[row];
    }

    /**
     * Whether the scores behind the decisions are known.
     *
     * @return false if only decisions were given
     */
    public boolean hasScores() {
        return scores != null;
    }

    /**
     * One score.
     *
     * @param row row from 0
     * @param classIndex a position in {@link #classes()}; only 1, the positive class, if there are two with one score
     * @return the score
     * @throws IllegalStateException if there are no scores
     * @throws IndexOutOfBoundsException if there is no such row or no score of the class
     */
    public double score(int row, int classIndex) {
        ScoreColumns known = scoreColumns();
        return known.at(row, task == Scores.Task.BINARY ? classIndex - 1 : classIndex);
    }

    /**
     * Whether every row has a decided class.
     *
     * @return false for scores of two classes outside [0, 1] without cut-offs
     */
    public boolean hasDecisions() {
        return decisions != null
                || task == Scores.Task.MULTICLASS
                || threshold().isPresent();
    }

    /**
     * The decided class.
     *
     * @param row row from 0
     * @return a position in {@link #classes()}
     * @throws IllegalStateException if there are no decisions
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int decision(int row) {
        if (decisions != null) {
            return decisions[row];
        }
        if (task == Scores.Task.MULTICLASS) {
            return scoreColumns().argmax(row);
        }
        if (Double.isNaN(cut)) {
            throw new IllegalStateException(NO_THRESHOLD);
        }
        return scoreColumns().at(row, 0) >= cut ? 1 : 0;
    }

    /**
     * Where a score of two classes becomes a decision: at or above it is positive.
     *
     * @return the threshold of the cut-offs; without them 0.5 if all scores lie in [0, 1]; otherwise empty
     */
    public OptionalDouble threshold() {
        return Double.isNaN(cut) ? OptionalDouble.empty() : OptionalDouble.of(cut);
    }

    /**
     * The weight of a row.
     *
     * @param row row from 0
     * @return a finite number from 0; 1 without weights
     * @throws IndexOutOfBoundsException if there are weights but no such row
     */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /**
     * Whether rows were given weights.
     *
     * @return true if so
     */
    public boolean isWeighted() {
        return weights != null;
    }

    /**
     * Whether rows were named.
     *
     * @return true if so
     */
    public boolean hasIds() {
        return ids != null;
    }

    /**
     * The id of a row.
     *
     * @param row row from 0
     * @return the id, or empty if rows have none
     * @throws IndexOutOfBoundsException if there are ids but no such row
     */
    public Optional<String> id(int row) {
        return ids == null ? Optional.empty() : Optional.of(ids[row]);
    }

    /**
     * Where a score becomes a decision, as given.
     *
     * @return the cut-offs, or empty if none were given
     */
    public Optional<Cutoffs> cutoffs() {
        return Optional.ofNullable(cutoffs);
    }

    /**
     * What reports are split by.
     *
     * @return an unmodifiable list of columns with one value a row
     */
    public List<Column> slices() {
        return slices;
    }

    /**
     * The value of a metric with its 95 % interval.
     *
     * @param metric what to measure
     * @return the estimate; undefined, with the reason, where the metric has no value
     */
    public Estimate estimate(Metric metric) {
        return estimate(metric, DEFAULT_CONFIDENCE);
    }

    /**
     * The value of a metric with its interval.
     *
     * @param metric what to measure
     * @param confidence coverage of the interval, in (0, 1)
     * @return the estimate; undefined, with the reason, where the metric has no value
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    public Estimate estimate(Metric metric, double confidence) {
        return metric.estimate(this, confidence);
    }

    /**
     * Several metrics with their 95 % intervals, as a registry stores them.
     *
     * @param dataset which rows these are, for people; not blank
     * @param metrics what to measure, with distinct names
     * @return the report, in the order of the metrics, without stored rows
     * @throws IllegalArgumentException if the data set is blank or two metrics share a name
     */
    public EvaluationReport report(String dataset, Metric... metrics) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            if (estimates.put(metric.name(), estimate(metric)) != null) {
                throw new IllegalArgumentException(
                        "metrics of a report must have distinct names but '" + metric.name() + "' occurs twice");
            }
        }
        return EvaluationReport.of(dataset, task, labels.length, estimates);
    }

    /**
     * The rows as a table that {@link #of(Table)} reads back: {@code id} if there are ids, {@code label}, {@code score} or
     * {@code decision}, {@code weight} if there are weights, and the slices. Cut-offs are not in it.
     *
     * @return a new table
     */
    public Table rows() {
        return StoredRows.write(this);
    }

    /**
     * One line for messages; no values.
     *
     * @return size, task and classes
     */
    @Override
    public String toString() {
        return labels.length + " rows, " + task + " " + classes + (scores == null ? ", decisions only" : "");
    }

    /** The scores, for reading. */
    ScoreColumns scoreColumns() {
        if (scores == null) {
            throw new IllegalStateException("the evaluation has only decisions, no scores");
        }
        return scores;
    }

    /** These rows in this order. */
    Evaluation select(int[] rows) {
        return new Evaluation(parts().select(rows));
    }

    boolean isRight(int row) {
        return decision(row) == labels[row];
    }

    /** Why metrics of decisions have no value; empty if they have one. */
    Optional<Estimate> whyNoDecisions() {
        if (labels.length == 0) {
            return Optional.of(Estimate.undefined(Reason.EMPTY, "there are no rows", 0));
        }
        Estimate undecided = Estimate.undefined(Reason.UNDEFINED, NO_THRESHOLD, labels.length);
        return hasDecisions() ? Optional.empty() : Optional.of(undecided);
    }

    private EvaluationParts parts() {
        EvaluationParts parts = new EvaluationParts(task, classes, labels);
        parts.scores = scores;
        parts.decisions = decisions;
        parts.ids = ids;
        parts.weights = weights;
        parts.cutoffs = cutoffs;
        parts.slices = slices;
        return parts;
    }
}
