package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.InstantColumn;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.profile.CategoryBins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.TimeSummary;

/** What a profile tells of persons. */
class PersonalProfileTest {

    private static final int ROWS = 2000;
    private static final Field INCOME = personal("income", DataType.FLOAT64);
    private static final Field ACCOUNT = personal("account", DataType.INT64);
    private static final Field NAME = personal("name", DataType.STRING);
    private static final Field TOWN = personal("town", DataType.CATEGORY);
    private static final Field BORN = personal("born", DataType.INSTANT);

    private static final double[] INCOMES =
            new SplittableRandom(1).doubles(ROWS).map(u -> Math.exp(9 + 2 * u)).toArray();
    private static final long[] ACCOUNTS =
            new SplittableRandom(2).longs(ROWS, 1_000_000, 1_000_000_000).toArray();
    private static final String[] NAMES =
            IntStream.range(0, ROWS).mapToObj(i -> "Person-" + i + "-of-them").toArray(String[]::new);
    private static final String[] TOWNS = IntStream.range(0, ROWS)
            .mapToObj(i -> i < 9 ? "Hamlet-" + i : i < 18 ? "Village-of-nine" : "Town-" + i % 3)
            .toArray(String[]::new);
    private static final Instant[] BIRTHS = Arrays.stream(new SplittableRandom(3)
                    .longs(ROWS, -1_000_000_000, 1_000_000_000)
                    .toArray())
            .mapToObj(Instant::ofEpochSecond)
            .toArray(Instant[]::new);

    private static final Table TABLE = Table.of(
            Float64Column.of(INCOME, INCOMES),
            Int64Column.of(ACCOUNT, ACCOUNTS),
            StringColumn.of(NAME, NAMES),
            CategoryColumn.of(TOWN, TOWNS),
            InstantColumn.of(BORN, BIRTHS));

    private static Field personal(String name, DataType type) {
        return Field.builder(name, type).sensitivity(Sensitivity.PERSONAL).build();
    }

    private static List<Profile> allForms(Table table) {
        Profile reference = Profiles.reference(table);
        Profile free = Profiles.of(table);
        return List.of(
                reference,
                free,
                Profiles.reference(free),
                Profiles.against(reference, table),
                Profiles.of(table.slice(0, 7)).merge(Profiles.of(table.slice(7, table.rowCount()))));
    }

    private static boolean holds(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(double value) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
    }

