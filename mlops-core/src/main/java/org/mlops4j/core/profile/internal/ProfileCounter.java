package org.mlops4j.core.profile.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.QuantileSketch;

/**
 * Counts rows, into the frozen bins of a reference or into free-standing summaries, row by row or column by column. Not
 * thread-safe.
 */
public final class ProfileCounter {

    private final Schema schema;
    private final ColumnCounter[] counters;
    /** Where the column of a counter stands in the rows. */
    private final int[] positions;

    private long rows;
    private @Nullable Object layout;

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

    /** A counter of rows of a schema that summarises every column by itself; quantiles are of a size and a seed. */
    public static ProfileCounter summaries(Schema schema, int k, long seed) {
        List<ColumnCounter> counters = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Field field : schema.fields()) {
            positions.add(counters.size());
            counters.add(SummaryCounter.summarise(field, QuantileSketch.builder(k, seed)));
        }
        return new ProfileCounter(schema, counters, positions);
    }

    /**
     * Counts one row. A field of a {@link BinnedRow} that was redacted to its bin is counted there; a summary, to which a
     * bin says nothing, leaves such a column out.
     */
    public ProfileCounter add(Row row) {
        requireSchema(row.schema());
        BinnedRow binned = row instanceof BinnedRow known ? known : null;
        if (binned != null && binned.layout() != layout) {
            layout = binned.layout();
            hide(binned.hiddenFields());
        }
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

    private void hide(Set<String> hidden) {
        for (ColumnCounter counter : counters) {
            if (counter instanceof SummaryCounter summary
                    && hidden.contains(summary.field().name())) {
                summary.addBin(BinnedRow.NO_BIN);
            }
        }
    }

    /** Counts all rows of a table, column by column. */
    public ProfileCounter add(Table table) {
        return add(table, false);
    }

    /** Counts all rows of a table, several columns at a time if asked. */
    public ProfileCounter add(Table table, boolean parallel) {
        requireSchema(table.schema());
        IntStream columns = IntStream.range(0, counters.length);
        (parallel ? columns.parallel() : columns).forEach(i -> counters[i].add(table.column(positions[i])));
        rows += table.rowCount();
        return this;
    }

    /** How many rows were counted. */
    public long rows() {
        return rows;
    }

    /** What was counted so far; counting may go on. */
    public Profile toProfile() {
        List<ColumnProfile> columns = new ArrayList<>(counters.length);
        for (ColumnCounter counter : counters) {
            if (!counter.isRedacted()) {
                columns.add(counter.toProfile());
            }
        }
        return Profile.of(rows, columns);
    }

    private void requireSchema(Schema given) {
        if (!given.equals(schema)) {
            throw new IllegalArgumentException("rows must have schema " + schema + " but have " + given);
        }
    }
}
