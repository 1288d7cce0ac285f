package org.mlops4j.core.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.data.internal.ColumnInference;
import org.mlops4j.core.data.internal.RowReader;
import org.mlops4j.core.json.internal.CsvTokens;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableRead;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.identity.MlopsException;

/**
 * Reads and writes CSV files (RFC 4180, UTF-8, with a header). An empty cell is a missing value, so an empty text is read
 * back as a missing one. Empty lines are passed over, except in a file of one column, where each is a missing value.
 * Numbers use a decimal point and no grouping; times are ISO 8601 with an offset, or without one where the field names a
 * zone; a vector is a JSON list, in which NaN and infinities are strings.
 *
 * <p>Immutable and safe for use by many threads. Methods throw {@link UncheckedIOException} if reading or writing fails
 * and {@link org.mlops4j.identity.MlopsException} for a file that is no CSV.
 *
 * @since 0.1.0
 */
public final class Csv {

    private static final Csv DEFAULTS = new Csv(',', BadCellPolicy.FAIL, 1000);

    private final char separator;
    private final BadCellPolicy policy;
    private final int badCellLimit;

    private Csv(char separator, BadCellPolicy policy, int badCellLimit) {
        this.separator = separator;
        this.policy = policy;
        this.badCellLimit = badCellLimit;
    }

