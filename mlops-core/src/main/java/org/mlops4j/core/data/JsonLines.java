package org.mlops4j.core.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.internal.ColumnInference;
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonLine;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Column;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;
import org.mlops4j.data.VectorColumn;

/**
 * Reads and writes JSON Lines: one JSON object a line, UTF-8. A member that is null or not there is a missing value; an
 * empty text is a text. NaN and infinities, which JSON lacks, are the strings {@code NaN}, {@code Infinity} and {@code
 * -Infinity}. Empty lines are passed over.
 *
 * <p>Immutable and safe for use by many threads. Methods throw {@link UncheckedIOException} if reading or writing fails.
 *
 * @since 0.1.0
 */
public final class JsonLines {

    private static final JsonLines DEFAULTS = new JsonLines(BadCellPolicy.FAIL, 1000);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BadCellPolicy policy;
    private final int badCellLimit;

    private JsonLines(BadCellPolicy policy, int badCellLimit) {
        this.policy = policy;
        this.badCellLimit = badCellLimit;
    }

    /**
     * Bad cells fail; 1,000 of them are kept.
     *
     * @return the defaults
     */
    public static JsonLines ofDefaults() {
        return DEFAULTS;
    }

    /**
     * What to do about bad cells.
     *
     * @param chosen the policy
     * @return a reader with it
     */
    public JsonLines onBadCell(BadCellPolicy chosen) {
        return new JsonLines(Objects.requireNonNull(chosen, "chosen"), badCellLimit);
    }

    /**
     * How many bad cells are kept for the report; all are counted.
     *
     * @param limit a number from 1
     * @return a reader with it
     * @throws IllegalArgumentException if the limit is below 1
     */
    public JsonLines badCellLimit(int limit) {
        return new JsonLines(policy, RowReader.requireLimit(limit));
    }

    /**
     * Reads a file whose schema is known. Members the schema does not know are left out.
     *
     * @param file the file
     * @param schema what its members mean
     * @return the table, and the bad cells; a line that is no JSON object is one, and is not shown if the schema has a
     *     PERSONAL or SECRET field
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     */
    public TableRead read(Path file, Schema schema) {
        return reading(file, lines -> read(file.toString(), lines, schema, List.of()));
    }

    /**
     * Reads JSON Lines whose schema is known.
     *
     * @param name what the text is called in messages
     * @param text the text; read to the end and closed
     * @param schema what its members mean
     * @return the table, and the bad cells; as {@link #read(Path, Schema)}
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     */
    public TableRead read(String name, Reader text, Schema schema) {
        return reading(name, () -> text, lines -> read(name, lines, schema, List.of()));
    }

    /**
     * Reads a file whose schema is concluded from its content, in a first pass: of each member the narrowest type that
     * reads all its values, where a string is a text, or a time if all are times with offset. Every field is a nullable
     * feature.
     *
     * @param file the file
     * @return the table, the bad cells, and what was concluded about each member, in the order in which they first occur
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if a line is no JSON object
     */
    public TableRead read(Path file) {
        List<TableRead.Inference> inferred = reading(file, JsonLines::infer);
        Schema schema =
                Schema.of(inferred.stream().map(TableRead.Inference::field).toList());
        return reading(file, lines -> read(file.toString(), lines, schema, inferred));
    }

    /**
     * Writes a table, one object a row, members in schema order; missing values are left out.
     *
     * @param table the table
     * @param file the file, replaced if it exists
     */
    public void write(Table table, Path file) {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int row = 0; row < table.rowCount(); row++) {
                Map<String, Object> members = new LinkedHashMap<>();
                for (Column column : table.columns()) {
                    if (!column.isNull(row)) {
                        members.put(column.field().name(), valueOf(column, row));
                    }
                }
                writer.write(Json.write(members));
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** Lines that are not empty, each with its number. */
    private static final class Lines {

        private final BufferedReader reader;
        private String line = "";
        private long number;

        Lines(Reader reader) {
            this.reader = new BufferedReader(reader);
        }

        boolean next() throws IOException {
            do {
                String read = reader.readLine();
                if (read == null) {
                    return false;
                }
                number++;
                line = number == 1 && read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
            } while (line.isBlank());
            return true;
        }
    }

    @FunctionalInterface
    private interface Opener {

        Reader open() throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {

        T from(Lines lines) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> body) {
        return reading(file.toString(), () -> Files.newBufferedReader(file, StandardCharsets.UTF_8), body);
    }

    private static <T> T reading(String source, Opener opener, Reading<T> body) {
        try (Reader reader = opener.open()) {
            return body.from(new Lines(reader));
        } catch (IOException e) {
            throw RowReader.unreadable(source, e);
        }
    }

    private static List<TableRead.Inference> infer(Lines lines) throws IOException {
        Map<String, ColumnInference> columns = new LinkedHashMap<>();
        long rows = 0;
        while (lines.next()) {
            Map<String, JsonLine.@Nullable Value> members;
            try {
                members = JsonLine.read(lines.line);
            } catch (JsonException e) {
                // Reading will report the line.
                continue;
            }
            rows++;
            members.forEach((name, value) -> {
                ColumnInference column = columns.computeIfAbsent(name, ColumnInference::new);
                if (value != null) {
                    column.see(value.text(), value.isString(), lines.number);
                }
            });
        }
        long all = rows;
        return columns.values().stream().map(column -> column.conclude(all)).toList();
    }

    private TableRead read(String source, Lines lines, Schema schema, List<TableRead.Inference> inferred)
            throws IOException {
        RowReader rows = new RowReader(source, schema, policy, badCellLimit);
        boolean shown = schema.fields().stream().allMatch(f -> f.sensitivity().compareTo(Sensitivity.PERSONAL) < 0);
        while (lines.next()) {
            Map<String, JsonLine.@Nullable Value> members;
            try {
                members = JsonLine.read(lines.line);
            } catch (JsonException e) {
                String rule = shown ? String.valueOf(e.getMessage()) : "must be a JSON object";
                rows.bad(new BadCell(lines.number, "", shown ? lines.line : "***", rule));
                rows.skipRow();
                continue;
            }
            @Nullable String[] cells = new String[schema.size()];
            for (int i = 0; i < cells.length; i++) {
                JsonLine.Value value = members.get(schema.field(i).name());
                cells[i] = value == null ? null : value.text();
            }
            rows.row(lines.number, cells);
        }
        return rows.finish(inferred);
    }

    private static Object valueOf(Column column, int row) {
        return switch (column.field().type().kind()) {
            case BOOLEAN -> column.number(row) != 0;
            case INT64 -> ((Int64Column) column).at(row);
            case FLOAT64 -> JsonObject.number(column.number(row));
            case STRING, CATEGORY, INSTANT -> Objects.requireNonNull(column.text(row));
            case VECTOR -> JsonObject.numbers(Objects.requireNonNull(((VectorColumn) column).at(row)));
        };
    }
}
