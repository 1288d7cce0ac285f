package org.mlops4j.testing.assertj;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.profile.Profile;

/**
 * Assertions on a table.
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
        if (!actual.schema().names().equals(List.of(names))) {
            fails("table must have the columns " + Arrays.toString(names) + " but has "
                    + actual.schema().names());
        }
        return this;
    }

    /**
     * Passes if no value of these columns is missing; without names, of any column.
     *
     * @param names names of columns
     * @return these assertions
     */
    public TableAssert hasNoMissingValues(String... names) {
        isNotNull();
        List<String> wanted = names.length == 0 ? actual.schema().names() : List.of(names);
        List<String> broken = wanted.stream()
                .map(actual::column)
                .filter(column -> column.nullCount() > 0)
                .map(column -> column.field().name() + " lacks " + column.nullCount() + " of " + column.size())
                .toList();
        if (!broken.isEmpty()) {
            fails("no value may be missing but " + String.join(", ", broken));
        }
        return this;
    }

    /**
     * Passes if the table has every field of a schema with its type, and every value keeps the field's rules. Values of
     * PERSONAL and SECRET fields are not shown.
     *
     * @param schema the schema
     * @return these assertions
     */
    public TableAssert conformsTo(Schema schema) {
        isNotNull();
        List<String> broken = new ArrayList<>();
        long count = 0;
        for (Field field : schema.fields()) {
            if (!actual.schema().has(field.name())) {
                broken.add("column '" + field.name() + "' is missing");
                count++;
            } else if (!actual.column(field.name()).field().type().equals(field.type())) {
                broken.add("column '" + field.name() + "' must be " + field.type() + " but is "
                        + actual.column(field.name()).field().type());
                count++;
            } else {
                count += collect(actual.column(field.name()), field, broken);
            }
        }
        if (count > 0) {
            fails("table must conform to its schema but " + count + " places do not:\n  " + String.join("\n  ", broken)
                    + (count > broken.size() ? "\n  …" : ""));
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
        isNotNull();
        DriftReport report = Drift.ofDefaults().compare(reference, Profiles.against(reference, actual));
        if (report.verdict() != Verdict.PASS) {
            fails(report.explain());
        }
        return this;
    }

    private static long collect(Column column, Field field, List<String> broken) {
        long count = 0;
        for (int row = 0; row < column.size(); row++) {
            Optional<String> rule = brokenRule(column, field, row);
            if (rule.isPresent()) {
                count++;
                if (broken.size() < SHOWN) {
                    String value = column.isNull(row) ? "" : String.valueOf(column.text(row));
                    broken.add("row " + row + ": "
                            + BadCell.of(1, field, value, rule.get()).value() + " in '" + field.name() + "' "
                            + rule.get());
                }
            }
        }
        return count;
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
}
