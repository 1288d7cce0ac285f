package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

/** What is written is read back, to the last bit; compared by fingerprint, so that NaN is NaN and -0.0 is 0.0. */
class RoundTripProperties {

    private static final Schema ALL_TYPES = Schema.of(
            nullable("flag, \"quoted\"", DataType.BOOLEAN),
            nullable("count", DataType.INT64),
            nullable("score", DataType.FLOAT64),
            nullable("näme", DataType.STRING),
            nullable("job", DataType.CATEGORY),
            nullable("at", DataType.INSTANT),
            nullable("vector", DataType.vector(2)));

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("round-trip");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(file());
        Files.delete(folder);
    }

    @Property(tries = 100)
    void csvGivesBackEveryValueButEmptyTexts(@ForAll("rows") List<List<@Nullable Object>> rows) {
        Table table = table(ALL_TYPES, rows);
        Csv.ofDefaults().write(table, file());

        assertThat(Csv.ofDefaults().read(file(), ALL_TYPES).table())
                .satisfies(read -> assertSame(read, table(ALL_TYPES, withoutEmptyTexts(rows))));
    }

    /** A single column is the one where an empty line is a row. */
    @Property(tries = 100)
    void csvOfOneColumnGivesBackEveryRow(@ForAll("texts") List<@Nullable String> texts) {
        Schema schema = Schema.of(nullable("text", DataType.STRING));
        List<List<@Nullable Object>> rows = texts.stream()
                .map(text -> Collections.<@Nullable Object>singletonList(text))
                .toList();
        Csv semicolons = Csv.ofDefaults().separator(';');
        semicolons.write(table(schema, rows), file());

        assertThat(semicolons.read(file(), schema).table())
                .satisfies(read -> assertSame(read, table(schema, withoutEmptyTexts(rows))));
    }

    @Property(tries = 100)
    void jsonLinesGiveBackEveryValue(@ForAll("rows") List<List<@Nullable Object>> rows) {
        Table table = table(ALL_TYPES, rows);
        JsonLines.ofDefaults().write(table, file());

        assertThat(JsonLines.ofDefaults().read(file(), ALL_TYPES).table()).satisfies(read -> assertSame(read, table));
    }

    /** What inference concludes reads every cell it has seen. */
    @Property(tries = 100)
    void anInferredSchemaFitsItsOwnFile(@ForAll("rows") List<List<@Nullable Object>> rows) {
        Csv.ofDefaults().write(table(ALL_TYPES, rows), file());
        assertThat(Csv.ofDefaults().read(file()).badCellCount()).isZero();

        JsonLines.ofDefaults().write(table(ALL_TYPES, rows), file());
        assertThat(JsonLines.ofDefaults().read(file()).badCellCount()).isZero();
    }

    @Provide
    Arbitrary<List<List<@Nullable Object>>> rows() {
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        -0.0));
        Arbitrary<Object> vector = numbers.array(double[].class).ofSize(2).map(values -> values);
        List<Arbitrary<? extends @Nullable Object>> cells = List.of(
                Arbitraries.of(true, false).injectNull(0.2),
                Arbitraries.longs().injectNull(0.2),
                numbers.injectNull(0.2),
                text().injectNull(0.2),
                text().injectNull(0.2),
                Arbitraries.longs()
                        .between(-Long.MAX_VALUE / 2, Long.MAX_VALUE / 2)
                        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                        .injectNull(0.2),
                vector.injectNull(0.2));
        return Combinators.combine(
                        cells.stream().map(a -> a.map(v -> (Object) v)).toList())
                .as(values -> values)
                .list()
                .ofMaxSize(5)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<@Nullable String>> texts() {
        return text().injectNull(0.2).list().ofMaxSize(5).withoutEdgeCases();
    }

    /** Texts that a reader of CSV or JSON may stumble over. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        " ",
                        "\"",
                        "\"\"",
                        ",",
                        ";",
                        "\n",
                        "\r",
                        "\r\n",
                        "a\n\"b\"\r\n,c",
                        " a ",
                        "#",
                        "\\",
                        "\\n",
                        "null",
                        "NaN",
                        "007",
                        "\uFEFF",
                        "\t",
                        "'",
                        "[1,2]",
                        "{}",
                        "😀",
                        "\u2028",
                        "\u0000",
                        "\u0085"),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\uD7FF')
                        .ofMaxLength(8)
                        .withoutEdgeCases());
    }

    private static Field nullable(String name, DataType type) {
        return Field.builder(name, type).nullable().build();
    }

    private static Path file() {
        return folder.resolve("table");
    }

    private static void assertSame(Table read, Table written) {
        DataFingerprint expected = Fingerprints.of(written);
        assertThat(Fingerprints.of(read)).isEqualTo(expected);
    }

    private static List<List<@Nullable Object>> withoutEmptyTexts(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row ->
                        row.stream().map(cell -> "".equals(cell) ? null : cell).toList())
                .toList();
    }

    private static Table table(Schema schema, List<List<@Nullable Object>> rows) {
        TableBuilder table = new TableBuilder(schema);
        for (List<@Nullable Object> row : rows) {
            table.startRow();
            for (int i = 0; i < row.size(); i++) {
                Object cell = row.get(i);
                if (cell instanceof Boolean flag) {
                    table.bool(i, flag);
                } else if (cell instanceof Long number) {
                    table.int64(i, number);
                } else if (cell instanceof Double number) {
                    table.float64(i, number);
                } else if (cell instanceof String text) {
                    table.text(i, text);
                } else if (cell instanceof Instant instant) {
                    table.instant(i, instant);
                } else if (cell instanceof double[] vector) {
                    table.vector(i, vector);
                }
            }
        }
        return table.build();
    }
}
