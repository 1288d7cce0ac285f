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
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.BadCell;
import org.mlops4j.data.BadCellPolicy;
import org.mlops4j.data.Column;
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
        return new Csv(separator, policy, RowReader.requireLimit(limit));
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
        return reading(file, tokens -> read(tokens, schema, List.of()));
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
        return reading(file, tokens -> read(tokens, schema, List.of(), batchRows, batches));
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
        return reading(name, () -> text, tokens -> read(tokens, schema, List.of()));
    }

    /**
     * Reads a file whose schema is concluded from its content, in a first pass. Every field is a nullable feature.
     *
     * @param file the file
     * @return the table, the bad cells, and what was concluded about each column
     * @throws org.mlops4j.data.BadDataException under {@link BadCellPolicy#FAIL}, if a row has too few or too many cells
     */
    public TableRead read(Path file) {
        List<TableRead.Inference> inferred = infer(file);
        Schema schema =
                Schema.of(inferred.stream().map(TableRead.Inference::field).toList());
        return reading(file, tokens -> read(tokens, schema, inferred));
    }

    /**
     * The names of a file's columns.
     *
     * @param file the file
     * @return the names in order, distinct
     */
    public List<String> header(Path file) {
        return reading(file, HeadedTokens::header);
    }

    /**
     * Concludes a common schema from files with the same columns: the narrowest type that reads every cell of a column
     * in all of them. Columns that only some files have are left out. A text column with at most 1,000 distinct values
     * is a CATEGORY, one of digits that are no number, such as 007, too.
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
        header(files[0]).forEach(name -> columns.put(name, new ColumnInference(name)));
        long rows = 0;
        for (Path file : files) {
            rows += reading(file, tokens -> see(tokens, columns));
        }
        long all = rows;
        return columns.values().stream().map(column -> column.conclude(all)).toList();
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

    /** The rows of a file behind its header. */
    private record HeadedTokens(String source, List<String> header, CsvTokens tokens) {}

    @FunctionalInterface
    private interface Opener {

        Reader open() throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {

        T from(HeadedTokens tokens) throws IOException;
    }

    private <T> T reading(Path file, Reading<T> body) {
        return reading(file.toString(), () -> Files.newBufferedReader(file, StandardCharsets.UTF_8), body);
    }

    private <T> T reading(String source, Opener opener, Reading<T> body) {
        try (CsvTokens tokens = CsvTokens.read(opener.open(), separator)) {
            return body.from(new HeadedTokens(source, header(source, tokens), tokens));
        } catch (JsonException e) {
            throw new MlopsException(source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw RowReader.unreadable(source, e);
        }
    }

    private static List<String> header(String source, CsvTokens tokens) throws IOException {
        if (!tokens.next()) {
            throw new MlopsException(source + " is empty; a CSV file begins with its column names");
        }
        List<String> header = List.copyOf(tokens.cells());
        Set<String> distinct = new HashSet<>();
        for (String column : header) {
            if (column.isBlank() || !distinct.add(column)) {
                throw new MlopsException(source + " must have distinct, non-blank column names but has "
                        + (column.isBlank() ? "a blank one: " : "'" + column + "' twice: ") + header);
            }
        }
        return header;
    }

    /** Shows the cells of a file to the columns that it shares with the files before, and counts its rows. */
    private static long see(HeadedTokens file, Map<String, ColumnInference> columns) throws IOException {
        columns.keySet().retainAll(file.header);
        List<@Nullable ColumnInference> watching = new ArrayList<>();
        file.header.forEach(name -> watching.add(columns.get(name)));
        long rows = 0;
        while (file.tokens.next()) {
            rows++;
            List<String> cells = file.tokens.cells();
            for (int i = 0; i < Math.min(cells.size(), watching.size()); i++) {
                ColumnInference column = watching.get(i);
                if (column != null) {
                    column.see(presentOrNull(cells.get(i)), false, file.tokens.line());
                }
            }
        }
        return rows;
    }

    private TableRead read(HeadedTokens file, Schema schema, List<TableRead.Inference> inferred) throws IOException {
        return read(file, schema, inferred, Integer.MAX_VALUE, any -> {});
    }

    private TableRead read(
            HeadedTokens file,
            Schema schema,
            List<TableRead.Inference> inferred,
            int batchRows,
            Consumer<? super Table> batches)
            throws IOException {
        List<String> header = file.header;
        CsvTokens tokens = file.tokens;
        RowReader rows = new RowReader(file.source, schema, policy, badCellLimit);
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
}
