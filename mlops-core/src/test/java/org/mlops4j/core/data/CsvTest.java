package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.BadDataException;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;
import org.mlops4j.identity.MlopsException;

class CsvTest {

    private static final Schema LOAN = Schema.of(
            Field.builder("amount", DataType.FLOAT64).range(0, 1e6).build(),
            Field.builder("age", DataType.INT64).nullable().build(),
            Field.of("job", DataType.CATEGORY));

    @TempDir
    Path folder;

    @Test
    void columnsAreFoundByNameAndUnknownOnesLeftOut() {
        Table table = read(LOAN, "job,extra,age,amount\nfree,x,30,1.5\n").table();

        assertThat(table.schema()).isEqualTo(LOAN);
        assertThat(rows(table)).containsExactly("[1.5, 30, free]");
    }

    @Test
    void anEmptyCellIsMissing() {
        assertThat(rows(read(LOAN, "amount,age,job\n1,,\"x\"\n").table())).containsExactly("[1.0, null, x]");
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() {
        TableRead read = read(LOAN, "amount,age,job\n");

        assertThat(read.table().rowCount()).isZero();
        assertThat(read.table().schema()).isEqualTo(LOAN);
        assertThat(read.badCellCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\r\n"})
    void anEmptyFileIsRefusedByName(String text) {
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> read(LOAN, text))
                .withMessage("loans.csv is empty; a CSV file begins with its column names");
    }

    @Test
    void columnNamesMustBeDistinct() {
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> read(LOAN, "amount,age,amount\n"))
                .withMessage("loans.csv must have distinct, non-blank column names but has 'amount' twice: "
                        + "[amount, age, amount]");
    }

    @Test
    void columnNamesMustNotBeBlank() {
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> read(LOAN, "amount,\n"))
                .withMessageContaining("has a blank one: [amount, ]");
    }

    /** As spreadsheets save "CSV UTF-8": with a byte order mark, Windows line ends, and quotes where they are needed. */
    @Test
    void linesStayRightBehindCellsThatHoldLineBreaks() {
        String text = "\uFEFFamount,age,job\r\n1,2,\"a\r\nb\"\r\n\r\nx,3,\"c\n\n\"\r\n4,y,d\r\n";

        assertThat(bad(LOAN, text))
                .extracting(BadCell::line, BadCell::column, BadCell::value)
                .containsExactly(tuple(5L, "amount", "x"), tuple(8L, "age", "y"));
    }

