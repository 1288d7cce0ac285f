package org.mlops4j.testing.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Profile;

/**
 * Assertions on a table. Rows are counted from 0.
 *
 * @since 0.1.0
 */
public class TableAssert extends AbstractCheckedAssert<TableAssert, Table> {

    private static final int SHOWN = 10;

    /**
     * Assertions on a table.
     *
     * @param actual the table
     */
    public TableAssert(@Nullable Table actual) {
        super(actual, TableAssert.class);
    }

    /**
     * Passes if there are exactly so many rows.
     *
     * @param expected a number from 0
     * @return these assertions
     */
    public TableAssert hasRowCount(int expected) {
        isNotNull();
        if (actual.rowCount() != expected) {
            fails("table must have " + expected + " rows but has " + actual.rowCount());
        }
        return this;
    }

    /**
     * Passes if these are the columns, in this order.
     *
     * @param names their names
     * @return these assertions
     */
    public TableAssert hasColumns(String... names) {
        isNotNull();
        List<String> wanted = List.of(names);
        if (!actual.schema().names().equals(wanted)) {
            fails("table must have the columns " + wanted + " but has "
                    + actual.schema().names());
        }
        return this;
    }

    /**
     * Passes if no value of these columns is missing; without names, of any column. NaN is a value.
     *
     * @param names names of columns
     * @return these assertions
     * @throws IllegalArgumentException if there is no column of a name, with the names there are
     */
    public TableAssert hasNoMissingValues(String... names) {
        isNotNull();
        List<String> wanted = names.length == 0 ? actual.schema().names() : List.of(names);
        List<String> broken = wanted.stream()
                .map(actual::column)
                .filter(column -> column.nullCount() > 0)
                .map(column -> column.nullCount() + " of " + column.size() + " are missing in '"
                        + column.field().name() + "', the first in row " + firstMissing(column))
                .toList();
        if (!broken.isEmpty()) {
            fails("no value may be missing but " + String.join("; ", broken));
        }
        return this;
    }

    /**
     * Passes if the table has every field of a schema with its type, and every value keeps the field's rules; further
     * columns are allowed. Values of PERSONAL and SECRET fields are not shown.
     *
     * @param schema the schema
     * @return these assertions
     */
    public TableAssert conformsTo(Schema schema) {
        Objects.requireNonNull(schema, "schema");
        isNotNull();
        Places broken = new Places();
        for (Field field : schema.fields()) {
            if (!actual.schema().has(field.name())) {
                broken.add(() -> "column '" + field.name() + "' is missing");
            } else if (!actual.column(field.name()).field().type().equals(field.type())) {
                broken.add(() -> "column '" + field.name() + "' must be " + field.type() + " but is "
                        + actual.column(field.name()).field().type());
            } else {
                addBrokenRules(actual.column(field.name()), field, broken);
            }
        }
        if (broken.count > 0) {
            fails("table must conform to its schema but breaks it in " + broken);
        }
        return this;
    }

    /**
     * Passes if no column has drifted from a reference and every column can be told, by {@link Drift#ofDefaults()}.
     *
     * @param reference the profile of how it was
     * @return these assertions
     */
    public TableAssert hasNoDriftFrom(Profile reference) {
        Objects.requireNonNull(reference, "reference");
        isNotNull();
        DriftReportAssert.refusal(Drift.ofDefaults().compare(reference, Profiles.against(reference, actual)))
                .ifPresent(this::fails);
        return this;
    }

    private static int firstMissing(Column column) {
        int row = 0;
        while (!column.isNull(row)) {
            row++;
        }
        return row;
    }

    private static void addBrokenRules(Column column, Field field, Places broken) {
        for (int row = 0; row < column.size(); row++) {
            String rule = brokenRule(column, field, row).orElse(null);
            if (rule != null) {
                int at = row;
                broken.add(() -> "row " + at + ", column '" + field.name() + "': "
                        + (column.isNull(at) ? "" : "'" + shown(column, field, at) + "' ") + rule);
            }
        }
    }

    /** The value as a bad cell shows it, by the stricter of the two fields. */
    private static String shown(Column column, Field field, int row) {
        boolean stricter = column.field().sensitivity().compareTo(field.sensitivity()) > 0;
        return BadCell.of(1, stricter ? column.field() : field, String.valueOf(column.text(row)), "")
                .value()
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static Optional<String> brokenRule(Column column, Field field, int row) {
        if (column.isNull(row)) {
            return field.ruleBrokenByNull();
        }
        if (field.type().isNumeric()) {
            return field.ruleBrokenBy(column.number(row));
        }
        return field.type().isText() ? field.ruleBrokenBy(String.valueOf(column.text(row))) : Optional.empty();
    }

    /** How many places there are, and the first of them. */
    private static final class Places {

        private final List<String> first = new ArrayList<>();
        private long count;

        void add(Supplier<String> place) {
            count++;
            if (first.size() < SHOWN) {
                first.add(place.get());
            }
        }

        @Override
        public String toString() {
            return count + (count == 1 ? " place" : " places") + ":\n  " + String.join("\n  ", first)
                    + (count > first.size() ? "\n  and " + (count - first.size()) + " more" : "");
        }
    }
}
