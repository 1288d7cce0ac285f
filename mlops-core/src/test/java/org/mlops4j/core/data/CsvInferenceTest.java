package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.BadDataException;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.TableRead;
import org.mlops4j.identity.MlopsException;

class CsvInferenceTest {

    @TempDir
    Path folder;

    /** A second column keeps empty cells from being empty lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1;-2;+3 | INT64",
                "9223372036854775807;-9223372036854775808 | INT64",
                "1;2.5 | FLOAT64",
                "1e5;-.5;3. | FLOAT64",
                "1;NaN;-Infinity | FLOAT64",
                "0;1 | INT64",
                "true;FALSE | BOOLEAN",
                "true;1 | CATEGORY",
                "2026-11-23T08:00:00Z;2026-11-23 08:00+01:00 | INSTANT",
                "2026-11-23T08:00:00Z;2026-11-23T08:00:00 | CATEGORY",
                "2026-11-23;2026-11-24 | CATEGORY",
                "007;8 | CATEGORY",
                "9223372036854775808;1 | CATEGORY",
                "1e400;1 | CATEGORY",
                "0x10;1 | CATEGORY",
                "1,5;2 | CATEGORY",
                "inf;1 | CATEGORY",
                "' ';1 | CATEGORY",
                "[1,2.5];[\"NaN\",0] | VECTOR(2)",
                "[1,2];[1] | CATEGORY",
                "[];[] | CATEGORY",
                "[\"a\"] | CATEGORY",
                "'';'' | STRING",
                "'';5 | INT64",
            })
    void theNarrowestTypeThatReadsEveryCellIsConcluded(String cells, String type) throws IOException {
        TableRead.Inference inferred = infer(cells.split(";")).get(0);

        assertThat(inferred.field().type()).hasToString(type.strip());
        assertThat(inferred.field().isNullable()).isTrue();
        assertThat(inferred.field().roles()).containsExactly(Role.FEATURE);
    }

    @Test
    void textWithOverAThousandWordsIsNoCategory() throws IOException {
        assertThat(typeOfWords(1000)).isEqualTo("CATEGORY");
        assertThat(typeOfWords(1001)).isEqualTo("STRING");
    }

    private String typeOfWords(int words) throws IOException {
        String[] cells = IntStream.range(0, words).mapToObj(i -> "w" + i).toArray(String[]::new);
        return infer(cells).get(0).field().type().toString();
    }

    @Test
    void theReportSaysWhatTheConclusionRestsOn() throws IOException {
        assertThat(infer("1", "''", "2", "2").get(0).reason()).isEqualTo("3 values, 1 missing, 2 distinct");
        assertThat(infer("''").get(0).reason()).isEqualTo("every cell is missing");
    }

    @Test
    void theReportNamesTheLineThatSpoiltANumber() throws IOException {
        assertThat(infer("1", "2", "n/a", "3").get(0).reason())
                .isEqualTo("4 values, 0 missing, 4 distinct; numbers up to line 4, which holds none");
    }

    @Test
    void theReportSaysHowTimesWithoutOffsetAreRead() throws IOException {
        assertThat(infer("2026-11-23 08:00:00", "2026-11-24").get(0).reason())
                .endsWith("; times without offset: give the field type INSTANT and a zone");
    }

    @Test
    void filesOfOneOriginGetOneSchemaThatReadsThemAll() throws IOException {
        Path first = write("a.csv", "x,y,only\n1,2,3\n,5,\n");
        Path second = write("b.csv", "y,x,new\nten,1.5,z\n");

        List<TableRead.Inference> inferred = Csv.ofDefaults().infer(first, second);

        assertThat(inferred).extracting(i -> i.field().toString()).containsExactly("x:FLOAT64?", "y:CATEGORY?");
        assertThat(inferred.get(0).reason()).isEqualTo("2 values, 1 missing, 2 distinct");
    }

    @Test
    void readingWithoutSchemaGivesTheTableAndTheReport() throws IOException {
        Path file = write("a.csv", "id,when\n7,2026-11-23T08:00:00Z\n8,\n");

        TableRead read = Csv.ofDefaults().read(file);

        assertThat(CsvTest.rows(read.table())).containsExactly("[7, 2026-11-23T08:00:00Z]", "[8, null]");
        assertThat(read.inferred())
                .extracting(TableRead.Inference::field)
                .containsExactlyElementsOf(read.table().schema().fields());
        assertThat(read.badCellCount()).isZero();
    }

    @Test
    void withoutSchemaOnlyTheShapeOfRowsCanBeBad() throws IOException {
        Path file = write("a.csv", "x,y\n1,2\n3\n");

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> Csv.ofDefaults().read(file))
                .withMessageEndingWith("line 3, column 'y': '' row must have 2 cells but has 1");
    }

    @Test
    void headerNamesTheColumns() throws IOException {
        Path file = write("a.csv", "\uFEFFx,\"y, z\"\r\n1,2\r\n");

        assertThat(Csv.ofDefaults().header(file)).containsExactly("x", "y, z");
    }

    @Test
    void anEmptyFileHasNoHeader() throws IOException {
        Path file = write("a.csv", "");

        assertThatExceptionOfType(MlopsException.class)
                .isThrownBy(() -> Csv.ofDefaults().header(file))
                .withMessage(file + " is empty; a CSV file begins with its column names");
    }

    @Test
    void nothingCannotBeConcludedFrom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.ofDefaults().infer())
                .withMessage("files must be at least one but were none");
    }

    private List<TableRead.Inference> infer(String... cells) throws IOException {
        String rows = Arrays.stream(cells)
                .map(String::strip)
                .map(cell -> cell.startsWith("'") ? cell.substring(1, cell.length() - 1) : cell)
                .map(cell -> '"' + cell.replace("\"", "\"\"") + "\",z\n")
                .collect(Collectors.joining());
        List<TableRead.Inference> inferred = Csv.ofDefaults().infer(write("inferred.csv", "x,other\n" + rows));
        assertThat(inferred)
                .extracting(TableRead.Inference::field)
                .extracting(Field::name)
                .containsExactly("x", "other");
        return inferred;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