    @Test
    void everyBadCellIsReportedWithLineColumnValueAndRule() {
        String text = "amount,age,job\n-1,30,free\nlots,x,free\n1,,\n";

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> read(LOAN, text))
                .satisfies(e -> assertThat(e.total()).isEqualTo(4))
                .satisfies(e -> assertThat(e.badCells())
                        .containsExactly(
                                new BadCell(2, "amount", "-1", "must be in [0.0, 1000000.0]"),
                                new BadCell(3, "amount", "lots", "must be a number of at most 64 bits"),
                                new BadCell(3, "age", "x", "must be an integer of at most 64 bits"),
                                new BadCell(4, "job", "", "must not be missing")))
                .withMessage("""
                        loans.csv has 4 bad cells; mend the data or the schema, or read it with BadCellPolicy.SKIP_ROW \
                        or NULL
                          line 2, column 'amount': '-1' must be in [0.0, 1000000.0]
                          line 3, column 'amount': 'lots' must be a number of at most 64 bits
                          line 3, column 'age': 'x' must be an integer of at most 64 bits
                          line 4, column 'job': '' must not be missing""");
    }

    @Test
    void skippingLeavesOutRowsWithBadCells() {
        TableRead read = Csv.ofDefaults()
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .read("loans.csv", new StringReader("amount,age,job\n1,x,a\n2,3,b\ny,z,c\n"), LOAN);

        assertThat(rows(read.table())).containsExactly("[2.0, 3, b]");
        assertThat(read.badCellCount()).isEqualTo(3);
        assertThat(read.skippedRows()).isEqualTo(2);
    }

    @Test
    void badCellsBecomeMissingOnlyWhereThatIsAllowed() {
        TableRead read = Csv.ofDefaults()
                .onBadCell(BadCellPolicy.NULL)
                .read("loans.csv", new StringReader("amount,age,job\n1,x,a\n2,3,b\ny,4,c\n"), LOAN);

        assertThat(rows(read.table())).containsExactly("[1.0, null, a]", "[2.0, 3, b]");
        assertThat(read.badCells()).extracting(BadCell::column).containsExactly("age", "amount");
        assertThat(read.skippedRows()).isEqualTo(1);
    }

    @Test
    void keptBadCellsAreBoundedAndAllAreCounted() {
        TableRead read = Csv.ofDefaults()
                .badCellLimit(3)
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .read("loans.csv", new StringReader("amount,age,job\n" + "x,1,a\n".repeat(5000)), LOAN);

        assertThat(read.badCells()).extracting(BadCell::line).containsExactly(2L, 3L, 4L);
        assertThat(read.badCellCount()).isEqualTo(5000);
        assertThat(read.skippedRows()).isEqualTo(5000);
    }

    @ParameterizedTest
    @EnumSource(BadCellPolicy.class)
    void aMissingColumnIsReportedOnceWithTheColumnsThereAre(BadCellPolicy policy) {
        Csv csv = Csv.ofDefaults().onBadCell(policy);
        String text = "amount,job\n1,a\n2,b\n";
        List<BadCell> found = policy == BadCellPolicy.FAIL
                ? bad(LOAN, text)
                : csv.read("loans.csv", new StringReader(text), LOAN).badCells();

        assertThat(found).containsExactly(new BadCell(1, "age", "", "column is missing; the file has [amount, job]"));
    }

    @Test
    void aMissingColumnIsMissingValuesWhereThoseAreAllowed() {
        Csv csv = Csv.ofDefaults().onBadCell(BadCellPolicy.NULL);

        assertThat(rows(csv.read("loans.csv", new StringReader("amount,job\n1,a\n"), LOAN)
                        .table()))
                .containsExactly("[1.0, null, a]");
        assertThat(csv.read("loans.csv", new StringReader("age,job\n1,a\n"), LOAN)
                        .skippedRows())
                .isEqualTo(1);
    }

    @Test
    void rowsWithTooFewOrTooManyCellsAreBad() {
        String text = "amount,age,job\n1,2\n1,2,a\n1,2,a,b\n";

        assertThat(bad(LOAN, text))
                .containsExactly(
                        new BadCell(2, "job", "", "row must have 3 cells but has 2"),
                        new BadCell(4, "job", "", "row must have 3 cells but has 4"));
        assertThat(rows(Csv.ofDefaults()
                        .onBadCell(BadCellPolicy.NULL)
                        .read("loans.csv", new StringReader(text), LOAN)
                        .table()))
                .containsExactly("[1.0, 2, a]");
    }

    @Test
    void aCellMayBeLargerThanAnyBuffer() {
        String huge = "ab\"\n".repeat(1 << 18);
        Schema texts = Schema.of(Field.of("text", DataType.STRING), Field.of("n", DataType.INT64));
        String text = "text,n\n\"" + huge.replace("\"", "\"\"") + "\",1\nx,bad\n";

        assertThat(bad(texts, text)).extracting(BadCell::line).containsExactly(3L + (1 << 18));
        assertThat(Csv.ofDefaults()
                        .onBadCell(BadCellPolicy.SKIP_ROW)
                        .read("loans.csv", new StringReader(text), texts)
                        .table()
                        .row(0)
                        .text(0))
                .isEqualTo(huge);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(file, "amount,age,job\n1,2,Zoë\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Csv.ofDefaults().read(file, LOAN))
                .withMessage(file + " cannot be read: it is not UTF-8; save it as UTF-8");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Csv.ofDefaults().read(file))
                .withMessageContaining("it is not UTF-8");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("nowhere.csv");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Csv.ofDefaults().read(file, LOAN))
                .withMessage(file + " cannot be read: there is no such file");
    }

    @Test
    void malformedTextIsRefusedWithFileAndLine() {
        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> read(LOAN, "amount,age,job\n1,2,\"a\n"))
                .withMessageStartingWith("loans.csv: malformed CSV: ")
                .withMessageEndingWith("at line 3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Sensitivity.class,
            names = {"PERSONAL", "SECRET"})
    void sensitiveValuesAreInNoMessage(Sensitivity sensitivity) {
        Schema schema = Schema.of(
                Field.builder("iban", DataType.INT64).sensitivity(sensitivity).build(),
                Field.builder("name", DataType.CATEGORY)
                        .allowed("Ada")
                        .sensitivity(sensitivity)
                        .build(),
                Field.builder("born", DataType.INSTANT).sensitivity(sensitivity).build(),
                Field.builder("face", DataType.vector(2))
                        .sensitivity(sensitivity)
                        .build(),
                Field.builder("income", DataType.FLOAT64)
                        .range(0, 1)
                        .sensitivity(sensitivity)
                        .build(),
                Field.builder("smoker", DataType.BOOLEAN)
                        .sensitivity(sensitivity)
                        .build());
        String text = "iban,name,born,face,income,smoker\n"
                + "hunter2,hunter2,hunter2,hunter2,hunter2,hunter2\n"
                + "1,hunter2,,\"[\"\"hunter2\"\",1]\",4242,\n"
                + "hunter2\n";

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> read(schema, text))
                .satisfies(e -> assertThat(e.total()).isEqualTo(12))
                .satisfies(e -> assertThat(e.badCells().toString()).doesNotContain("hunter2", "4242"))
                .withMessageNotContaining("hunter2")
                .withMessageNotContaining("4242");
    }

    @Test
    void theTextIsClosedWhateverHappens() {
        AtomicBoolean closed = new AtomicBoolean();
        Reader text = new StringReader("amount,age,job\nx,1,a\n") {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> Csv.ofDefaults().read("loans.csv", text, LOAN));
        assertThat(closed).isTrue();
    }

    @Test
    void anotherSeparatorLeavesCommasAlone() {
        Table table = Csv.ofDefaults()
                .separator(';')
                .read("loans.csv", new StringReader("amount;age;job\n1;2;a,b\n"), LOAN)
                .table();

        assertThat(rows(table)).containsExactly("[1.0, 2, a,b]");
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '\n', '\r'})
    void aSeparatorThatCsvGivesAnotherMeaningIsRefused(char separator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.ofDefaults().separator(separator))
                .withMessageStartingWith("separator must not be a quote or a line break but was \\u00");
    }

    @Test
    void theLimitOfBadCellsIsAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.ofDefaults().badCellLimit(0))
                .withMessage("limit must be >= 1 but was 0");
    }

    private static TableRead read(Schema schema, String text) {
        return Csv.ofDefaults().read("loans.csv", new StringReader(text), schema);
    }

    private static List<BadCell> bad(Schema schema, String text) {
        try {
            read(schema, text);
        } catch (BadDataException e) {
            return e.badCells();
        }
        return List.of();
    }

    static List<String> rows(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream()
                        .map(column -> column.text(row))
                        .toList()
                        .toString())
                .toList();
    }
}
