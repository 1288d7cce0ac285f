package org.mlops4j.core.json.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a CSV file (RFC 4180), row by row. Empty lines are passed over, except in a file of one column, where each
 * is an empty cell. A byte order mark at the beginning is passed over too.
 */
public final class CsvTokens implements Closeable {

    private static final CsvFactory FACTORY = new CsvFactory();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvParser parser;
    private final List<String> cells = new ArrayList<>();
    private int width;
    private long line = 1;

    private CsvTokens(CsvParser parser) {
        this.parser = parser;
    }

    /** Reads cells separated by a character; the reader is closed with this. */
    public static CsvTokens read(Reader reader, char separator) throws IOException {
        try {
            CsvParser parser = FACTORY.createParser(withoutByteOrderMark(reader));
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
            return new CsvTokens(parser);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static Reader withoutByteOrderMark(Reader reader) throws IOException {
        PushbackReader pushback = new PushbackReader(reader);
        int first = pushback.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            pushback.unread(first);
        }
        return pushback;
    }

    /** Moves to the next row; false at the end. */
    public boolean next() throws IOException {
        while (nextLine()) {
            // Jackson can skip empty lines, but then also strips the first cell of every other line.
            if (width == 1 || cells.size() != 1 || !cells.get(0).isEmpty()) {
                width = width == 0 ? cells.size() : width;
                return true;
            }
        }
        return false;
    }

    private boolean nextLine() throws IOException {
        cells.clear();
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            line = parser.currentLocation().getLineNr();
            while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == null) {
                    return !cells.isEmpty();
                }
                cells.add(parser.getText());
            }
            return true;
        } catch (JsonProcessingException e) {
            throw new JsonException(
                    "malformed CSV: " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? line : e.getLocation().getLineNr()),
                    e);
        }
    }

    /** The line on which the current row begins, from 1. */
    public long line() {
        return line;
    }

    /** The cells of the current row; reused by {@link #next()}. */
    public List<String> cells() {
        return cells;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Writes rows of cells; a null cell is written empty. */
    public static void write(Writer writer, char separator, Iterable<? extends List<? extends @Nullable String>> rows)
            throws IOException {
        try (CsvGenerator generator = FACTORY.createGenerator(writer)) {
            generator.setSchema(CsvSchema.emptySchema().withLineSeparator("\n").withColumnSeparator(separator));
            for (List<? extends @Nullable String> row : rows) {
                generator.writeStartArray();
                for (String cell : row) {
                    if (cell == null) {
                        generator.writeString("");
                    } else {
                        generator.writeString(cell);
                    }
                }
                generator.writeEndArray();
            }
        }
    }
}
