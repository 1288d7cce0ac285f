package org.mlops4j.core.data.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.BadDataException;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.data.TableRead;

/** Collects rows of written cells into a table, and every bad cell on the way. */
public final class RowReader {

    private final String source;
    private final Schema schema;
    private final BadCellPolicy policy;
    private final int limit;
    private TableBuilder table;
    private final List<BadCell> badCells = new ArrayList<>();
    private final BitSet absent = new BitSet();
    private long badCellCount;
    private long skippedRows;

    /** Reads rows of a schema; {@code source} names the data in messages, {@code limit} bounds the cells kept. */
    public RowReader(String source, Schema schema, BadCellPolicy policy, int limit) {
        this.source = source;
        this.schema = schema;
        this.policy = policy;
        this.limit = limit;
        this.table = new TableBuilder(schema);
    }

    /** Checks a bound on the bad cells that are kept. */
    public static int requireLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1 but was " + limit);
        }
        return limit;
    }

    /** Notes a fault that concerns no single cell of a known field. */
    public void bad(BadCell cell) {
        badCellCount++;
        if (badCells.size() < limit) {
            badCells.add(cell);
        }
    }

    /** Notes that the source holds no cell of a field at all: that is said once, not for every row. */
    public void absent(int field) {
        absent.set(field);
    }

    /** Leaves out a row whose fault has been noted. */
    public void skipRow() {
        skippedRows++;
    }

    /** Adds a row of cells in schema order; null is a missing one. */
    public void row(long line, @Nullable String[] cells) {
        table.startRow();
        boolean keep = true;
        for (int i = 0; i < cells.length; i++) {
            Field field = schema.field(i);
            if (absent.get(i)) {
                keep &= field.isNullable();
                continue;
            }
            String rule = CellReader.read(cells[i], field, i, table);
            if (rule != null) {
                String shown = cells[i];
                bad(BadCell.of(line, field, shown == null ? "" : shown, rule));
                keep &= policy == BadCellPolicy.NULL && field.isNullable();
            }
        }
        if (!keep) {
            table.dropRow();
            skippedRows++;
        }
    }

    /** The rows since the last batch; the next ones begin another. */
    public Table takeBatch() {
        Table batch = table.build();
        table = new TableBuilder(schema);
        return batch;
    }

    /** A source that cannot be read, in words. */
    public static UncheckedIOException unreadable(String source, IOException e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof CharacterCodingException) {
            why = "it is not UTF-8; save it as UTF-8";
        } else if (e instanceof NoSuchFileException) {
            why = "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            why = "access is denied";
        }
        return new UncheckedIOException(source + " cannot be read: " + why, e);
    }

    /** The table, or one exception that lists every bad cell. */
    public TableRead finish(List<TableRead.Inference> inferred) {
        if (policy == BadCellPolicy.FAIL && badCellCount > 0) {
            throw new BadDataException(
                    source,
                    badCells,
                    badCellCount,
                    "mend the data or the schema, or read it with BadCellPolicy.SKIP_ROW or NULL");
        }
        return new TableRead(table.build(), badCells, badCellCount, skippedRows, inferred);
    }
}
