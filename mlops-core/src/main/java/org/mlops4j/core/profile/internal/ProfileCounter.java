package org.mlops4j.core.profile.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/** Counts rows into the frozen bins of a reference, row by row or column by column. Not thread-safe. */
public final class ProfileCounter {

    private final Schema schema;
    private final ColumnCounter[] counters;
    /** Where the column of a counter stands in the rows. */
    private final int[] positions;

    private long rows;

    private ProfileCounter(Schema schema, List<ColumnCounter> counters, List<Integer> positions) {
        this.schema = schema;
        this.counters = counters.toArray(ColumnCounter[]::new);
        this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * A counter of rows of a schema. Columns of the reference that the schema does not have, or has in another type, are
     * left out; so are those excluded by name, because their values were dropped or replaced before they are counted.
     */
    public static ProfileCounter against(Profile reference, Schema schema, Set<String> excluded) {
        List<ColumnCounter> counters = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (ColumnProfile column : reference.columns()) {
            OptionalInt position = schema.indexOf(column.field().name());
            if (position.isPresent()
                    && schema.field(position.getAsInt())
                            .type()
                            .equals(column.field().type())
                    && !excluded.contains(column.field().name())) {
                counters.add(ColumnCounter.of(column.field(), column.bins()));
                positions.add(position.getAsInt());
            }
        }
        return new ProfileCounter(schema, counters, positions);
    }

    /** Counts one row; a field of a {@link BinnedRow} that was redacted to its bin is counted there. */
    public ProfileCounter add(Row row) {
        requireSchema(row.schema());
        BinnedRow binned = row instanceof BinnedRow known ? known : null;
        for (int i = 0; i < counters.length; i++) {
            int bin = binned == null ? BinnedRow.NO_BIN : binned.bin(positions[i]);
            if (bin == BinnedRow.NO_BIN) {
                counters[i].add(row, positions[i]);
            } else {
                counters[i].addBin(bin);
            }
        }
        rows++;
        return this;
    }

    /** Counts all rows of a table, column by column. */
    public ProfileCounter add(Table table) {
        requireSchema(table.schema());
        for (int i = 0; i < counters.length; i++) {
            counters[i].add(table.column(positions[i]));
        }
        rows += table.rowCount();
        return this;
    }

    /** What was counted so far; counting may go on. */
    public Profile toProfile() {
        List<ColumnProfile> columns = new ArrayList<>(counters.length);
        for (ColumnCounter counter : counters) {
            columns.add(counter.toProfile());
        }
        return Profile.of(rows, columns);
    }

    private void requireSchema(Schema given) {
        if (!given.equals(schema)) {
            throw new IllegalArgumentException("rows must have schema " + schema + " but have " + given);
        }
    }
}
