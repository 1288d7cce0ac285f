package org.mlops4j.testing.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mlops4j.testing.assertj.MlopsAssertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

class TableAssertTest {

    private static final Field AGE =
            Field.builder("age", DataType.FLOAT64).range(18, 120).build();
    private static final Field HOME =
            Field.builder("home", DataType.CATEGORY).allowed("own", "rent").build();
    private static final Schema SCHEMA = Schema.of(AGE, HOME);

    @Test
    void aGoodTablePassesAll() {
        Table table = table("20 own", "120 rent");
        assertThat(table)
                .hasRowCount(2)
                .hasColumns("age", "home")
                .hasNoMissingValues()
                .hasNoMissingValues("home")
                .conformsTo(SCHEMA)
                .conformsTo(Schema.of(HOME));
    }

    @Test
    void countsRows() {
        assertThat(Failure.of(() -> assertThat(table("20 own")).as("holdout").hasRowCount(3)))
                .isEqualTo("[holdout] table must have 3 rows but has 1");
    }

    @Test
    void comparesColumnsInOrder() {
        assertThat(Failure.of(() -> assertThat(table()).hasColumns("home", "age")))
                .isEqualTo("table must have the columns [home, age] but has [age, home]");
        assertThat(Failure.of(() -> assertThat(table()).hasColumns("age")))
                .isEqualTo("table must have the columns [age] but has [age, home]");
    }

    @Test
    void saysWhereValuesAreMissing() {
        Table table = table("20 own", "- own", "30 -", "- own");
        assertThat(Failure.of(() -> assertThat(table).hasNoMissingValues()))
                .isEqualTo("no value may be missing but 2 of 4 are missing in 'age', the first in row 1; 1 of 4 are"
                        + " missing in 'home', the first in row 2");
        assertThat(Failure.of(() -> assertThat(table).hasNoMissingValues("home")))
                .isEqualTo("no value may be missing but 1 of 4 are missing in 'home', the first in row 2");
    }

    @Test
    void aNumberThatIsNoneIsAValue() {
        assertThat(table("NaN own")).hasNoMissingValues();
    }

