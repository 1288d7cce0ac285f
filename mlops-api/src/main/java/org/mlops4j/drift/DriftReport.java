package org.mlops4j.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.check.Verdict;

/**
 * What a comparison of two profiles found.
 *
 * @since 0.1.0
 */
public final class DriftReport {

    private final List<ColumnDrift> columns;
    private final List<String> notes;
    private final double alpha;
    private final long referenceRows;
    private final long currentRows;

    private DriftReport(
            List<ColumnDrift> columns, List<String> notes, double alpha, long referenceRows, long currentRows) {
        this.columns = List.copyOf(columns);
        this.notes = List.copyOf(notes);
        this.alpha = alpha;
        this.referenceRows = referenceRows;
        this.currentRows = currentRows;
    }

    /**
     * A report from its parts.
     *
     * @param columns one result a column, in schema order
     * @param notes what else was noticed, for example a column that only one side has
     * @param alpha the accepted chance that a report on data that has not moved calls any column drifted
     * @param referenceRows rows behind the reference
     * @param currentRows rows behind the current profile
     * @return the report
     * @throws IllegalArgumentException if alpha is not in (0, 1)
     */
    public static DriftReport of(
            List<ColumnDrift> columns, List<String> notes, double alpha, long referenceRows, long currentRows) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1) but was " + alpha);
        }
        return new DriftReport(columns, notes, alpha, referenceRows, currentRows);
    }

    /**
     * The results in schema order.
     *
     * @return an unmodifiable list
     */
    public List<ColumnDrift> columns() {
        return columns;
    }

    /**
     * The results with the strongest first: by verdict, then by severity.
     *
     * @return a new list
     */
    public List<ColumnDrift> ranked() {
        List<ColumnDrift> ranked = new ArrayList<>(columns);
        ranked.sort(Comparator.comparing((ColumnDrift column) -> column.verdict() == Verdict.FAIL)
                .thenComparingDouble(ColumnDrift::severity)
                .reversed());
        return ranked;
    }

    /**
     * The columns that have drifted, the strongest first.
     *
     * @return a list, empty if none has
     */
    public List<ColumnDrift> drifted() {
        return ranked().stream()
                .filter(column -> column.verdict() == Verdict.FAIL)
                .toList();
    }

    /**
     * The result of one column.
     *
     * @param name its name
     * @return the result, or empty if the column was not compared
     */
    public Optional<ColumnDrift> column(String name) {
        return columns.stream()
                .filter(column -> column.field().name().equals(name))
                .findFirst();
    }

    /**
     * What else was noticed.
     *
     * @return an unmodifiable list of sentences
     */
    public List<String> notes() {
        return notes;
    }

    /**
     * The accepted chance that a report on data that has not moved calls any column drifted.
     *
     * @return a probability
     */
    public double alpha() {
        return alpha;
    }

    /**
     * Rows behind the reference.
     *
     * @return a number from 0
     */
    public long referenceRows() {
        return referenceRows;
    }

    /**
     * Rows behind the current profile.
     *
     * @return a number from 0
     */
    public long currentRows() {
        return currentRows;
    }

    /**
     * The verdict on the whole.
     *
     * @return FAIL if a column has drifted, otherwise INCONCLUSIVE if one cannot be told, otherwise PASS
     */
    public Verdict verdict() {
        return Verdict.worst(columns.stream().map(ColumnDrift::verdict).toList());
    }

    /**
     * Whether a column has drifted.
     *
     * @return true for FAIL only; what cannot be told is not drift, and not its absence either
     */
    public boolean isDrifted() {
        return verdict() == Verdict.FAIL;
    }

    /**
     * A paragraph a person can act on: the verdict, then each column that has drifted or cannot be told.
     *
     * @return several lines, without a line break at the end
     */
    public String explain() {
        String head = "drift " + verdict() + ": " + drifted().size() + " of " + columns.size()
                + " columns have moved (reference " + referenceRows + " rows, current " + currentRows + " rows)";
        String found = ranked().stream()
                .filter(column ->
                        column.verdict() != Verdict.PASS && !column.tests().isEmpty())
                .map(column -> "\n  " + column.field().name() + ": "
                        + column.strongest().decision().explanation())
                .collect(Collectors.joining());
        return head + found + notes.stream().map(note -> "\n  " + note).collect(Collectors.joining());
    }

    /**
     * One line for messages.
     *
     * @return verdict and drifted columns
     */
    @Override
    public String toString() {
        return "drift " + verdict() + " "
                + drifted().stream().map(column -> column.field().name()).toList();
    }
}
