package org.mlops4j.core.json.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTokensTest {

    @Test
    void rowsKnowTheLineOnWhichTheyBegin() {
        assertThat(read("a,b\n1,2\n3,4")).containsExactly("1 [a, b]", "2 [1, 2]", "3 [3, 4]");
    }

    @Test
    void quotedCellsMayHoldLineBreaks() {
        assertThat(read("a,b\n\"x\ny\",2\n3,\"p\n\nq\"\n5,6\n"))
                .containsExactly("1 [a, b]", "2 [x\ny, 2]", "4 [3, p\n\nq]", "7 [5, 6]");
    }

    @Test
    void linesMayEndAsOnWindowsAndOldMacs() {
        assertThat(read("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n")).containsExactly("1 [a, b]", "2 [x\r\ny, 2]", "4 [3, 4]");
        assertThat(read("a,b\r1,2\r3,4\r")).containsExactly("1 [a, b]", "2 [1, 2]", "3 [3, 4]");
    }

    @Test
    void emptyLinesArePassedOverButCounted() {
        assertThat(read("\n\na,b\n\n1,2\r\n\r\n\n3,4\n\n\n")).containsExactly("3 [a, b]", "5 [1, 2]", "8 [3, 4]");
    }

    @Test
    void emptyLinesOfAFileWithOneColumnAreEmptyCells() {
        assertThat(read("\na\n1\n\n3\n")).containsExactly("2 [a]", "3 [1]", "4 []", "5 [3]");
    }

    @Test
    void quotesInsideQuotesAreDoubled() {
        assertThat(read("a,b\n\"say \"\"hi\"\"\",\"\"\n")).containsExactly("1 [a, b]", "2 [say \"hi\", ]");
    }

    @Test
    void spacesArePartOfACell() {
        assertThat(read("a,b\n 1 ,\" 2 \"\n")).containsExactly("1 [a, b]", "2 [ 1 ,  2 ]");
    }

    @Test
    void noCharacterBeginsAComment() {
        assertThat(read("a,b\n#1,//2\n")).containsExactly("1 [a, b]", "2 [#1, //2]");
    }

    @Test
    void backslashesEscapeNothing() {
        assertThat(read("a,b\n\\n,\"\\\"\n")).containsExactly("1 [a, b]", "2 [\\n, \\]");
    }

    @Test
    void rowsMayHaveAnyNumberOfCells() {
        assertThat(read("a,b\n1\n1,2,3\n,\n")).containsExactly("1 [a, b]", "2 [1]", "3 [1, 2, 3]", "4 [, ]");
    }

    @Test
    void anotherSeparatorLeavesCommasInCells() {
        assertThat(read("a;b\n1,5;2\n", ';')).containsExactly("1 [a, b]", "2 [1,5, 2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFa,b\n1,2", "\uFEFF\"a\",\"b\"\n1,2"})
    void aByteOrderMarkIsPassedOver(String text) {
        assertThat(read(text)).containsExactly("1 [a, b]", "2 [1, 2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n"})
    void nothingHasNoRows(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void aQuoteThatIsNotClosedIsMalformedAtItsLine() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read("a,b\n1,2\n3,\"x"))
                .withMessageStartingWith("malformed CSV: Missing closing quote")
                .withMessageEndingWith("at line 3");
    }

    @Test
    void textAfterAClosingQuoteIsMalformed() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read("a,b\n\"1\"x,2\n"))
                .withMessageStartingWith("malformed CSV: ")
                .withMessageEndingWith("at line 2");
    }

    @Test
    void aReaderThatFailsIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        Reader failing = new Reader() {
            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> CsvTokens.read(failing, ',')).isInstanceOf(IOException.class);
        assertThat(closed).isTrue();
    }

    @Test
    void writesUnixLinesAndQuotesWhatNeedsIt() throws IOException {
        StringWriter text = new StringWriter();
        CsvTokens.write(
                text,
                ',',
                List.of(Arrays.asList("a", "b", "c"), Arrays.asList("1,5", null, "x\ny"), List.of("\"", "", "z")));

        assertThat(text).hasToString("a,b,c\n\"1,5\",,\"x\ny\"\n\"\"\"\",,z\n");
    }

    private static List<String> read(String text) {
        return read(text, ',');
    }

    private static List<String> read(String text, char separator) {
        List<String> rows = new ArrayList<>();
        try (CsvTokens tokens = CsvTokens.read(new StringReader(text), separator)) {
            while (tokens.next()) {
                rows.add(tokens.line() + " " + tokens.cells());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