    @Test
    void noValueOfAUniqueRowIsInTheBytes() {
        for (Profile profile : allForms(TABLE)) {
            String json = Profiles.toJson(profile);
            Set<String> words = Set.copyOf(Arrays.asList(json.split("[\\s,\"\\[\\]{}:]+")));
            byte[] binary = Profiles.toBytes(profile);
            List<String> found = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                List<String> texts = new ArrayList<>(List.of(
                        String.valueOf(INCOMES[row]),
                        String.valueOf(ACCOUNTS[row]),
                        NAMES[row],
                        BIRTHS[row].toString()));
                if (row < 9) {
                    texts.add(TOWNS[row]);
                }
                texts.stream().filter(words::contains).forEach(found::add);
                if (row % 50 == 0) { // each costs a walk over all bytes
                    texts.stream().filter(json::contains).forEach(found::add);
                    List.of(bytes(INCOMES[row]), bytes(ACCOUNTS[row]), NAMES[row].getBytes(StandardCharsets.UTF_8))
                            .stream()
                            .filter(part -> holds(binary, part))
                            .forEach(part -> found.add("bytes"));
                }
            }
            assertThat(found).isEmpty();
        }
    }

    @Test
    void smallestAndLargestAreWithheld() {
        for (Profile profile : allForms(TABLE)) {
            for (String name : List.of("income", "account")) {
                ColumnProfile column = profile.column(name).orElseThrow();
                assertThat(column.moments().min()).isNaN();
                assertThat(column.moments().max()).isNaN();
                assertThat(column.moments().count()).isEqualTo(ROWS);
            }
        }
    }

    @Test
    void meanOfAFewRowsIsWithheld() {
        ColumnProfile few = Profiles.of(TABLE.slice(0, 9)).columns().get(0);
        assertThat(few.moments().mean()).isNaN();
        ColumnProfile enough = Profiles.of(TABLE.slice(0, 10)).columns().get(0);
        assertThat(enough.moments().mean()).isFinite();
    }

    @Test
    void everyBinOfTheReferenceHoldsTenRows() {
        ColumnProfile column = Profiles.reference(TABLE).columns().get(0);
        NumericBins bins = column.numericBins().orElseThrow();
        assertThat(bins.intervalCount()).isGreaterThan(50);
        assertThat(Arrays.stream(column.counts(), 0, bins.overflowBin() + 1)).allMatch(count -> count >= 10);
        assertThat(column.total()).isEqualTo(ROWS);
    }

    @Test
    void edgesHaveThreeDigits() {
        NumericBins bins =
                Profiles.reference(TABLE).columns().get(0).numericBins().orElseThrow();
        assertThat(IntStream.range(0, bins.edgeCount())
                        .mapToObj(i -> String.format(java.util.Locale.ROOT, "%.2e", bins.edge(i))))
                .isEqualTo(IntStream.range(0, bins.edgeCount())
                        .mapToObj(i -> String.format(java.util.Locale.ROOT, "%.17e", bins.edge(i))
                                .replaceFirst("^(\\d\\.\\d\\d)0{15}e", "$1e"))
                        .toList());
    }

    @Test
    void fewNumbersHaveNoEdgeAmongThem() {
        ColumnProfile column = Profiles.reference(TABLE.slice(0, 19)).columns().get(0);
        NumericBins bins = column.numericBins().orElseThrow();
        assertThat(column.count(bins.overflowBin())).isEqualTo(19);
        assertThat(bins.edge(0)).isZero();
    }

    @Test
    void fewNumbersOfOneSignAreNotToldApart() {
        double[] values = Arrays.copyOf(INCOMES, 19);
        values[3] = -5;
        Table table = Table.of(Float64Column.of(INCOME, values));
        for (Profile profile : List.of(Profiles.reference(table), Profiles.reference(Profiles.of(table)))) {
            NumericBins bins = profile.columns().get(0).numericBins().orElseThrow();
            assertThat(bins.edge(0)).isEqualTo(Double.MAX_VALUE);
            assertThat(profile.columns().get(0).count(bins.underflowBin())).isEqualTo(19);
        }
    }

    @Test
    void atomsStandForTenRows() {
        double[] values = INCOMES.clone();
        Arrays.fill(values, 0, 30, 1234.5);
        Table table = Table.of(Float64Column.of(INCOME, Arrays.copyOf(values, 100)));
        assertThat(Profiles.reference(table)
                        .columns()
                        .get(0)
                        .numericBins()
                        .orElseThrow()
                        .atomCount())
                .isEqualTo(1);
        Arrays.fill(values, 9, 30, 77.7);
        Table fewer = Table.of(Float64Column.of(INCOME, Arrays.copyOf(values, 29)));
        NumericBins bins =
                Profiles.reference(fewer).columns().get(0).numericBins().orElseThrow();
        assertThat(bins.atomCount()).isEqualTo(1);
        assertThat(bins.atom(0)).isEqualTo(77.7);
    }

    @Test
    void quantilesAreStillUseful() {
        NumberSummary summary =
                (NumberSummary) Profiles.of(TABLE).columns().get(0).summary().orElseThrow();
        double[] sorted = INCOMES.clone();
        Arrays.sort(sorted);
        double median = summary.quantiles().quantile(0.5);
        long below = Arrays.stream(sorted).filter(value -> value <= median).count();
        // Rounding moves a value by half a percent, which are some 5 of 2,000 log-uniform ranks.
        assertThat(below / (double) ROWS).isBetween(0.5 - 0.03, 0.5 + 0.03);
        assertThat(summary.quantiles().count()).isEqualTo(ROWS);
    }

    @Test
    void frozenFromTheFreeStandingFormItSeesNoDriftOfItsOwnRows() {
        double[] flags =
                IntStream.range(0, ROWS).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
        double[] ages =
                new SplittableRandom(4).ints(ROWS, 18, 70).asDoubleStream().toArray();
        for (double[] values : List.of(INCOMES, flags, ages, Arrays.copyOf(INCOMES, 200))) {
            Table table = Table.of(Float64Column.of(INCOME, values));
            Profile frozen = Profiles.reference(Profiles.of(table));
            assertThat(frozen.columns().get(0).total()).isEqualTo(values.length);
            assertThat(Drift.ofDefaults()
                            .compare(frozen, Profiles.against(frozen, table))
                            .verdict())
                    .isNotEqualTo(Verdict.FAIL);
        }
        Table moved = Table.of(Float64Column.of(
                INCOME, Arrays.stream(flags).map(flag -> 1 - flag).toArray()));
        Profile frozen = Profiles.reference(Profiles.of(Table.of(Float64Column.of(INCOME, flags))));
        assertThat(Drift.ofDefaults()
                        .compare(frozen, Profiles.against(frozen, moved))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void rareWordsAreHashedAndFrequentOnesNamed() {
        TextSummary towns = (TextSummary)
                Profiles.of(TABLE).column("town").orElseThrow().summary().orElseThrow();
        assertThat(towns.frequent().items()).hasSize(13);
        assertThat(towns.frequent().items().subList(0, 3))
                .allSatisfy(item -> assertThat(item.value()).startsWith("Town-"));
        assertThat(towns.frequent().items().subList(3, 13))
                .allSatisfy(item -> assertThat(item.value()).matches("#[0-9a-f]{12}"));
    }

    @Test
    void binsNameNoRareWord() {
        for (Profile profile : List.of(Profiles.reference(TABLE), Profiles.reference(Profiles.of(TABLE)))) {
            CategoryBins bins =
                    (CategoryBins) profile.column("town").orElseThrow().bins();
            assertThat(bins.words()).containsExactlyInAnyOrder("Town-0", "Town-1", "Town-2");
            assertThat(bins.rare()).isEmpty();
        }
    }

    @Test
    void spansOfTimeHoldTenRows() {
        TimeSummary births = (TimeSummary)
                Profiles.of(TABLE).column("born").orElseThrow().summary().orElseThrow();
        assertThat(births.earliest()).isEmpty();
        assertThat(births.count()).isEqualTo(ROWS);
        assertThat(Arrays.stream(births.counts()).filter(count -> count > 0)).allMatch(count -> count >= 10);
    }

    @Test
    void distinctCountsKeepNoHashes() {
        TextSummary towns = (TextSummary)
                Profiles.of(TABLE).column("town").orElseThrow().summary().orElseThrow();
        assertThat(towns.distinct().isExact()).isFalse();
        assertThat(Math.round(towns.distinct().estimate())).isEqualTo(13);
    }
}