    @Test
    void refusesAColumnThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(table("20 own")).hasNoMissingValues("incme"))
                .withMessageContaining("incme")
                .withMessageContaining("age")
                .withMessageContaining("home");
    }

    @Test
    void showsEveryBrokenRuleWithRowColumnAndValue() {
        Table table = table("20 own", "17.5 ship", "NaN -", "- rent");
        assertThat(Failure.of(() -> assertThat(table).conformsTo(SCHEMA))).isEqualTo("""
                        table must conform to its schema but breaks it in 5 places:
                          row 1, column 'age': '17.5' must be in [18.0, 120.0]
                          row 2, column 'age': 'NaN' must be in [18.0, 120.0]
                          row 3, column 'age': must not be missing
                          row 1, column 'home': 'ship' must be one of [own, rent]
                          row 2, column 'home': must not be missing""");
    }

    @Test
    void showsTenPlacesAndCountsTheRest() {
        Table table = table(IntStream.range(0, 25).mapToObj(i -> i + " own").toArray(String[]::new));
        assertThat(Failure.of(() -> assertThat(table).conformsTo(SCHEMA)))
                .startsWith(
                        "table must conform to its schema but breaks it in 18 places:\n  row 0, column 'age': '0.0'")
                .endsWith("row 9, column 'age': '9.0' must be in [18.0, 120.0]\n  and 8 more");
    }

    @Test
    void namesColumnsThatAreMissingOrOfAnotherType() {
        Schema wanted = Schema.of(Field.of("income", DataType.FLOAT64), Field.of("age", DataType.INT64));
        assertThat(Failure.of(() -> assertThat(table("20 own")).conformsTo(wanted)))
                .isEqualTo("""
                        table must conform to its schema but breaks it in 2 places:
                          column 'income' is missing
                          column 'age' must be INT64 but is FLOAT64""");
    }

    @Test
    void showsNoPersonalValueWhicheverSideCallsItSo() {
        Field personal = AGE.toBuilder().sensitivity(Sensitivity.PERSONAL).build();
        String hidden = """
                table must conform to its schema but breaks it in 1 place:
                  row 0, column 'age': '***' must be in [18.0, 120.0]""";
        assertThat(Failure.of(() -> assertThat(table("7 own")).conformsTo(Schema.of(personal))))
                .isEqualTo(hidden);
        TableBuilder builder = new TableBuilder(Schema.of(personal));
        builder.startRow().float64(0, 7);
        assertThat(Failure.of(() -> assertThat(builder.build()).conformsTo(Schema.of(AGE))))
                .isEqualTo(hidden);
    }

    @Test
    void aPercentSignAndALineBreakDoNoHarm() {
        TableBuilder builder = new TableBuilder(Schema.of(Field.of("home", DataType.CATEGORY)));
        builder.startRow().text(0, "100 %d\nof it");
        assertThat(Failure.of(() -> assertThat(builder.build()).conformsTo(Schema.of(HOME))))
                .contains("'100 %d of it' must be one of");
    }

    @Test
    void dataLikeItsReferenceHasNotDrifted() {
        assertThat(numbers(2_000, 0)).hasNoDriftFrom(Profiles.reference(numbers(2_000, 0)));
    }

    @Test
    void saysWhichColumnDriftedHowFarAndWhatToDo() {
        // Whole numbers 0 to 99, each equally often; moved up by 50: the shares of the lower half and below are 0.
        assertThat(Failure.of(() -> assertThat(numbers(2_000, 50))
                        .as("window")
                        .hasNoDriftFrom(Profiles.reference(numbers(2_000, 0)))))
                .startsWith("[window] no column may have drifted at alpha 0.01, and each must be told, but drift FAIL:"
                        + " 1 of 1 columns have moved (reference 2000 rows, current 2000 rows)\n  age: ")
                .contains("median 49.5 -> 99", "mean 49.5 -> 99.5")
                .endsWith("\n  look for what changed in the source of 'age'; if the change is meant, freeze a new"
                        + " reference");
    }

    @Test
    void tooFewRowsAreNoProofOfCalm() {
        Table few = numbers(100, 0).select(5, 15, 25, 35, 45, 55, 65, 75, 85, 95);
        assertThat(Failure.of(() -> assertThat(few).hasNoDriftFrom(Profiles.reference(numbers(2_000, 0)))))
                .startsWith("no column may have drifted at alpha 0.01, and each must be told, but drift INCONCLUSIVE:"
                        + " 0 of 1 columns have moved (reference 2000 rows, current 10 rows)\n  age: ")
                .endsWith(" current rows would do");
    }

    @Test
    void aLostColumnIsNoProofOfCalm() {
        Table other = table("20 own").columns("home");
        assertThat(Failure.of(() -> assertThat(other).hasNoDriftFrom(Profiles.reference(numbers(2_000, 0)))))
                .contains("column 'age' is missing from the current profile")
                .endsWith("\n  give both sides the same columns");
    }

    @Test
    void nothingIsNoTable() {
        Table none = null;
        assertThat(Failure.of(() -> assertThat(none).hasRowCount(0))).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasColumns())).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasNoMissingValues())).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).conformsTo(SCHEMA))).contains("not to be null");
        assertThat(Failure.of(() -> assertThat(none).hasNoDriftFrom(Profiles.reference(table()))))
                .contains("not to be null");
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(table()).conformsTo(null))
                .withMessage("schema");
    }

    /** A row a text: age and home, a dash for what is missing. */
    private static Table table(String... rows) {
        TableBuilder table = new TableBuilder(Schema.of(
                Field.builder("age", DataType.FLOAT64).nullable().build(),
                Field.builder("home", DataType.CATEGORY).nullable().build()));
        for (String row : rows) {
            String[] cells = row.split(" ");
            table.startRow();
            if (cells[0].equals("-")) {
                table.missing(0);
            } else {
                table.float64(0, Double.parseDouble(cells[0]));
            }
            if (cells[1].equals("-")) {
                table.missing(1);
            } else {
                table.text(1, cells[1]);
            }
        }
        return table.build();
    }

    private static Table numbers(int rows, double shift) {
        TableBuilder table = new TableBuilder(Schema.of(Field.of("age", DataType.FLOAT64)));
        for (int i = 0; i < rows; i++) {
            table.startRow().float64(0, i % 100 + shift);
        }
        return table.build();
    }
}
