package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/** Data that breaks profilers: every form of profile counts all rows, is written and read back, and drift gives a verdict. */
class AwkwardInputTest {

    private static Field field(DataType type, Sensitivity sensitivity) {
        return Field.builder("c", type).nullable().sensitivity(sensitivity).build();
    }

    private static Function<Sensitivity, Column> numbers(double... values) {
        return sensitivity -> Float64Column.of(field(DataType.FLOAT64, sensitivity), values);
    }

    private static Function<Sensitivity, Column> texts(String... values) {
        return sensitivity -> StringColumn.of(field(DataType.STRING, sensitivity), values);
    }

    private static Function<Sensitivity, Column> categories(String... values) {
        return sensitivity -> CategoryColumn.of(field(DataType.CATEGORY, sensitivity), values);
    }

    private static double[] withOutlier() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        values[500] = 1e6;
        return values;
    }

    static Stream<Arguments> cases() {
        double[] same = new double[100];
        Arrays.fill(same, 7.5);
        BitSet all = new BitSet();
        all.set(0, 50);
        List<Arguments> cases = new ArrayList<>();
        cases.add(Arguments.of("NaN only", numbers(Double.NaN, Double.NaN, Double.NaN)));
        cases.add(Arguments.of("infinities only", numbers(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
        cases.add(Arguments.of("a NaN among numbers", numbers(1, Double.NaN, 3, 4)));
        cases.add(Arguments.of("both zeros", numbers(0.0, -0.0, 0.0, -0.0)));
        cases.add(Arguments.of("no rows of numbers", numbers()));
        cases.add(Arguments.of("one row of numbers", numbers(5)));
        cases.add(Arguments.of("constant", numbers(same)));
        cases.add(Arguments.of("one outlier of 1e6", numbers(withOutlier())));
        cases.add(Arguments.of("largest numbers", numbers(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE)));
        cases.add(Arguments.of("all numbers missing", (Function<Sensitivity, Column>)
                s -> Float64Column.of(field(DataType.FLOAT64, s), new double[50], all)));
        cases.add(Arguments.of("longs above 2^53", (Function<Sensitivity, Column>) s -> Int64Column.of(
                field(DataType.INT64, s),
                new long[] {Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, (1L << 53) + 3, Long.MAX_VALUE - 1})));
        cases.add(Arguments.of("no rows of text", texts()));
        cases.add(Arguments.of("one text", texts("only")));
        cases.add(Arguments.of("all texts missing", texts(new String[50])));
        cases.add(Arguments.of("null words", texts("NA", "null", "n/a", "", " ", "-", "NaN")));
        cases.add(Arguments.of("malformed texts", texts("a\uD800", "\uDC00", "\uFFFD", "ok", "a\uD800")));
        cases.add(Arguments.of("malformed categories", categories("\uD800", "\uD800", "\uD801", "b", null)));
        cases.add(Arguments.of(
                "10,000 categories",
                categories(IntStream.range(0, 20_000)
                        .mapToObj(i -> "k" + i % 10_000)
                        .toArray(String[]::new))));
        cases.add(Arguments.of("a long text", texts("x".repeat(200_000), "y")));
        return cases.stream();
    }

    private static void assertCounts(Profile profile, Table table) {
        assertThat(profile.rows()).isEqualTo(table.rowCount());
        assertThat(profile.columns())
                .hasSize(1)
                .allSatisfy(column -> assertThat(column.total()).isEqualTo(table.rowCount()));
        assertThat(Profiles.read(Profiles.toBytes(profile))).isEqualTo(profile);
        assertThat(Profiles.digest(
                        Profiles.read(Profiles.toJson(profile).getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isEqualTo(Profiles.digest(profile));
    }

    private static void assertAllForms(Table table) {
        Profile free = Profiles.of(table);
        Profile reference = Profiles.reference(table);
        assertCounts(free, table);
        assertCounts(reference, table);
        assertCounts(Profiles.reference(free), table);
        assertCounts(Profiles.against(reference, table), table);
        assertThat(free.merge(free).columns())
                .allSatisfy(column -> assertThat(column.total()).isEqualTo(2L * table.rowCount()));
        Verdict verdict = Drift.ofDefaults()
                .compare(reference, Profiles.against(reference, table))
                .verdict();
        assertThat(verdict).isNotEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyFormCountsAllRows(String name, Function<Sensitivity, Column> column) {
        assertAllForms(Table.of(column.apply(Sensitivity.INTERNAL)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void soDoesEveryFormOfAPersonalColumn(String name, Function<Sensitivity, Column> column) {
        assertAllForms(Table.of(column.apply(Sensitivity.PERSONAL)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void secretColumnTellsHowManyAreThereOnly(String name, Function<Sensitivity, Column> column) {
        Table table = Table.of(column.apply(Sensitivity.SECRET));
        assertAllForms(table);
        ColumnProfile profile = Profiles.reference(table).columns().get(0);
        assertThat(profile.isFrozen()).isFalse();
        assertThat(profile.summary()).isEmpty();
        assertThat(profile.nulls()).isEqualTo(table.column(0).nullCount());
    }
}
