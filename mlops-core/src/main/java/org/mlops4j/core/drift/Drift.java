package org.mlops4j.core.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.drift.ColumnDrift;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/**
 * Compares all columns of a profile with a reference.
 *
 * <p>Each test runs on every column whose type it supports. The accepted chance alpha of a false alarm is shared evenly by
 * all tests performed (Bonferroni): the chance that a report on data that has moved by no more than is tolerated calls any
 * column drifted is at most alpha, and far less if it has not moved at all.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Drift {

    /** The accepted chance of a false alarm, unless said otherwise. */
    public static final double DEFAULT_ALPHA = 0.01;

    private static final Drift DEFAULTS =
            new Drift(List.of(DriftTests.psi(), DriftTests.kolmogorovSmirnov()), DEFAULT_ALPHA, List.of());

    private final List<DriftTest> tests;
    private final double alpha;
    private final List<String> columns;

    private Drift(List<DriftTest> tests, double alpha, List<String> columns) {
        this.tests = tests;
        this.alpha = alpha;
        this.columns = columns;
    }

    /**
     * PSI for all columns and KS for numbers, alpha {@value #DEFAULT_ALPHA}, all columns but those of role ID.
     *
     * @return the settings
     */
    public static Drift ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Replaces the tests.
     *
     * @param all the tests, at least one, with distinct ids
     * @return settings with them
     * @throws IllegalArgumentException if there is none or an id occurs twice
     */
    public Drift tests(DriftTest... all) {
        List<DriftTest> chosen = List.of(all);
        Set<String> ids = chosen.stream().map(DriftTest::id).collect(Collectors.toSet());
        if (chosen.isEmpty() || ids.size() != chosen.size()) {
            throw new IllegalArgumentException("tests must be at least one, with distinct ids, but were " + chosen);
        }
        return new Drift(chosen, alpha, columns);
    }

    /**
     * Replaces the accepted chance of a false alarm in a report.
     *
     * @param chance the chance, in (0, 1)
     * @return settings with it
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    public Drift alpha(double chance) {
        if (!(chance > 0 && chance < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1) but was " + chance);
        }
        return new Drift(tests, chance, columns);
    }

    /**
     * Compares only these columns. Naming none means all of the reference but those of role ID, which tell rows apart
     * and repeat nothing.
     *
     * @param names their names
     * @return settings with them
     * @throws IllegalArgumentException if a name occurs twice
     */
    public Drift columns(String... names) {
        if (new LinkedHashSet<>(Arrays.asList(names)).size() != names.length) {
            throw new IllegalArgumentException("columns must be distinct but were " + Arrays.toString(names));
        }
        return new Drift(tests, alpha, List.of(names));
    }

    /**
     * The tests.
     *
     * @return an unmodifiable list
     */
    public List<DriftTest> tests() {
        return tests;
    }

    /**
     * The accepted chance of a false alarm in a report.
     *
     * @return a probability
     */
    public double alpha() {
        return alpha;
    }

    /**
     * The only columns to compare.
     *
     * @return their names, unmodifiable; empty for all but those of role ID
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Compares two profiles. A column of the reference that the current profile does not have, or has in another type or in
     * other bins, is INCONCLUSIVE and noted; one that only the current profile has, or that no test supports, is noted.
     *
     * @param reference how it was
     * @param current how it is, counted against the reference
     * @return the report
     * @throws IllegalArgumentException if the reference lacks a column chosen by name, with the names it has
     */
    public DriftReport compare(Profile reference, Profile current) {
        List<String> notes = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (ColumnProfile column : chosen(reference)) {
            Pair pair = pair(column, current, notes);
            if (!pair.tests.isEmpty() || pair.current == null) {
                pairs.add(pair);
            }
        }
        if (columns.isEmpty()) {
            for (Field field : current.schema().fields()) {
                if (reference.column(field.name()).isEmpty()) {
                    notes.add("column '" + field.name() + "' is new: the reference does not have it");
                }
            }
        }
        int performed = pairs.stream().mapToInt(pair -> pair.tests.size()).sum();
        List<ColumnDrift> compared = pairs.stream()
                .map(pair -> pair.compare(alpha / Math.max(1, performed)))
                .toList();
        return DriftReport.of(compared, notes, alpha, reference.rows(), current.rows());
    }

    private List<ColumnProfile> chosen(Profile reference) {
        if (columns.isEmpty()) {
            return reference.columns().stream()
                    .filter(column -> mayHaveBins(column.field()))
                    .filter(column -> !column.field().is(Role.ID))
                    .toList();
        }
        return columns.stream()
                .map(name -> reference.columns().get(reference.schema().requireIndex(name)))
                .toList();
    }

    /** Whether a reference cuts values of such a field into bins. */
    private static boolean mayHaveBins(Field field) {
        return (field.type().isNumeric() || field.type().isText()) && field.sensitivity() != Sensitivity.SECRET;
    }

    private Pair pair(ColumnProfile column, Profile current, List<String> notes) {
        Field field = column.field();
        Optional<ColumnProfile> other = current.column(field.name());
        String obstacle = obstacle(column, other.orElse(null));
        if (obstacle != null) {
            notes.add("column '" + field.name() + "' " + obstacle);
            return new Pair(column, null, List.of());
        }
        List<DriftTest> fitting =
                tests.stream().filter(test -> test.supports(field.type())).toList();
        if (fitting.isEmpty()) {
            notes.add("column '" + field.name() + "' was not compared: none of the tests is for " + field.type());
        }
        return new Pair(column, other.orElseThrow(), fitting);
    }

    private static @Nullable String obstacle(ColumnProfile reference, @Nullable ColumnProfile current) {
        if (current == null) {
            return "is missing from the current profile";
        }
        if (!reference.field().type().equals(current.field().type())) {
            return "is " + current.field().type() + " but was "
                    + reference.field().type();
        }
        if (!reference.isFrozen()) {
            return "has no frozen bins; freeze the reference with Profiles.reference";
        }
        return reference.bins().equals(current.bins())
                ? null
                : "was counted in other bins than the reference; count it against the reference";
    }

    /** A column of the reference, its counterpart if there is one to compare, and the tests to perform on them. */
    private record Pair(ColumnProfile reference, @Nullable ColumnProfile current, List<DriftTest> tests) {

        ColumnDrift compare(double share) {
            List<DriftTestResult> results = new ArrayList<>();
            for (DriftTest test : tests) {
                results.add(test.test(reference, Objects.requireNonNull(current), share));
            }
            return new ColumnDrift(reference.field(), results);
        }
    }

    /**
     * One line for messages.
     *
     * @return tests, alpha and columns
     */
    @Override
    public String toString() {
        return tests.stream().map(DriftTest::id).toList() + " at alpha " + Figures.share(alpha)
                + (columns.isEmpty() ? "" : " on " + columns);
    }
}