    /**
     * Commas between cells; bad cells fail; 1,000 of them are kept.
     *
     * @return the defaults
     */
    public static Csv ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Another character between cells.
     *
     * @param character for example a semicolon
     * @return a reader and writer with it
     * @throws IllegalArgumentException for a quote or a line break
     */
    public Csv separator(char character) {
        if (character == '"' || character == '\n' || character == '\r') {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "separator must not be a quote or a line break but was \\u%04x", (int) character));
        }
        return new Csv(character, policy, badCellLimit);
    }

    /**
     * What to do about bad cells.
     *
     * @param chosen the policy
     * @return a reader with it
     */
    public Csv onBadCell(BadCellPolicy chosen) {
        return new Csv(separator, Objects.requireNonNull(chosen, "chosen"), badCellLimit);
    }

    /**
     * How many bad cells are kept for the report; all are counted.
     *
     * @param limit a number from 1
     * @return a reader with it
     * @throws IllegalArgumentException if the limit is below 1
     */
    public Csv badCellLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1 but was " + limit);
        }
        return new Csv(separator, policy, limit);
    }

    /**
     * Reads a file whose schema is known. Columns are found by name; columns the schema does not know are left out.
     *
     * @param file the file
     * @param schema what its columns mean
     * @return the table, and the bad cells
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     */
    public TableRead read(Path file, Schema schema) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(file.toString(), reader, schema);
        } catch (IOException e) {
            throw RowReader.unreadable(file.toString(), e);
        }
    }

    /**
     * Reads a file in batches of rows, so that it may be larger than the memory. Bad cells are treated as in {@link
     * #read(Path, Schema)}, but under {@link BadCellPolicy#FAIL} they are reported when all batches have been handed out.
     *
     * @param file the file
     * @param schema what its columns mean
     * @param batchRows how many rows a batch has at most, from 1
     * @param batches receives each batch in order
     * @return a table without rows, and the bad cells of the whole file
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     * @throws IllegalArgumentException if batchRows is below 1
     */
    public TableRead read(Path file, Schema schema, int batchRows, Consumer<? super Table> batches) {
        if (batchRows < 1) {
            throw new IllegalArgumentException("batchRows must be >= 1 but was " + batchRows);
        }
        try (CsvTokens tokens = CsvTokens.read(Files.newBufferedReader(file, StandardCharsets.UTF_8), separator)) {
            return read(file.toString(), tokens, schema, List.of(), batchRows, batches);
        } catch (IOException e) {
            throw RowReader.unreadable(file.toString(), e);
        }
    }

    /**
     * Reads CSV text whose schema is known.
     *
     * @param name what the text is called in messages
     * @param text the text; read to the end and closed
     * @param schema what its columns mean
     * @return the table, and the bad cells
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if there are bad cells
     */
    public TableRead read(String name, Reader text, Schema schema) {
        try (CsvTokens tokens = CsvTokens.read(text, separator)) {
            return read(name, tokens, schema, List.of());
        } catch (IOException e) {
            throw RowReader.unreadable(name, e);
        }
    }

    /**
     * Reads a file whose schema is concluded from its content, in a first pass. Every field is a nullable feature.
     *
     * @param file the file
     * @return the table, the bad cells, and what was concluded about each column
     */
    public TableRead read(Path file) {
        List<TableRead.Inference> inferred = infer(file);
        try (CsvTokens tokens = CsvTokens.read(Files.newBufferedReader(file, StandardCharsets.UTF_8), separator)) {
            return read(file.toString(), tokens, schemaOf(inferred), inferred);
        } catch (IOException e) {
            throw RowReader.unreadable(file.toString(), e);
        }
    }

    /**
     * Concludes a common schema from files with the same columns: the narrowest type that reads every cell of a column
     * in all of them. Columns that only some files have are left out.
     *
     * @param files at least one file
     * @return what was concluded about each column, in the order of the first file
     * @throws IllegalArgumentException if no file is given
     */
    public List<TableRead.Inference> infer(Path... files) {
        if (files.length == 0) {
            throw new IllegalArgumentException("files must be at least one but were none");
        }
        Map<String, ColumnInference> columns = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i++) {
            try (CsvTokens tokens =
                    CsvTokens.read(Files.newBufferedReader(files[i], StandardCharsets.UTF_8), separator)) {
                List<String> header = header(files[i].toString(), tokens);
                if (i == 0) {
                    header.forEach(name -> columns.put(name, new ColumnInference(name)));
                }
                columns.keySet().retainAll(header);
                while (tokens.next()) {
                    List<String> cells = tokens.cells();
                    for (int c = 0; c < Math.min(cells.size(), header.size()); c++) {
                        ColumnInference column = columns.get(header.get(c));
                        if (column != null) {
                            column.see(cells.get(c), tokens.line());
                        }
                    }
                }
            } catch (IOException e) {
                throw RowReader.unreadable(files[i].toString(), e);
            }
        }
        return columns.values().stream().map(ColumnInference::conclude).toList();
    }

    /**
     * Writes a table with a header; missing values are empty cells.
     *
     * @param table the table
     * @param file the file, replaced if it exists
     */
    public void write(Table table, Path file) {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(table, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /**
     * Writes a table with a header; missing values are empty cells.
     *
     * @param table the table
     * @param writer where to; closed
     */
    public void write(Table table, Writer writer) {
        Iterable<List<@Nullable String>> rows = () -> new Iterator<>() {
            private int next = -1;

            @Override
            public boolean hasNext() {
                return next < table.rowCount();
            }

            @Override
            public List<@Nullable String> next() {
                int row = next++;
                List<@Nullable String> cells = new ArrayList<>(table.columns().size());
                for (Column column : table.columns()) {
                    cells.add(row < 0 ? column.field().name() : cell(column, row));
                }
                return cells;
            }
        };
        try {
            CsvTokens.write(writer, separator, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written", e);
        }
    }

    private TableRead read(String name, CsvTokens tokens, Schema schema, List<TableRead.Inference> inferred)
            throws IOException {
        return read(name, tokens, schema, inferred, Integer.MAX_VALUE, any -> {});
    }

    private TableRead read(
            String name,
            CsvTokens tokens,
            Schema schema,
            List<TableRead.Inference> inferred,
            int batchRows,
            Consumer<? super Table> batches)
            throws IOException {
        List<String> header = header(name, tokens);
        RowReader rows = new RowReader(name, schema, policy, badCellLimit);
        int[] positions = new int[schema.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = header.indexOf(schema.field(i).name());
            if (positions[i] < 0) {
                rows.absent(i);
                rows.bad(new BadCell(
                        tokens.line(), schema.field(i).name(), "", "column is missing; the file has " + header));
            }
        }
        for (int inBatch = 0; tokens.next(); ) {
            List<String> cells = tokens.cells();
            if (cells.size() != header.size()) {
                rows.bad(new BadCell(
                        tokens.line(),
                        header.get(Math.min(cells.size(), header.size() - 1)),
                        "",
                        "row must have " + header.size() + " cells but has " + cells.size()));
                rows.skipRow();
                continue;
            }
            @Nullable String[] ordered = new String[positions.length];
            Arrays.setAll(ordered, i -> positions[i] < 0 ? null : presentOrNull(cells.get(positions[i])));
            rows.row(tokens.line(), ordered);
            if (++inBatch == batchRows) {
                batches.accept(rows.takeBatch());
                inBatch = 0;
            }
        }
        if (batchRows < Integer.MAX_VALUE) {
            batches.accept(rows.takeBatch());
        }
        return rows.finish(inferred);
    }

    private static @Nullable String presentOrNull(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    private static @Nullable String cell(Column column, int row) {
        double[] vector = column instanceof VectorColumn vectors ? vectors.at(row) : null;
        return vector == null ? column.text(row) : Json.write(JsonObject.numbers(vector));
    }

    private static List<String> header(String name, CsvTokens tokens) throws IOException {
        if (!tokens.next()) {
            throw new MlopsException(name + " is empty; a CSV file begins with its column names");
        }
        List<String> header = new ArrayList<>(tokens.cells());
        Set<String> distinct = new HashSet<>();
        for (String column : header) {
            if (column.isBlank() || !distinct.add(column)) {
                throw new MlopsException(name + " must have distinct, non-blank column names but has "
                        + (column.isBlank() ? "a blank one: " : "'" + column + "' twice: ") + header);
            }
        }
        return header;
    }

    private static Schema schemaOf(List<TableRead.Inference> inferred) {
        List<Field> fields = inferred.stream().map(TableRead.Inference::field).toList();
        return Schema.of(fields);
    }
}
