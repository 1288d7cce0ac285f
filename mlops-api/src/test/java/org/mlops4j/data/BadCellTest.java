package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadCellTest {

    @ParameterizedTest
    @CsvSource({"PUBLIC, ada", "INTERNAL, ada", "PERSONAL, ***", "SECRET, ***"})
    void personalAndSecretValuesAreNotShown(Sensitivity sensitivity, String shown) {
        Field field =
                Field.builder("name", DataType.STRING).sensitivity(sensitivity).build();

        assertThat(BadCell.of(7, field, "ada", "must be one of [bob]"))
                .hasToString("line 7, column 'name': '" + shown + "' must be one of [bob]");
    }

    @Test
    void longValuesAreShortenedTo80Characters() {
        assertThat(new BadCell(1, "x", "a".repeat(81), "rule").value())
                .hasSize(80)
                .endsWith("a…");
        assertThat(new BadCell(1, "x", "a".repeat(80), "rule").value()).isEqualTo("a".repeat(80));
    }

    @Test
    void shorteningDoesNotHalveACharacter() {
        String value = new BadCell(1, "x", "a".repeat(78) + "😀😀", "rule").value();

        assertThat(value).isEqualTo("a".repeat(78) + "…");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(value)).isTrue();
    }

    @Test
    void messageIsOneLineWhateverTheValueHolds() {
        assertThat(new BadCell(1, "x", "a\r\nb\u0000c", "rule")).hasToString("line 1, column 'x': 'a  b c' rule");
    }

    @Test
    void partsMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> new BadCell(1, "x", null, "rule"))
                .withMessage("value");
    }

    @Test
    void exceptionListsTheFirstTenAndCountsTheRest() {
        List<BadCell> cells = IntStream.rangeClosed(1, 12)
                .mapToObj(line -> new BadCell(line, "x", "?", "must be a number"))
                .toList();
        BadDataException exception = new BadDataException("loans.csv", cells, 40, "mend it");

        assertThat(exception.getMessage().lines())
                .hasSize(12)
                .startsWith("loans.csv has 40 bad cells; mend it", "  line 1, column 'x': '?' must be a number")
                .endsWith("  line 10, column 'x': '?' must be a number", "  and 30 more");
        assertThat(exception.badCells()).hasSize(12);
        assertThat(exception.total()).isEqualTo(40);
    }

    @Test
    void exceptionSaysThatThereAreMoreThanTheReaderKept() {
        List<BadCell> cells = List.of(new BadCell(2, "x", "?", "must be a number"));

        assertThat(new BadDataException("loans.csv", cells, 5, "mend it")).hasMessageEndingWith("\n  and 4 more");
    }

    @Test
    void exceptionOfOneCellSaysSo() {
        List<BadCell> cells = List.of(new BadCell(2, "x", "?", "must be a number"));

        assertThat(new BadDataException("loans.csv", cells, 1, "mend it"))
                .hasMessage("loans.csv has 1 bad cell; mend it\n  line 2, column 'x': '?' must be a number");
    }
}
