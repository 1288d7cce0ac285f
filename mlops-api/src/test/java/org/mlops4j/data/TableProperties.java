package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Views compared with a list of row numbers on which the same steps are done by hand. */
class TableProperties {

    private static final Schema SCHEMA = Schema.of(
            Field.builder("number", DataType.INT64).nullable().build(),
            Field.builder("word", DataType.CATEGORY).nullable().build(),
            Field.builder("value", DataType.FLOAT64).nullable().build());

    @Property(tries = 300)
    void viewsOfViewsShowTheRowsOfTheSameStepsOnAList(
            @ForAll @Size(max = 30) List<@Nullable Integer> values,
            @ForAll @Size(max = 6) List<Boolean> kinds,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(max = 1_000_000) Integer> seeds) {
        Table view = tableOf(values);
        List<@Nullable Integer> expected = new ArrayList<>(values);
        for (boolean slice : kinds) {
            int size = expected.size();
            if (slice || size == 0) {
                int from = size == 0 ? 0 : seeds.get(0) % (size + 1);
                int to = from + seeds.get(1) % (size - from + 1);
                view = view.slice(from, to);
                expected = expected.subList(from, to);
            } else {
                int[] rows = seeds.stream().mapToInt(seed -> seed % size).toArray();
                view = view.select(rows);
                List<@Nullable Integer> chosen = new ArrayList<>();
                for (int row : rows) {
                    chosen.add(expected.get(row));
                }
                expected = chosen;
            }
        }

        assertThat(read(view)).isEqualTo(expected);
    }

    @Property(tries = 200)
    void copyingInBulkEqualsReadingOneByOne(
            @ForAll @Size(min = 1, max = 40) List<@Nullable Integer> values,
            @ForAll @IntRange(max = 1000) int seed,
            @ForAll boolean select) {
        Table table = tableOf(values);
        Table view = select ? table.select(seed % values.size(), 0) : table.slice(seed % values.size(), values.size());
        int rows = view.rowCount();
        long[] longs = new long[rows];
        double[] doubles = new double[rows];
        int[] codes = new int[rows];
        Int64Column number = view.column("number", Int64Column.class);
        Float64Column value = view.column("value", Float64Column.class);
        CategoryColumn word = view.column("word", CategoryColumn.class);
        number.copyTo(0, longs, 0, rows);
        value.copyTo(0, doubles, 0, rows);
        word.copyCodesTo(0, codes, 0, rows);

        for (int i = 0; i < rows; i++) {
            assertThat(longs[i]).isEqualTo(number.at(i));
            assertThat(doubles[i]).isEqualTo(value.at(i));
            assertThat(codes[i]).isEqualTo(word.code(i));
        }
    }

    private static Table tableOf(List<@Nullable Integer> values) {
        TableBuilder builder = new TableBuilder(SCHEMA);
        for (Integer value : values) {
            builder.startRow();
            if (value != null) {
                builder.int64(0, value);
                builder.text(1, "w" + value);
                builder.float64(2, value / 2.0);
            }
        }
        return builder.build();
    }

    /** What every column says of each row, if all say the same. */
    private static List<@Nullable Integer> read(Table view) {
        List<@Nullable Integer> rows = new ArrayList<>();
        for (int i = 0; i < view.rowCount(); i++) {
            Row row = view.row(i);
            if (row.isNull(0)) {
                assertThat(row.isNull(1) && row.isNull(2)).isTrue();
                rows.add(null);
            } else {
                int value = (int) row.int64(0);
                assertThat(row.text(1)).isEqualTo("w" + value);
                assertThat(row.number(2)).isEqualTo(value / 2.0);
                rows.add(value);
            }
        }
        return rows;
    }
}
