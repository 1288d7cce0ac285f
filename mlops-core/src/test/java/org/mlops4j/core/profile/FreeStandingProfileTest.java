package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.profile.internal.BinnedRow;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.InstantColumn;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.FrequentItems.Item;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.PresenceBins;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.TimeSummary;
import org.mlops4j.profile.VectorSummary;

class FreeStandingProfileTest {

    private static final Field X =
            Field.builder("x", DataType.FLOAT64).nullable().build();
    private static final Field I = Field.of("i", DataType.INT64);
    private static final Field W =
            Field.builder("w", DataType.CATEGORY).nullable().build();
    private static final Field S =
            Field.builder("s", DataType.STRING).nullable().build();

    private static ColumnProfile of(Column column) {
        return Profiles.of(Table.of(column)).columns().get(0);
    }

    private static NumberSummary numbers(double... values) {
        return (NumberSummary) of(Float64Column.of(X, values)).summary().orElseThrow();
    }

    private static TextSummary texts(String... values) {
        return (TextSummary) of(StringColumn.of(S, values)).summary().orElseThrow();
    }

    private static double[] normal(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Sums of twelve uniform numbers.
        return random.doubles(n).map(u -> u + random.doubles(11).sum() - 6).toArray();
    }

    @Test
    void numbersAreCountedByKind() {
        BitSet nulls = new BitSet();
        nulls.set(0);
        ColumnProfile column = of(Float64Column.of(
                X,
                new double[] {
                    0,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    -0.0,
                    -2,
                    0.5,
                    1e300
                },
                nulls));
        NumberSummary summary = (NumberSummary) column.summary().orElseThrow();
        assertThat(column.total()).isEqualTo(9);
        assertThat(column.nulls()).isEqualTo(1);
        assertThat(List.of(summary.nan(), summary.positiveInfinities(), summary.negativeInfinities()))
                .containsExactly(1L, 1L, 2L);
        assertThat(List.of(summary.zeros(), summary.negatives(), summary.whole()))
                .containsExactly(1L, 1L, 3L);
        assertThat(summary.distinct().estimate()).isEqualTo(7);
        assertThat(column.moments().count()).isEqualTo(4);
        assertThat(summary.quantiles().count()).isEqualTo(4);
    }

    @Test
    void integersThatNoDoubleEqualsAreCounted() {
        long exact = 1L << 53;
        NumberSummary summary = (NumberSummary)
                of(Int64Column.of(I, new long[] {exact, exact + 1, exact + 2, Long.MAX_VALUE, Long.MIN_VALUE, 3}))
                        .summary()
                        .orElseThrow();
        assertThat(summary.inexact()).isEqualTo(2);
        assertThat(summary.distinct().estimate()).isEqualTo(6);
    }

    @Test
    void textsAreCountedByWhatTheyLookLike() {
        TextSummary.Forms forms = texts(
                        "",
                        "  ",
                        "NA",
                        "null",
                        " None ",
                        "12",
                        "-7",
                        "+1",
                        "0.5",
                        ".5",
                        "1e3",
                        "-1.5E-7",
                        "true",
                        "No",
                        "2026-11-23",
                        "2026-11-23T08:00:00Z",
                        "2026-11-23 08:00",
                        "word",
                        "1.2.3",
                        "12a",
                        "2026-13-01",
                        "-",
                        "e5",
                        "1e",
                        null)
                .forms();
        assertThat(forms).isEqualTo(new TextSummary.Forms(1, 1, 4, 3, 4, 2, 3, 6, 1, 0));
        assertThat(forms.total()).isEqualTo(24);
    }

    @Test
    void charactersAreCountedByClass() {
        TextSummary summary = texts("ab 12", "é!", "\uD83D\uDE00", "x\u00A0");
        assertThat(summary.characters()).isEqualTo(new TextSummary.Characters(4, 2, 2, 2, 3));
        // Lengths in code points: 5, 2, 1, 2
        assertThat(summary.length().mean()).isEqualTo(2.5);
        assertThat(summary.length().min()).isEqualTo(1);
        assertThat(summary.length().max()).isEqualTo(5);
        assertThat(summary.forms().padded()).isEqualTo(1);
    }

    @Test
    void malformedTextsAreCounted() {
        assertThat(texts("a\uD800", "\uDC00b", "caf\uFFFD", "fine \uD83D\uDE00")
                        .forms()
                        .malformed())
                .isEqualTo(3);
    }

    @Test
    void categoriesAreSummarisedAsTheirWords() {
        ColumnProfile column = of(CategoryColumn.of(W, "a", "b", "a", null, "NA"));
        TextSummary summary = (TextSummary) column.summary().orElseThrow();
        assertThat(column.nulls()).isEqualTo(1);
        assertThat(summary.frequent().items()).containsExactly(new Item("a", 2), new Item("NA", 1), new Item("b", 1));
        assertThat(summary.distinct().estimate()).isEqualTo(3);
        assertThat(summary.forms().nullWords()).isEqualTo(1);
    }

