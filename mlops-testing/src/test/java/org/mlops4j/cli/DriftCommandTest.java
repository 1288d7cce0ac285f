package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.data.Csv;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.Profile;

class DriftCommandTest {

    @TempDir
    static Path folder;

    private static Path reference;
    private static Path same;
    private static Path moved;

    @BeforeAll
    static void writeFiles() throws IOException {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20261123);
        reference = write("reference.csv", rows(random, 1000, 0));
        same = write("same.csv", rows(random, 1000, 0));
        moved = write("moved.csv", rows(random, 1000, 1));
    }

    /** Income is uniform in [shift, shift + 1); half of the jobs are free. */
    private static String rows(UniformRandomProvider random, int rows, double shift) {
        StringBuilder text = new StringBuilder("income,job\n");
        for (int i = 0; i < rows; i++) {
            text.append(random.nextDouble() + shift).append(random.nextBoolean() ? ",free\n" : ",fixed\n");
        }
        return text.toString();
    }

    /** With alpha 0.01 the second sample, one fixed draw, is called drifted with a probability of at most 1 %. */
    @Test
    void dataThatHasNotMovedPasses() {
        Cli.Result result = drift(same).hasCode(0);

        assertThat(result.json().text("verdict")).isEqualTo("PASS");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void dataThatHasMovedFailsAndNamesTheColumn() {
        JsonObject json = drift(moved).hasCode(1).json();

        assertThat(json.text("verdict")).isEqualTo("FAIL");
        assertThat(json.texts("ranked").get(0)).isEqualTo("income");
        assertThat(json.objects("columns"))
                .extracting(column -> column.text("name") + " " + column.text("verdict"))
                .containsExactlyInAnyOrder("income FAIL", "job PASS");
    }

    @Test
    void theDocumentHasThePromisedShape() {
        JsonObject json = drift(moved).json();

        assertThat(json.members()).containsKeys("verdict", "columns");
        JsonObject column = json.objects("columns").get(0);
        assertThat(column.members()).containsOnlyKeys("name", "type", "verdict", "tests");
        assertThat(column.text("type")).isEqualTo("FLOAT64");
        assertThat(column.objects("tests").get(0).members())
                .containsKeys("test", "statistic", "threshold", "p", "verdict", "n_reference", "n_current");
    }

    /** The numbers are those of the library, whose own tests hold them against SciPy. */
    @Test
    void theNumbersAreThoseOfTheLibrary() {
        Table before = Csv.ofDefaults().read(reference).table();
        Profile profile = Profiles.reference(before);
        DriftReport expected = Drift.ofDefaults()
                .compare(
                        profile,
                        Profiles.against(profile, Csv.ofDefaults().read(moved).table()));

        for (JsonObject column : drift(moved).json().objects("columns")) {
            List<DriftTestResult> tests =
                    expected.column(column.text("name")).orElseThrow().tests();
            assertThat(column.objects("tests")).hasSameSizeAs(tests);
            for (int i = 0; i < tests.size(); i++) {
                JsonObject test = column.objects("tests").get(i);
                assertThat(test.text("test")).isEqualTo(tests.get(i).test());
                assertThat(test.number("statistic"))
                        .isEqualTo(tests.get(i).measurement().estimate().value());
                assertThat(test.number("threshold")).isEqualTo(tests.get(i).threshold());
                assertThat(test.number("p"))
                        .isEqualTo(tests.get(i).measurement().pValue().getAsDouble());
                assertThat(test.integer("n_reference")).isEqualTo(1000);
                assertThat(test.integer("n_current")).isEqualTo(1000);
            }
        }
    }

    @Test
    void peopleReadATable() {
        Cli.Result result =
                Cli.run("drift", "--reference", reference, "--current", moved).hasCode(1);

        assertThat(result.out())
                .startsWith("Drift of " + moved + " from " + reference + "\n===")
                .contains("drift FAIL: 1 of 2 columns have moved", "column", "statistic", "threshold");
    }

    @Test
    void columnsAndTestsCanBeChosen() {
        JsonObject json = drift(moved, "--columns", "job", "--test", "chi_square,psi")
                .hasCode(0)
                .json();

        assertThat(json.objects("columns")).hasSize(1);
        assertThat(json.objects("columns").get(0).objects("tests"))
                .extracting(test -> test.text("test"))
                .containsExactly("chi_square", "psi");
    }

    @Test
    void whatIsChosenMustExist() {
        drift(moved, "--columns", "age").isRefusedWith("'age'").isRefusedWith("[income, job]");
        drift(moved, "--test", "student").isRefusedWith("unknown drift test 'student'; known are [psi,");
        drift(moved, "--alpha", "2").isRefusedWith("alpha must be in (0, 1) but was 2.0");
        drift(moved, "--alpha", "small").isRefusedWith("Invalid value for option '--alpha'");
    }

    @Test
    void tooFewRowsDoNotDecide() throws IOException {
        Path few = write("few.csv", "income,job\n0.5,free\n");
        Path none = write("none.csv", "income,job\n");

        assertThat(drift(few).hasCode(3).json().text("verdict")).isEqualTo("INCONCLUSIVE");
        assertThat(drift(none).hasCode(3).json().integer("n_current")).isZero();
    }

    @Test
    void aColumnThatIsGoneDoesNotDecideAndIsNamed() throws IOException {
        Path gone = write("gone.csv", Files.readString(same).replace("income,job", "income,work"));

        Cli.Result result = drift(gone).hasCode(3);

        assertThat(result.json().texts("notes"))
                .containsExactlyInAnyOrder(
                        "column 'job' is missing from the current profile",
                        "column 'work' is new: the reference does not have it");
    }

    @Test
    void aColumnThatNoTestComparesIsNamed() throws IOException {
        String times = Files.readString(same)
                .replaceAll("(?m)$(?=\\R)", ",2026-11-23T08:00:00Z")
                .replaceFirst(",2026-11-23T08:00:00Z", ",at");
        Path file = write("times.csv", times);

        assertThat(Cli.run("drift", "--reference", file, "--current", file, "--json")
                        .hasCode(0)
                        .json()
                        .texts("notes"))
                .containsExactly("column 'at' was not compared: none of the tests is for INSTANT");
    }

    @Test
    void aSchemaSaysWhatColumnsMean() throws IOException {
        Path schema = write(
                "schema.json",
                "{\"fields\": [{\"name\": \"job\", \"type\": \"STRING\"}, {\"name\": \"income\", \"type\": \"FLOAT64\", "
                        + "\"roles\": [\"ID\"]}]}");

        JsonObject json = drift(moved, "--schema", schema).hasCode(0).json();

        assertThat(json.objects("columns"))
                .extracting(column -> column.text("name") + " " + column.text("type"))
                .containsExactly("job STRING");
    }

    @Test
    void aWrongSchemaIsRefusedByNameAndPlace() throws IOException {
        Path wrong = write("wrong.json", "{\"fields\": [{\"name\": \"job\", \"type\": \"WORD\"}]}");

        drift(moved, "--schema", wrong).isRefusedWith(wrong + ": field 'job': type must be BOOLEAN,");
        drift(moved, "--schema", folder.resolve("nowhere.json"))
                .isRefusedWith("nowhere.json cannot be read: there is no such file");
    }

    @Test
    void badCellsAreToldBesideTheResult() throws IOException {
        Path schema = write(
                "numbers.json",
                "{\"fields\": [{\"name\": \"income\", \"type\": \"FLOAT64\", \"nullable\": true, \"max\": 0.9, "
                        + "\"sensitivity\": \"PERSONAL\"}]}");

        Cli.Result result = Cli.run("drift", "--reference", same, "--current", same, "--schema", schema, "--json");

        assertThat(result.json().text("verdict")).isEqualTo("PASS");
        assertThat(result.err())
                .contains(" bad cells are taken as missing or their rows left out (0 rows); the first is line ")
                .contains("column 'income': '***' must be in [-Infinity, 0.9]");
    }

    @Test
    void aFileOfNothingButBadRowsIsRefused() throws IOException {
        Path schema = write("int.json", "{\"fields\": [{\"name\": \"income\", \"type\": \"INT64\"}]}");

        drift(moved, "--schema", schema)
                .isRefusedWith("line 2, column 'income'")
                .isRefusedWith("no row is left: mend the data or the schema");
    }

    @Test
    void filesThatAreNoCsvAreRefused() throws IOException {
        drift(folder.resolve("nowhere.csv")).isRefusedWith("nowhere.csv cannot be read: there is no such file");
        drift(write("empty.csv", "")).isRefusedWith("empty.csv is empty; a CSV file begins with its column names");
        drift(write("open.csv", "income,job\n1,\"free\n")).isRefusedWith("open.csv: malformed CSV: ");
        drift(write("ragged.csv", "income,job\n1\n")).isRefusedWith("row must have 2 cells but has 1");
        Path latin1 = Files.write(
                folder.resolve("latin1.csv"), "income,job\n1,größe\n".getBytes(StandardCharsets.ISO_8859_1));
        drift(latin1).isRefusedWith("latin1.csv cannot be read: it is not UTF-8");
    }

    /** A command line in Turkish writes i with and without dot, one in Arabic its own digits. */
    @Test
    void theLocaleOfTheUserChangesNothing() {
        String expected = drift(moved).out();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(drift(moved).out()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Cli.Result drift(Path current, Object... more) {
        Object[] arguments = {"drift", "--json", "--reference", reference, "--current", current};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Cli.run(all);
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
