package org.mlops4j.testing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.drift.Drift;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

class DriftScenariosTest {

    /** Rows 0, 1, 2 and so on; a row's number is its only value. */
    private static final Table ROWS = rows(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    /**
     * 100,000 draws against the known shares, by Pearson's chi-square with 9 degrees of freedom, whose 0.9999 quantile is
     * 33.72 (scipy.stats.chi2.ppf). The seed is fixed; of seeds chosen at random one in 10,000 would fail.
     */
    @Test
    void drawsEachRowInProportionToItsWeight() {
        double[] weights = {0, 1, 2, 3, 4, 5, 6, 7, 8, 0.5};
        double sum = 36.5;
        int draws = 100_000;
        int[] counts = counts(DriftScenarios.resample(ROWS, row -> weights[(int) row.number(0)], draws, 42));
        assertThat(counts[0]).isZero();
        double chiSquare = IntStream.range(1, 10)
                .mapToDouble(i -> {
                    double expected = draws * weights[i] / sum;
                    return (counts[i] - expected) * (counts[i] - expected) / expected;
                })
                .sum();
        assertThat(chiSquare).isLessThan(33.72);
    }

    /** The same test with equal weights. */
    @Test
    void drawsEveryRowAlikeWithoutWeights() {
        int draws = 100_000;
        int[] counts = counts(DriftScenarios.resample(ROWS, draws, 42));
        double expected = draws / 10.0;
        double chiSquare = IntStream.of(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(33.72);
    }

    @Test
    void aSeedDecidesTheRows() {
        int[] first = numbers(DriftScenarios.resample(ROWS, 50, 7));
        assertThat(numbers(DriftScenarios.resample(ROWS, 50, 7))).isEqualTo(first);
        assertThat(numbers(DriftScenarios.resample(ROWS, 50, 8))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11})
    void drawsSoManyRowsWithReplacement(int count) {
        assertThat(DriftScenarios.resample(ROWS, count, 1).rowCount()).isEqualTo(count);
    }

    @Test
    void neverDrawsARowWithoutWeightWhereverItStands() {
        ToDoubleFunction<Row> middle = row -> row.number(0) == 4 || row.number(0) == 6 ? 1 : 0;
        assertThat(numbers(DriftScenarios.resample(ROWS, middle, 1_000, 3))).containsOnly(4, 6);
    }

    /** By {@link Drift#ofDefaults()}, whose accepted chance of a false alarm is 0.01; the seed is fixed. */
    @Test
    void movesThePopulationOnlyIfWeightsDo() {
        Table population = rows(IntStream.range(0, 1_000).toArray());
        var reference = Profiles.reference(population);
        Table calm = DriftScenarios.resample(population, 2_000, 5);
        Table moved = DriftScenarios.resample(population, row -> row.number(0) < 300 ? 5 : 1, 2_000, 5);
        assertThat(Drift.ofDefaults()
                        .compare(reference, Profiles.against(reference, calm))
                        .isDrifted())
                .isFalse();
        assertThat(Drift.ofDefaults()
                        .compare(reference, Profiles.against(reference, moved))
                        .isDrifted())
                .isTrue();
    }

    @Test
    void refusesWhatCanNotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftScenarios.resample(ROWS, -1, 1))
                .withMessage("rows must be >= 0 but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftScenarios.resample(rows(), 1, 1))
                .withMessage("weights of the 0 rows must have a finite sum above 0 but it was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftScenarios.resample(ROWS, row -> 0, 1, 1))
                .withMessage("weights of the 10 rows must have a finite sum above 0 but it was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftScenarios.resample(ROWS, row -> Double.MAX_VALUE, 1, 1))
                .withMessage("weights of the 10 rows must have a finite sum above 0 but it was Infinity");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAWeightThatIsNone(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftScenarios.resample(ROWS, row -> row.number(0) == 3 ? weight : 1, 1, 1))
                .withMessage("weight of row 3 must be finite and >= 0 but was " + weight);
    }

    private static Table rows(int... numbers) {
        TableBuilder table = new TableBuilder(Schema.of(Field.of("number", DataType.INT64)));
        for (int number : numbers) {
            table.startRow().int64(0, number);
        }
        return table.build();
    }

    private static int[] numbers(Table table) {
        return IntStream.range(0, table.rowCount())
                .map(i -> (int) table.column("number").number(i))
                .toArray();
    }

    private static int[] counts(Table table) {
        int[] counts = new int[10];
        for (int number : numbers(table)) {
            counts[number]++;
        }
        return counts;
    }
}
