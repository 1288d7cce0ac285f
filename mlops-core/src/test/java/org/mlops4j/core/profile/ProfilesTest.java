package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

class ProfilesTest {

    private static final Field X =
            Field.builder("x", DataType.FLOAT64).nullable().build();
    private static final Field W =
            Field.builder("w", DataType.CATEGORY).nullable().build();

    private static ColumnProfile of(Column column) {
        return Profiles.reference(Table.of(column)).columns().get(0);
    }

    private static ColumnProfile numbers(double... values) {
        return of(Float64Column.of(X, values));
    }

    private static NumericBins bins(ColumnProfile column) {
        return column.numericBins().orElseThrow();
    }

    private static double[] edges(NumericBins bins) {
        return IntStream.range(0, bins.edgeCount()).mapToDouble(bins::edge).toArray();
    }

    private static double[] atoms(NumericBins bins) {
        return IntStream.range(0, bins.atomCount()).mapToDouble(bins::atom).toArray();
    }

    private static double[] uniform(int n, long seed) {
        return new SplittableRandom(seed).doubles(n).toArray();
    }

    @Test
    void edgesAreTheType7Quantiles() {
        Profiles quarters = Profiles.ofDefaults().maxIntervals(4);
        double[] values = {9, 1, 4, 16, 25, 36, 49};
        // numpy.quantile([1, 4, 9, 16, 25, 36, 49], [0, .25, .5, .75, 1]) = [1, 6.5, 16, 30.5, 49]
        ColumnProfile column =
                quarters.freeze(Table.of(Float64Column.of(X, values))).columns().get(0);
        assertThat(edges(bins(column))).containsExactly(1, 6.5, 16, 30.5, 49);
        assertThat(column.counts()).containsExactly(0, 2, 1, 2, 2, 0, 0, 0);
    }

    @Test
    void manyDistinctValuesGiveAsManyIntervalsAsAllowed() {
        ColumnProfile column = numbers(uniform(10_000, 1));
        assertThat(bins(column).intervalCount()).isEqualTo(256);
        assertThat(bins(column).atomCount()).isZero();
    }

    @Test
    void intervalsHoldEqualShares() {
        ColumnProfile column = numbers(uniform(10_000, 2));
        // 10,000 / 256 = 39.06
        assertThat(Arrays.stream(column.counts(), 1, 257).summaryStatistics()).satisfies(counts -> {
            assertThat(counts.getMin()).isGreaterThanOrEqualTo(38);
            assertThat(counts.getMax()).isLessThanOrEqualTo(41);
        });
    }

    @Test
    void valueAboveOnePercentIsAnAtom() {
        double[] values = uniform(1000, 3);
        Arrays.fill(values, 0, 11, 0.5);
        assertThat(atoms(bins(numbers(values)))).containsExactly(0.5);
    }

    @Test
    void valueOfExactlyOnePercentIsNoAtom() {
        double[] values = uniform(1000, 3);
        Arrays.fill(values, 0, 10, 0.5);
        assertThat(bins(numbers(values)).atomCount()).isZero();
    }

    @Test
    void valueSeenOnceIsNoAtomHoweverFewRowsThereAre() {
        assertThat(bins(numbers(1, 2, 3)).atomCount()).isZero();
    }

    @Test
    void atomsAreCountedOnlyInTheirBin() {
        double[] values = uniform(1000, 4);
        Arrays.fill(values, 0, 700, 0);
        ColumnProfile column = numbers(values);
        assertThat(column.count(bins(column).firstAtomBin())).isEqualTo(700);
        assertThat(column.total()).isEqualTo(1000);
    }

    @Test
    void atomsTakeNoPartInTheQuantiles() {
        double[] values = uniform(1000, 4);
        Arrays.fill(values, 0, 700, 0);
        ColumnProfile column = numbers(values);
        // One atom leaves 255 intervals, whose quantiles are those of the 300 other values.
        assertThat(bins(column).intervalCount()).isEqualTo(255);
        assertThat(Arrays.stream(column.counts(), 1, 256).max()).hasValue(2);
    }

