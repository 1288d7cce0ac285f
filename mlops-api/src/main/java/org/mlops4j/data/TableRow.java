package org.mlops4j.data;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row that reads its table's columns. */
final class TableRow implements Row {

    private final Table table;
    private final int row;

    TableRow(Table table, int row) {
        this.table = table;
        this.row = row;
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public boolean isNull(int field) {
        return table.column(field).isNull(row);
    }

    @Override
    public boolean bool(int field) {
        return typed(field, BooleanColumn.class).at(row);
    }

    @Override
    public long int64(int field) {
        return typed(field, Int64Column.class).at(row);
    }

    @Override
    public double number(int field) {
        return table.column(field).number(row);
    }

    @Override
    public @Nullable String text(int field) {
        Column column = table.column(field);
        if (!column.field().type().isText()) {
            throw wrongType(column, "text");
        }
        return column.text(row);
    }

    @Override
    public @Nullable Instant instant(int field) {
        return typed(field, InstantColumn.class).at(row);
    }

    @Override
    public double @Nullable [] vector(int field) {
        return typed(field, VectorColumn.class).at(row);
    }

    @Override
    public void writeTo(RowSink sink) {
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.column(i);
            if (column.isNull(row)) {
                sink.missing(i);
            } else {
                column.write(row, i, sink);
            }
        }
    }

    private <C extends Column> C typed(int field, Class<C> type) {
        Column column = table.column(field);
        if (!type.isInstance(column)) {
            throw wrongType(column, type.getSimpleName().replace("Column", "").toUpperCase(Locale.ROOT));
        }
        return type.cast(column);
    }

    private static IllegalStateException wrongType(Column column, String wanted) {
        return new IllegalStateException("field '" + column.field().name() + "' is "
                + column.field().type() + " and cannot be read as " + wanted);
    }
}