    @Test
    void momentsOfTimeAreSummarised() {
        Field at = Field.builder("at", DataType.INSTANT).nullable().build();
        Instant first = Instant.parse("2026-11-23T08:00:00Z");
        ColumnProfile column = of(InstantColumn.of(at, first, null, first.plusSeconds(60), first));
        TimeSummary summary = (TimeSummary) column.summary().orElseThrow();
        assertThat(column.nulls()).isEqualTo(1);
        assertThat(summary.earliest()).hasValue(first);
        assertThat(summary.latest()).hasValue(first.plusSeconds(60));
        assertThat(summary.distinct().estimate()).isEqualTo(2);
    }

    @Test
    void vectorsAreSummarised() {
        Field v = Field.builder("v", DataType.vector(2)).nullable().build();
        ColumnProfile column = of(VectorColumn.of(
                v,
                Arrays.asList(
                        new double[] {3, 4},
                        new double[] {0, 0},
                        null,
                        new double[] {Double.NaN, 1},
                        new double[] {1, Double.POSITIVE_INFINITY},
                        new double[] {3e200, 4e200})));
        VectorSummary summary = (VectorSummary) column.summary().orElseThrow();
        assertThat(column.nulls()).isEqualTo(1);
        assertThat(summary.nonFinite()).isEqualTo(2);
        assertThat(summary.zeros()).isEqualTo(1);
        assertThat(summary.norm().max()).isCloseTo(5e200, within(1e186));
        assertThat(summary.mean()[0]).isCloseTo(1e200, within(1e186));
    }

    @Test
    void quantilesAreWithinTheirError() {
        double[] values = normal(50_000, 1);
        var quantiles = numbers(values).quantiles();
        Arrays.sort(values);
        for (double p = 0.1; p < 1; p += 0.1) {
            double estimate = quantiles.quantile(p);
            int found = Arrays.binarySearch(values, estimate);
            // Nine ranks at twice the error that one exceeds with probability 0.01.
            assertThat(found / 50_000.0).isCloseTo(p, within(2 * quantiles.rankError()));
        }
    }

    @Test
    void rowByRowIsTheSameAsAsATable() {
        Table table = Table.of(
                Float64Column.of(X, normal(3000, 2)),
                Int64Column.of(I, new SplittableRandom(3).longs(3000).toArray()),
                StringColumn.of(
                        S,
                        new SplittableRandom(4)
                                .ints(3000, 0, 50)
                                .mapToObj(i -> "w" + i)
                                .toArray(String[]::new)));
        ProfileCollector rows = Profiles.ofDefaults().collect(table.schema());
        for (int row = 0; row < table.rowCount(); row++) {
            rows.add(table.row(row));
        }
        Profile whole = Profiles.of(table);
        assertThat(rows.rows()).isEqualTo(3000);
        assertThat(rows.toProfile().columns())
                .extracting(ColumnProfile::summary)
                .isEqualTo(whole.columns().stream().map(ColumnProfile::summary).toList());
    }

    @Test
    void severalColumnsAtATimeGiveTheSameProfile() {
        Table table = Table.of(Float64Column.of(X, normal(3000, 5)), CategoryColumn.of(W, new String[3000]));
        Profile parallel = Profiles.ofDefaults()
                .parallel()
                .collect(table.schema())
                .add(table)
                .toProfile();
        assertThat(parallel).isEqualTo(Profiles.of(table));
        assertThat(Profiles.ofDefaults().parallel().freeze(table)).isEqualTo(Profiles.reference(table));
    }

    @Test
    void sizeAndSeedAreRecorded() {
        Table table = Table.of(Float64Column.of(X, normal(3000, 6)));
        NumberSummary summary = (NumberSummary) Profiles.ofDefaults()
                .quantileSize(64)
                .seed(42)
                .collect(table.schema())
                .add(table)
                .toProfile()
                .columns()
                .get(0)
                .summary()
                .orElseThrow();
        assertThat(summary.quantiles().k()).isEqualTo(64);
        assertThat(summary.quantiles().seed()).isEqualTo(42);
    }