    @Test
    void everyAtomIsAnEdgeSoThatTheOrderOfBinsIsKnown() {
        SplittableRandom random = new SplittableRandom(5);
        NumericBins bins =
                bins(numbers(random.ints(5000, 0, 12).mapToDouble(i -> i * i).toArray()));
        assertThat(edges(bins)).contains(atoms(bins));
        assertThat(bins.intervalCount()).isLessThanOrEqualTo(256);
    }

    @Test
    void firstAndLastEdgesAreSmallestAndLargestValue() {
        NumericBins bins = bins(numbers(3, -7, 3, 3, 1e6, 2));
        assertThat(bins.edge(0)).isEqualTo(-7);
        assertThat(bins.edge(bins.edgeCount() - 1)).isEqualTo(1e6);
    }

    @Test
    void constantColumnHasOneEdgeThatIsAnAtom() {
        ColumnProfile column = numbers(5, 5, 5);
        assertThat(edges(bins(column))).containsExactly(5);
        assertThat(column.count(bins(column).firstAtomBin())).isEqualTo(3);
    }

    @Test
    void singleRowIsCounted() {
        ColumnProfile column = numbers(5);
        assertThat(column.total()).isEqualTo(1);
        assertThat(edges(bins(column))).containsExactly(5);
    }

    @Test
    void columnWithoutRowsHasBinsAllTheSame() {
        ColumnProfile column = numbers();
        assertThat(column.total()).isZero();
        assertThat(column.moments()).isEqualTo(Moments.EMPTY);
    }

    @Test
    void missingNanAndInfiniteValuesAreToldApart() {
        BitSet nulls = new BitSet();
        nulls.set(0, 2);
        ColumnProfile column = of(Float64Column.of(
                X,
                new double[] {
                    0, 0, Double.NaN, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 2
                },
                nulls));
        NumericBins bins = bins(column);
        assertThat(column.nulls()).isEqualTo(2);
        assertThat(column.count(bins.nanBin())).isEqualTo(3);
        assertThat(column.count(bins.underflowBin())).isEqualTo(1);
        assertThat(column.count(bins.overflowBin())).isEqualTo(1);
        assertThat(edges(bins)).startsWith(1).endsWith(2);
    }

    @Test
    void allMissingColumnHasNoNumbers() {
        BitSet nulls = new BitSet();
        nulls.set(0, 4);
        ColumnProfile column = of(Float64Column.of(X, new double[4], nulls));
        assertThat(column.nulls()).isEqualTo(4);
        assertThat(column.moments()).isEqualTo(Moments.EMPTY);
    }

    @Test
    void negativeZeroIsZero() {
        ColumnProfile column = numbers(0.0, -0.0, 1, 2);
        assertThat(atoms(bins(column))).containsExactly(0);
        assertThat(column.count(bins(column).firstAtomBin())).isEqualTo(2);
    }

