package org.mlops4j.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Estimate;
import org.mlops4j.data.Scores;
import org.mlops4j.identity.Digest;

/**
 * An evaluation as it is stored: its metrics, and where its rows are.
 *
 * @since 0.1.0
 */
public final class EvaluationReport {

    private final String dataset;
    private final Scores.Task task;
    private final long rowCount;
    private final Map<String, Estimate> metrics;
    private final @Nullable Digest rows;

    private EvaluationReport(
            String dataset, Scores.Task task, long rowCount, Map<String, Estimate> metrics, @Nullable Digest rows) {
        this.dataset = Objects.requireNonNull(dataset, "dataset");
        this.task = Objects.requireNonNull(task, "task");
        this.rowCount = rowCount;
        this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        this.rows = rows;
        if (dataset.isBlank()) {
            throw new IllegalArgumentException("dataset must say which rows were used but was blank");
        }
        if (rowCount < 0) {
            throw new IllegalArgumentException("rowCount must be >= 0 but was " + rowCount);
        }
    }

    /**
     * A report without stored rows.
     *
     * @param dataset which rows were used, for people; not blank
     * @param task what the model predicts
     * @param rowCount how many rows
     * @param metrics estimates by metric name
     * @return the report
     * @throws IllegalArgumentException if the data set is blank or the number of rows is negative
     */
    public static EvaluationReport of(String dataset, Scores.Task task, long rowCount, Map<String, Estimate> metrics) {
        return new EvaluationReport(dataset, task, rowCount, metrics, null);
    }

    /**
     * The same report with stored rows.
     *
     * @param stored digest of the rows
     * @return a report that names them
     */
    public EvaluationReport withRows(Digest stored) {
        return new EvaluationReport(dataset, task, rowCount, metrics, Objects.requireNonNull(stored, "stored"));
    }

    /**
     * Which rows were used, for people.
     *
     * @return the name of the data set
     */
    public String dataset() {
        return dataset;
    }

    /**
     * What the model predicts.
     *
     * @return the task
     */
    public Scores.Task task() {
        return task;
    }

    /**
     * How many rows were used.
     *
     * @return a number from 0
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * The estimates.
     *
     * @return an unmodifiable map by metric name, in the order computed
     */
    public Map<String, Estimate> metrics() {
        return metrics;
    }

    /**
     * One estimate.
     *
     * @param name name of the metric
     * @return the estimate
     * @throws IllegalArgumentException if the metric was not computed, with those that were
     */
    public Estimate metric(String name) {
        Estimate estimate = metrics.get(name);
        if (estimate == null) {
            throw new IllegalArgumentException("no metric '" + name + "' was computed; there are " + metrics.keySet());
        }
        return estimate;
    }

    /**
     * Digest of the stored rows: id, label, score, slices, weight.
     *
     * @return the digest, or empty if the rows were not stored
     */
    public Optional<Digest> rows() {
        return Optional.ofNullable(rows);
    }

    /**
     * One line for messages.
     *
     * @return data set, rows and metrics
     */
    @Override
    public String toString() {
        return dataset + " (" + rowCount + " rows): " + metrics;
    }
}
