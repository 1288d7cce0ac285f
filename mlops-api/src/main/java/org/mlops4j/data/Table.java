package org.mlops4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Rows held by column. {@link #slice}, {@link #select} and {@link #columns(String...)} give views that share the values.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class Table {

    private final Schema schema;
    private final List<Column> columns;
    private final int rowCount;

    private Table(Schema schema, List<Column> columns, int rowCount) {
        this.schema = schema;
        this.columns = columns;
        this.rowCount = rowCount;
    }

    /**
     * A table of these columns; their fields in this order are its schema.
     *
     * @param columns columns of equal size, with distinct names
     * @return the table
     * @throws IllegalArgumentException if sizes differ or a name occurs twice
     */
    public static Table of(Column... columns) {
        return of(Arrays.asList(columns));
    }

    /**
     * A table of these columns; their fields in this order are its schema.
     *
     * @param columns columns of equal size, with distinct names
     * @return the table
     * @throws IllegalArgumentException if sizes differ or a name occurs twice
     */
    public static Table of(List<? extends Column> columns) {
        int rows = columns.isEmpty() ? 0 : columns.get(0).size();
        for (Column column : columns) {
            if (column.size() != rows) {
                throw new IllegalArgumentException("columns must have one size but '"
                        + columns.get(0).field().name() + "' has " + rows + " rows and '"
                        + column.field().name() + "' has " + column.size());
            }
        }
        return of(columns, rows);
    }

    static Table of(List<? extends Column> columns, int rows) {
        return new Table(Schema.of(columns.stream().map(Column::field).toList()), List.copyOf(columns), rows);
    }

    /**
     * A table of an application's objects.
     *
     * @param <T> their type
     * @param rows one object a row
     * @param features reads their values
     * @return the table, with the features' schema
     * @throws IllegalArgumentException if the features leave a field of their schema unread
     */
    public static <T> Table of(Collection<? extends T> rows, Features<T> features) {
        features.requireComplete();
        TableBuilder builder = new TableBuilder(features.schema());
        for (T row : rows) {
            builder.startRow();
            features.write(row, builder);
        }
        return builder.build();
    }

    /**
     * What the columns mean.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * How many rows there are.
     *
     * @return a number from 0
     */
    public int rowCount() {
        return rowCount;
    }

    /**
     * The columns in order.
     *
     * @return an unmodifiable list
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The column at a position.
     *
     * @param index position from 0
     * @return the column
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public Column column(int index) {
        return columns.get(index);
    }

    /**
     * The column of a name.
     *
     * @param name the name
     * @return the column
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    public Column column(String name) {
        return columns.get(schema.requireIndex(name));
    }

    /**
     * The column of a name, of a certain type.
     *
     * @param <C> the type of column
     * @param name the name
     * @param type the type of column, for example {@code Float64Column.class}
     * @return the column
     * @throws IllegalArgumentException if there is none of this name or it is of another type
     */
    public <C extends Column> C column(String name, Class<C> type) {
        Column column = column(name);
        if (!type.isInstance(column)) {
            throw new IllegalArgumentException("column '" + name + "' must be a " + type.getSimpleName() + " but is "
                    + column.field().type());
        }
        return type.cast(column);
    }

    /**
     * A view on one row.
     *
     * @param index row from 0
     * @return the row; valid as long as the table
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Row row(int index) {
        return new TableRow(this, Objects.checkIndex(index, rowCount));
    }

    /**
     * Consecutive rows, without copying.
     *
     * @param from first row
     * @param to row after the last
     * @return a view
     * @throws IndexOutOfBoundsException if rows lie outside
     */
    public Table slice(int from, int to) {
        Objects.checkFromToIndex(from, to, rowCount);
        return view(to - from, selection -> selection.slice(from, to));
    }

    /**
     * These rows in this order, without copying values; a row may occur more than once.
     *
     * @param rows rows from 0
     * @return a view
     * @throws IndexOutOfBoundsException if a row does not exist
     */
    public Table select(int... rows) {
        for (int row : rows) {
            Objects.checkIndex(row, rowCount);
        }
        return view(rows.length, selection -> selection.select(rows));
    }

    /**
     * These columns in this order, without copying.
     *
     * @param names their names
     * @return a view
     * @throws IllegalArgumentException if a name does not exist or occurs twice
     */
    public Table columns(String... names) {
        List<Column> chosen = new ArrayList<>(names.length);
        for (String name : names) {
            chosen.add(column(name));
        }
        return of(chosen, rowCount);
    }

    /**
     * One line for messages; no values.
     *
     * @return size and schema
     */
    @Override
    public String toString() {
        return rowCount() + " rows x " + columns.size() + " columns " + schema;
    }

    private Table view(int rows, UnaryOperator<Selection> change) {
        // Columns made together share one selection: compute its successor once and let them share that too.
        IdentityHashMap<Selection, Selection> changed = new IdentityHashMap<>();
        List<Column> viewed = columns.stream()
                .<Column>map(column -> column.withSelection(changed.computeIfAbsent(column.selection(), change)))
                .toList();
        return new Table(schema, viewed, rows);
    }
}
