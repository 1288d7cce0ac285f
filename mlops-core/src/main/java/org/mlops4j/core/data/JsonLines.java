package org.mlops4j.core.data;

import java.io.BufferedReader;
import java.io.IOException;
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
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
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
 * -Infinity}.
 *
 * <p>Immutable and safe for use by many threads. Methods throw {@link UncheckedIOException} if reading or writing fails.
 *
 * @since 0.1.0
 */
public final class JsonLines {

    private static final JsonLines DEFAULTS = new JsonLines(BadCellPolicy.FAIL);
    private static final int BAD_CELL_LIMIT = 1000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BadCellPolicy policy;

    private JsonLines(BadCellPolicy policy) {
        this.policy = policy;
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
        return new JsonLines(Objects.requireNonNull(chosen, "chosen"));
    }

    /**
     * Reads a file. Members the schema does not know are left out; empty lines are passed over.
     *
     * @param file the file
     * @param schema what its members mean
     * @return the table, and the bad cells; a line that is no JSON object is one, and is not shown if the schema has a
     *     PERSONAL or SECRET field
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     */
    public TableRead read(Path file, Schema schema) {
        RowReader rows = new RowReader(file.toString(), schema, policy, BAD_CELL_LIMIT);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line;
            for (long number = 1; (line = reader.readLine()) != null; number++) {
                String json = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (!json.isBlank()) {
                    readLine(json, number, schema, rows);
                }
            }
        } catch (IOException e) {
            throw RowReader.unreadable(file.toString(), e);
        }
        return rows.finish(List.of());
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

    private static void readLine(String line, long number, Schema schema, RowReader rows) {
        Map<String, @Nullable Object> members;
        try {
            members = JsonObject.of("line", Json.parse(line)).members();
        } catch (JsonException e) {
            boolean shown =
                    schema.fields().stream().allMatch(f -> f.sensitivity().compareTo(Sensitivity.PERSONAL) < 0);
            String rule = "must be a JSON object" + (shown ? ": " + e.getMessage() : "");
            rows.bad(new BadCell(number, "", shown ? line : "***", rule));
            rows.skipRow();
            return;
        }
        @Nullable String[] cells = new String[schema.size()];
        for (int i = 0; i < cells.length; i++) {
            Object value = members.get(schema.field(i).name());
            cells[i] = value == null || value instanceof String ? (String) value : Json.write(value);
        }
        rows.row(number, cells);
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
