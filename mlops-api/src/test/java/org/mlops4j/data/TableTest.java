package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Field AMOUNT = Field.of("amount", DataType.FLOAT64);
    private static final Field COUNT =
            Field.builder("count", DataType.INT64).nullable().build();
    private static final Field COUNTRY =
            Field.builder("country", DataType.CATEGORY).nullable().build();

    private final Table table = Table.of(
            Float64Column.of(AMOUNT, new double[] {0, 1, 2, 3, 4}),
            Int64Column.of(COUNT, new long[] {10, 11, 12, 13, 14}, bits(3)),
            CategoryColumn.of(COUNTRY, "DE", "FR", "DE", null, "IT"));

    @Test
    void schemaHoldsTheFieldsOfTheColumnsInOrder() {
        assertThat(table.schema()).isEqualTo(Schema.of(AMOUNT, COUNT, COUNTRY));
    }

    @Test
    void sliceShowsConsecutiveRows() {
        assertThat(amounts(table.slice(1, 4))).containsExactly(1, 2, 3);
    }

    @Test
    void sliceOfASliceCountsFromItsOwnFirstRow() {
        assertThat(amounts(table.slice(1, 5).slice(1, 3))).containsExactly(2, 3);
    }

    @Test
    void emptySliceHasNoRows() {
        assertThat(table.slice(5, 5).rowCount()).isZero();
    }

    @Test
    void selectShowsRowsInTheOrderAskedFor() {
        assertThat(amounts(table.select(4, 0, 2))).containsExactly(4, 0, 2);
    }

    @Test
    void selectMayRepeatARow() {
        assertThat(amounts(table.select(1, 1, 3, 1))).containsExactly(1, 1, 3, 1);
    }

    @Test
    void selectOfASelectCountsVisibleRows() {
        assertThat(amounts(table.select(4, 3, 2, 1).select(3, 0, 0))).containsExactly(1, 4, 4);
    }

    @Test
    void sliceOfASelectCountsVisibleRows() {
        assertThat(amounts(table.select(4, 3, 2, 1).slice(1, 3))).containsExactly(3, 2);
    }

    @Test
    void selectOfASliceCountsVisibleRows() {
        assertThat(amounts(table.slice(2, 5).select(2, 0))).containsExactly(4, 2);
    }

    @Test
    void selectCopiesTheRowsAskedFor() {
        int[] rows = {0, 1};
        Table chosen = table.select(rows);
        rows[0] = 4;

        assertThat(amounts(chosen)).containsExactly(0, 1);
    }

    @Test
    void viewsKeepMissingValuesWithTheirRows() {
        Column counts = table.select(3, 0, 3).column("count");

        assertThat(List.of(counts.isNull(0), counts.isNull(1), counts.isNull(2)))
                .containsExactly(true, false, true);
    }

    @Test
    void nullCountCountsVisibleRowsOnly() {
        assertThat(List.of(
                        table.column("count").nullCount(),
                        table.slice(0, 3).column("count").nullCount(),
                        table.select(3, 3).column("count").nullCount()))
                .containsExactly(1, 0, 2);
    }

    @Test
    void columnsShowsThoseNamedInThatOrder() {
        assertThat(table.columns("country", "amount").schema()).isEqualTo(Schema.of(COUNTRY, AMOUNT));
    }

    @Test
    void columnsOfAViewKeepItsRows() {
        assertThat(amounts(table.select(4, 2).columns("amount"))).containsExactly(4, 2);
    }

    @Test
    void noColumnsKeepTheRowCount() {
        assertThat(table.slice(0, 3).columns(new String[0]).rowCount()).isEqualTo(3);
    }

    @Test
    void columnsRefusesANameTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.columns("amount", "amount"))
                .withMessage("field names must be unique but 'amount' stands at 0 and at 1");
    }

    @Test
    void columnNamesThoseThereAreIfThereIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.column("age"))
                .withMessage("no field 'age' in the schema; it has [amount, count, country]");
    }

    @Test
    void columnOfAnotherTypeSaysWhichItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.column("amount", Int64Column.class))
                .withMessage("column 'amount' must be a Int64Column but is FLOAT64");
    }

    @Test
    void sliceRefusesRowsThatDoNotExist() {
        assertThatThrownBy(() -> table.slice(2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sliceRefusesRowsBeyondAViewEvenIfTheTableHasThem() {
        Table view = table.slice(0, 2);

        assertThatThrownBy(() -> view.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void selectRefusesARowBeyondAView() {
        Table view = table.slice(0, 2);

        assertThatThrownBy(() -> view.select(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void selectRefusesARowThatDoesNotExistEvenWithoutColumns() {
        Table none = table.columns(new String[0]);

        assertThatThrownBy(() -> none.select(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void rowRefusesOneThatDoesNotExist() {
        assertThatThrownBy(() -> table.row(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ofRefusesColumnsOfDifferentSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(Float64Column.of(AMOUNT, new double[2]), Int64Column.of(COUNT, new long[3])))
                .withMessage("columns must have one size but 'amount' has 2 rows and 'count' has 3");
    }

    @Test
    void ofJoinsColumnsOfDifferentViews() {
        Table joined =
                Table.of(table.slice(1, 3).column("amount"), table.select(4, 0).column("count"));

        Table last = joined.select(1);

        assertThat(last.row(0).number(0)).isEqualTo(2);
        assertThat(last.row(0).int64(1)).isEqualTo(10);
    }

    @Test
    void ofWithoutColumnsHasNoRows() {
        assertThat(Table.of().rowCount()).isZero();
    }

    @Test
    void columnsCannotBeChanged() {
        assertThatThrownBy(() -> table.columns().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toStringShowsSizeAndSchemaButNoValues() {
        assertThat(table).hasToString("5 rows x 3 columns [amount:FLOAT64, count:INT64?, country:CATEGORY?]");
    }

    @Test
    void ofObjectsRefusesFeaturesThatLeaveFieldsUnread() {
        Features<Double> half = Features.of(Schema.of(AMOUNT, COUNT)).number("amount", (Double x) -> x);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(List.of(1.0), half))
                .withMessageContaining("leave out [count]");
    }

    @Test
    void ofObjectsReadsOneRowAnObject() {
        Features<Double> features = Features.of(Schema.of(AMOUNT)).number("amount", (Double x) -> x * 2);

        assertThat(amounts(Table.of(List.of(1.0, 2.5), features))).containsExactly(2, 5);
    }

    private static double[] amounts(Table table) {
        return table.column("amount").toNumbers();
    }

    private static BitSet bits(int... positions) {
        BitSet bits = new BitSet();
        for (int position : positions) {
            bits.set(position);
        }
        return bits;
    }
}