    @Test
    void rowsOfAnotherSchemaAreRefused() {
        ProfileCollector collector = Profiles.ofDefaults().collect(Schema.of(X));
        assertThatThrownBy(() -> collector.add(Table.of(CategoryColumn.of(W, "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema");
    }

    /** A logged row whose first field was redacted to a bin and whose last was dropped. */
    private static BinnedRow logged(Row row) {
        return (BinnedRow) java.lang.reflect.Proxy.newProxyInstance(
                BinnedRow.class.getClassLoader(),
                new Class<?>[] {BinnedRow.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "bin" -> (int) arguments[0] == 0 ? 3 : BinnedRow.NO_BIN;
                    case "hiddenFields" -> Set.of("s");
                    case "layout" -> Set.class;
                    default -> method.invoke(row, arguments);
                });
    }

    @Test
    void redactedColumnsAreLeftOut() {
        Table table = Table.of(
                Float64Column.of(X, new double[] {1, 2}), CategoryColumn.of(W, "a", "b"), StringColumn.of(S, "p", "q"));
        ProfileCollector collector = Profiles.ofDefaults().collect(table.schema());
        collector.add(logged(table.row(0))).add(logged(table.row(1)));
        assertThat(collector.toProfile().schema().names()).containsExactly("w");
        assertThat(collector.toProfile().rows()).isEqualTo(2);
    }

    @Test
    void frozenFreeStandingProfileIsCloseToTheReference() {
        double[] values = normal(100_000, 7);
        Arrays.fill(values, 0, 30_000, 0);
        Table table = Table.of(Float64Column.of(X, values));
        ColumnProfile frozen = Profiles.reference(Profiles.of(table)).columns().get(0);
        ColumnProfile exact = Profiles.against(Profiles.reference(Profiles.of(table)), table)
                .columns()
                .get(0);
        NumericBins bins = frozen.numericBins().orElseThrow();
        assertThat(bins.atomCount()).isEqualTo(1);
        assertThat(bins.intervalCount()).isGreaterThan(200);
        assertThat(frozen.total()).isEqualTo(100_000);
        long below = 0;
        for (int bin = 0; bin < bins.overflowBin(); bin++) {
            below += frozen.count(bin) - exact.count(bin);
            // Some 250 ranks: three times the error that one exceeds with probability 0.01.
            assertThat(Math.abs(below) / 1e5).isLessThan(3 * 0.0044);
        }
        assertThat(frozen.moments()).isEqualTo(exact.moments());
    }

    @Test
    void frozenFewValuesAreTheReferenceItself() {
        double[] values =
                new SplittableRandom(8).ints(900, 0, 30).asDoubleStream().toArray();
        values[0] = Double.NaN;
        values[1] = Double.NEGATIVE_INFINITY;
        values[2] = Double.POSITIVE_INFINITY;
        Table table = Table.of(
                Float64Column.of(X, values),
                CategoryColumn.of(
                        W,
                        new SplittableRandom(9)
                                .ints(900, 0, 9)
                                .mapToObj(i -> i == 0 ? null : "w" + i)
                                .toArray(String[]::new)));
        Profile frozen = Profiles.reference(Profiles.of(table));
        Profile reference = Profiles.reference(table);
        assertThat(frozen.columns().get(1)).isEqualTo(reference.columns().get(1));
        assertThat(Profiles.against(frozen, table).columns().get(0).counts())
                .isEqualTo(frozen.columns().get(0).counts());
        assertThat(frozen.columns().get(0).numericBins().orElseThrow().atomCount())
                .isEqualTo(
                        reference.columns().get(0).numericBins().orElseThrow().atomCount());
    }

    @Test
    void frozenWordsBeyondTheListedAreExpectedUnseen() {
        String[] words = new SplittableRandom(10)
                .ints(20_000, 0, 5000)
                .mapToObj(i -> "w" + i)
                .toArray(String[]::new);
        Arrays.fill(words, 0, 6000, "often");
        ColumnProfile column = Profiles.reference(Profiles.of(Table.of(CategoryColumn.of(W, words))))
                .columns()
                .get(0);
        CategoryBins bins = (CategoryBins) column.bins();
        assertThat(bins.words()).startsWith("often");
        assertThat(column.total()).isEqualTo(20_000);
        assertThat(bins.expectedUnseen()).isBetween(0.5, 0.7);
    }

    @Test
    void driftAgainstAFreeStandingProfileIsInconclusiveAndSaysWhy() {
        Profile free = Profiles.of(Table.of(Float64Column.of(X, normal(1000, 11))));
        assertThat(free.columns().get(0).bins()).isEqualTo(PresenceBins.INSTANCE);
        assertThat(Drift.ofDefaults().compare(free, free).notes())
                .containsExactly("column 'x' has no frozen bins; freeze the reference with Profiles.reference");
    }

    @Test
    void profilesOfPartsMergeToThatOfTheWhole() {
        double[] values = normal(20_000, 12);
        Table table = Table.of(Float64Column.of(X, values));
        ColumnProfile merged = Profiles.of(table.slice(0, 7000))
                .merge(Profiles.of(table.slice(7000, 20_000)))
                .columns()
                .get(0);
        ColumnProfile whole = of(Float64Column.of(X, values));
        Moments moments = merged.moments();
        assertThat(moments.mean()).isCloseTo(whole.moments().mean(), within(1e-12));
        assertThat(((NumberSummary) merged.summary().orElseThrow()).distinct())
                .isEqualTo(((NumberSummary) whole.summary().orElseThrow()).distinct());
    }

    @Test
    void columnsOfTwoTypesDoNotMerge() {
        Profile numbers = Profiles.of(Table.of(Float64Column.of(Field.of("c", DataType.FLOAT64), new double[] {1})));
        Profile integers = Profiles.of(Table.of(Int64Column.of(Field.of("c", DataType.INT64), new long[] {1})));
        assertThatThrownBy(() -> numbers.merge(integers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT64 and INT64");
    }
}
