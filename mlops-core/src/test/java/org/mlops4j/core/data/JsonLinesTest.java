package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.BadDataException;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.TableRead;

class JsonLinesTest {

    private static final Schema LOAN = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.builder("age", DataType.INT64).nullable().build(),
            Field.builder("job", DataType.CATEGORY).nullable().build());

    @TempDir
    Path folder;

    @Test
    void membersAreFoundByNameAndUnknownOnesLeftOut() {
        assertThat(rows("{\"job\": \"free\", \"x\": {\"y\": [1]}, \"amount\": 1.5, \"age\": 30}"))
                .containsExactly("[1.5, 30, free]");
    }

    @Test
    void nullAndAbsentMembersAreMissingButAnEmptyTextIsAText() {
        assertThat(rows("{\"amount\":1,\"age\":null}\n{\"amount\":2,\"job\":\"\"}\n"))
                .containsExactly("[1.0, null, null]", "[2.0, null, ]");
    }

    @Test
    void linesMayEndAsOnWindowsAndEmptyOnesAreCountedOnly() {
        assertThat(bad("\uFEFF{\"amount\":1}\r\n\r\n \n{\"amount\":\"x\"}\r\n"))
                .containsExactly(new BadCell(4, "amount", "x", "must be a number of at most 64 bits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void nothingIsATableWithoutRows(String text) {
        assertThat(read(text).table().rowCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e5", "1.0", "9223372036854775808", "-9223372036854775809", "true", "[1]", "\"\""})
    void whatIsNoIntegerIsBadInItsOwnCell(String written) {
        BadCell bad = bad("{\"amount\":1,\"age\":" + written + "}").get(0);

        assertThat(bad.column()).isEqualTo("age");
        assertThat(bad.value()).isEqualTo(written.replace("\"", ""));
        assertThat(bad.rule()).isEqualTo("must be an integer of at most 64 bits");
    }

    @Test
    void numbersKeepAllTheirDigits() {
        assertThat(rows("{\"amount\":0.1,\"age\":9007199254740993,\"job\":1.50}"))
                .containsExactly("[0.1, 9007199254740993, 1.50]");
    }

    @Test
    void aNumberTooLargeForAnyTypeIsBadInItsOwnCell() {
        assertThat(bad("{\"amount\":1e999}"))
                .containsExactly(new BadCell(1, "amount", "1e999", "must be a number of at most 64 bits"));
    }

    @Test
    void numbersThatJsonLacksAreStrings() {
        assertThat(rows("{\"amount\":\"NaN\"}\n{\"amount\":\"-Infinity\"}"))
                .containsExactly("[NaN, null, null]", "[-Infinity, null, null]");
    }

    @Test
    void aLineThatIsNoObjectIsBadAndTheNextIsRead() {
        TableRead read = JsonLines.ofDefaults()
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .read(
                        "loans.jsonl",
                        new StringReader("[1]\n{\"amount\":1\n{\"amount\":2} {}\n{\"amount\":3,\"amount\":4}\n"
                                + "{\"amount\":5}\n"),
                        LOAN);

        assertThat(CsvTest.rows(read.table())).containsExactly("[5.0, null, null]");
        assertThat(read.skippedRows()).isEqualTo(4);
        assertThat(read.badCells()).extracting(BadCell::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read.badCells()).extracting(BadCell::column).containsOnly("");
        assertThat(read.badCells().get(0)).isEqualTo(new BadCell(1, "", "[1]", "must be a JSON object"));
        assertThat(read.badCells().get(1).rule())
                .isEqualTo("must be a JSON object: Unexpected end-of-input: expected close marker for Object"
                        + " at character 12");
        assertThat(read.badCells().get(2).rule()).isEqualTo("must be one JSON object but more follows it");
        assertThat(read.badCells().get(3).rule()).startsWith("must be a JSON object: Duplicate field 'amount'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"iban\": hunter2}", "{\"iban\": \"hunter2\"", "{\"iban\": \"hunter2\"}"})
    void sensitiveValuesAreInNoMessage(String line) {
        Schema schema = Schema.of(Field.builder("iban", DataType.INT64)
                .sensitivity(Sensitivity.SECRET)
                .build());

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> JsonLines.ofDefaults().read("x", new StringReader(line), schema))
                .withMessageNotContaining("hunter2")
                .withMessageContaining("'***'");
    }

    @Test
    void keptBadCellsAreBoundedAndAllAreCounted() {
        TableRead read = JsonLines.ofDefaults()
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .badCellLimit(2)
                .read("x", new StringReader("{\"amount\":true}\n".repeat(100)), LOAN);

        assertThat(read.badCells()).hasSize(2);
        assertThat(read.badCellCount()).isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonLines.ofDefaults().badCellLimit(0));
    }

    @Test
    void aLineMayBeLargerThanAnyBuffer() {
        String huge = "ab\\n".repeat(1 << 18);

        assertThat(read("{\"amount\":1,\"job\":\"" + huge + "\"}")
                        .table()
                        .row(0)
                        .text(2))
                .hasSize(3 << 18);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        Path file = folder.resolve("x.jsonl");
        Files.write(file, "{\"amount\":1,\"job\":\"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> JsonLines.ofDefaults().read(file, LOAN))
                .withMessage(file + " cannot be read: it is not UTF-8; save it as UTF-8");
    }

    @Test
    void aSchemaIsConcludedFromTheMembersOfAllLines() throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), """
                {"n": 1, "f": 1.5, "flag": true, "code": "12", "at": "2026-11-23T08:00:00Z", "v": [1, 2]}
                {"n": -2, "f": "NaN", "flag": null, "code": "13", "v": [3, "Infinity"], "late": {"a": [1]}}
                """);

        TableRead read = JsonLines.ofDefaults().read(file);

        assertThat(read.table().schema())
                .hasToString("[n:INT64?, f:FLOAT64?, flag:BOOLEAN?, code:CATEGORY?, at:INSTANT?, v:VECTOR(2)?, "
                        + "late:CATEGORY?]");
        assertThat(CsvTest.rows(read.table()))
                .containsExactly(
                        "[1, 1.5, true, 12, 2026-11-23T08:00:00Z, [1.0, 2.0], null]",
                        "[-2, NaN, null, 13, null, [3.0, Infinity], {\"a\": [1]}]");
        assertThat(read.inferred().get(2).reason()).isEqualTo("1 values, 1 missing, 1 distinct");
    }

    @Test
    void concludingLeavesTheReportOfBadLinesToReading() throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), "{\"n\":1}\noops\n");

        assertThatExceptionOfType(BadDataException.class)
                .isThrownBy(() -> JsonLines.ofDefaults().read(file))
                .withMessageContaining("line 2, column '': 'oops' must be a JSON object");
    }

    private static TableRead read(String text) {
        return JsonLines.ofDefaults().read("loans.jsonl", new StringReader(text), LOAN);
    }

    private static List<String> rows(String text) {
        return CsvTest.rows(read(text).table());
    }

    private static List<BadCell> bad(String text) {
        return JsonLines.ofDefaults()
                .onBadCell(BadCellPolicy.SKIP_ROW)
                .read("loans.jsonl", new StringReader(text), LOAN)
                .badCells();
    }
}