    @Test
    void momentsAreThoseOfTheFiniteNumbers() {
        ColumnProfile column = numbers(1, 2, 3, 10, Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(column.moments()).isEqualTo(new Moments(4, 4, 50, 1, 10));
    }

    @Test
    void momentsOfManyNumbersLoseNoDigits() {
        // 1e9 + {0, 1, 2} repeated: mean 1e9 + 1, squared distances add up to 2 a three.
        double[] values = new double[300_000];
        Arrays.setAll(values, i -> 1e9 + i % 3);
        Moments moments = numbers(values).moments();
        assertThat(moments.mean()).isCloseTo(1e9 + 1, within(1e-6));
        assertThat(moments.sumOfSquares()).isCloseTo(200_000, within(1e-3));
    }

    @Test
    void hugeNumbersDoNotOverflowTheMean() {
        Moments moments = numbers(1e308, 1.2e308, 1.4e308).moments();
        assertThat(moments.mean()).isCloseTo(1.2e308, within(1e294));
    }

    @Test
    void quantilesOfHugeNumbersOfBothSignsAreFinite() {
        assertThat(Arrays.stream(edges(bins(numbers(-Double.MAX_VALUE, Double.MAX_VALUE)))))
                .allMatch(Double::isFinite);
    }

    @Test
    void oneOutlierDoesNotCoarsenTheBins() {
        double[] values = uniform(1000, 6);
        values[17] = 1e6;
        assertThat(Arrays.stream(edges(bins(numbers(values)))).filter(edge -> edge < 1))
                .hasSizeGreaterThan(250);
    }

    @Test
    void integersAndBooleansAreNumbers() {
        ColumnProfile whole = of(Int64Column.of(Field.of("i", DataType.INT64), new long[] {3, 1, 1}));
        ColumnProfile truth =
                of(BooleanColumn.of(Field.of("b", DataType.BOOLEAN), new boolean[] {true, false, true, false}));
        assertThat(atoms(bins(whole))).containsExactly(1);
        assertThat(atoms(bins(truth))).containsExactly(0, 1);
        assertThat(truth.moments().mean()).isEqualTo(0.5);
    }

    @Test
    void wordsAreOrderedByFallingCountThenText() {
        ColumnProfile column = of(CategoryColumn.of(W, "c", "b", "a", "b", "c", "d", "c", null));
        CategoryBins bins = (CategoryBins) column.bins();
        assertThat(bins.words()).containsExactly("c", "b", "a", "d");
        assertThat(column.counts()).containsExactly(3, 2, 1, 1, 0, 0, 1);
    }

    @Test
    void wordsBelowOnePerMilleAreRare() {
        List<String> words = new ArrayList<>(Collections.nCopies(1997, "often"));
        words.addAll(List.of("twice", "twice", "once"));
        ColumnProfile column = of(CategoryColumn.of(W, words.toArray(String[]::new)));
        CategoryBins bins = (CategoryBins) column.bins();
        assertThat(bins.words()).containsExactly("often", "twice");
        assertThat(bins.rare()).containsExactly("once");
        assertThat(column.count(bins.rareBin())).isEqualTo(1);
    }

    @Test
    void missingValuesDoNotMakeWordsRare() {
        String[] words = new String[10_000];
        words[0] = "only";
        CategoryBins bins = (CategoryBins) of(CategoryColumn.of(W, words)).bins();
        assertThat(bins.words()).containsExactly("only");
    }

    @Test
    void atMost254WordsHaveABinOfTheirOwn() {
        String[] words = IntStream.range(0, 800).mapToObj(i -> "w" + i % 400).toArray(String[]::new);
        CategoryBins bins = (CategoryBins) of(CategoryColumn.of(W, words)).bins();
        assertThat(bins.words()).hasSize(254).startsWith("w0", "w1", "w10");
        assertThat(bins.rare()).hasSize(146);
    }

    @Test
    void rareWordsAreKeptByNameUpToALimit() {
        String[] words = IntStream.range(0, 12_000).mapToObj(i -> "w" + i).toArray(String[]::new);
        ColumnProfile column = of(StringColumn.of(Field.of("s", DataType.STRING), words));
        CategoryBins bins = (CategoryBins) column.bins();
        assertThat(bins.rare()).hasSize(Profiles.RARE_WORDS);
        assertThat(column.count(bins.rareBin())).isEqualTo(Profiles.RARE_WORDS);
        assertThat(column.count(bins.unseenBin())).isEqualTo(2_000);
    }

    @Test
    void rareWordsOfPersonalColumnsAreNotKept() {
        Field field = Field.builder("name", DataType.STRING)
                .sensitivity(Sensitivity.PERSONAL)
                .build();
        String[] words = IntStream.range(0, 3000)
                .mapToObj(i -> i < 2000 ? "Smith" : "person" + i)
                .toArray(String[]::new);
        ColumnProfile column = of(StringColumn.of(field, words));
        CategoryBins bins = (CategoryBins) column.bins();
        assertThat(bins.words()).containsExactly("Smith");
        assertThat(bins.rare()).isEmpty();
        assertThat(bins.expectedUnseen()).isEqualTo(1.0 / 3);
    }

    @Test
    void longTextsAreKeptUpToALimitInAll() {
        String text = "x".repeat(10_000);
        String[] words = IntStream.range(0, 2000).mapToObj(i -> text + i).toArray(String[]::new);
        CategoryBins bins = (CategoryBins)
                of(StringColumn.of(Field.of("s", DataType.STRING), words)).bins();
        // 99 texts of 10,001 to 10,004 characters fit into a million.
        assertThat(bins.rare()).hasSize(99);
    }

    @Test
    void expectedUnseenIsTheShareOfWordsSeenOnce() {
        // Good (1953): of 10 values two are words seen once.
        ColumnProfile column = of(CategoryColumn.of(W, "a", "a", "a", "a", "b", "b", "b", "b", "c", "d", null));
        assertThat(((CategoryBins) column.bins()).expectedUnseen()).isEqualTo(0.2);
    }

    @Test
    void dictionaryWordsInNoRowAreNotSeen() {
        CategoryColumn column = CategoryColumn.ofCodes(W, new int[] {0, 0}, List.of("here", "nowhere"));
        assertThat(((CategoryBins) of(column).bins()).words()).containsExactly("here");
    }

    @Test
    void instantsAndVectorsHaveNoBinsOfValues() {
        TableBuilder builder = new TableBuilder(Schema.of(
                Field.builder("at", DataType.INSTANT).nullable().build(),
                Field.builder("v", DataType.vector(2)).nullable().build(),
                X));
        builder.startRow();
        builder.instant(0, Instant.EPOCH);
        builder.startRow();
        builder.vector(1, new double[] {3, 4});
        Table table = builder.build();
        assertThat(Profiles.reference(table).columns())
                .extracting(ColumnProfile::isFrozen)
                .containsExactly(false, false, true);
        assertThat(Profiles.against(Profiles.reference(table), table).columns())
                .extracting(ColumnProfile::nulls)
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void countsAgainstAReferenceUseItsBins() {
        Profile reference = Profiles.reference(Table.of(CategoryColumn.of(W, "a", "a", "b", "b")));
        ColumnProfile current = Profiles.against(reference, Table.of(CategoryColumn.of(W, "a", "z", null)))
                .columns()
                .get(0);
        assertThat(current.bins()).isSameAs(reference.columns().get(0).bins());
        assertThat(current.counts()).containsExactly(1, 0, 0, 1, 1);
    }

    @Test
    void referenceCountedAgainstItselfIsItself() {
        Table table = Table.of(Float64Column.of(X, uniform(5000, 7)));
        Profile reference = Profiles.reference(table);
        ColumnProfile again = Profiles.against(reference, table).columns().get(0);
        assertThat(again.counts()).isEqualTo(reference.columns().get(0).counts());
        assertThat(again.moments()).isEqualTo(reference.columns().get(0).moments());
    }

    @Test
    void missingAndRetypedColumnsAreLeftOut() {
        Profile reference =
                Profiles.reference(Table.of(Float64Column.of(X, new double[] {1, 2}), CategoryColumn.of(W, "a", "b")));
        Table other = Table.of(Int64Column.of(Field.of("x", DataType.INT64), new long[] {1}));
        assertThat(Profiles.against(reference, other).columns()).isEmpty();
        assertThat(Profiles.against(reference, other).rows()).isEqualTo(1);
    }

    @Test
    void viewsAreCountedAsWhatTheyShow() {
        Table table = Table.of(Float64Column.of(X, new double[] {1, 1, 1, 9, 9}));
        Profile reference = Profiles.reference(table);
        assertThat(Profiles.against(reference, table.select(0, 3, 3))
                        .columns()
                        .get(0)
                        .moments())
                .isEqualTo(Profiles.against(reference, Table.of(Float64Column.of(X, new double[] {1, 9, 9})))
                        .columns()
                        .get(0)
                        .moments());
    }

    @Test
    void intervalsMustBeAFewAtLeast() {
        assertThatThrownBy(() -> Profiles.ofDefaults().maxIntervals(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("intervals must be in [2, 1024] but was 1");
    }
}
