package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.check.Reason;
import org.mlops4j.check.Verdict;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.StringColumn;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

/** Columns that naive implementations stumble over (map of batch drift, sections 5 and 7). */
class ColumnCasesTest {

    private static final double ALPHA = 0.001;

    static Stream<DriftTest> tests() {
        return DriftTests.all().stream().filter(BinnedDriftTest.class::isInstance);
    }

    static Stream<DriftTest> shareTests() {
        return tests().filter(test -> !test.id().equals("ks"));
    }

    private static DriftTestResult run(DriftTest test, Column reference, Column current) {
        Profile frozen = Samples.reference(reference);
        return test.test(
                frozen.columns().get(0),
                Samples.against(frozen, current).columns().get(0),
                ALPHA);
    }

    private static Column uniform(int n, long seed) {
        return Samples.numbers(n, new SplittableRandom(seed), SplittableRandom::nextDouble);
    }

    private static Column constant(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return Samples.numbers(values);
    }

    private static Column withNulls(int n, int nulls, long seed) {
        BitSet missing = new BitSet();
        missing.set(0, nulls);
        return Float64Column.of(Samples.X, new SplittableRandom(seed).doubles(n).toArray(), missing);
    }

    /** A different word in each row. */
    private static Column distinct(int n, int first) {
        return Samples.words(
                IntStream.range(0, n).mapToObj(i -> "w" + (first + i)).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void noRowsAreInconclusive(DriftTest test) {
        for (DriftTestResult result : new DriftTestResult[] {
            run(test, Samples.numbers(), uniform(500, 1)),
            run(test, uniform(500, 1), Samples.numbers()),
            run(test, Samples.numbers(), Samples.numbers())
        }) {
            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.decision().reason()).isEqualTo(Reason.EMPTY);
            assertThat(result.threshold()).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oneRowIsTooFew(DriftTest test) {
        DriftTestResult result = run(test, uniform(1, 1), uniform(1, 2));
        assertThat(result.decision().reason()).isEqualTo(Reason.TOO_FEW_ROWS);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oneRowAgainstManyIsTooFew(DriftTest test) {
        assertThat(run(test, uniform(100_000, 1), uniform(1, 2)).decision().reason())
                .isEqualTo(Reason.TOO_FEW_ROWS);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void unchangedConstantPasses(DriftTest test) {
        assertThat(run(test, constant(400, 5), constant(400, 5)).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void unchangedConstantOfFewRowsIsTooFew(DriftTest test) {
        assertThat(run(test, constant(10, 5), constant(10, 5)).decision().reason())
                .isEqualTo(Reason.TOO_FEW_ROWS);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void changedConstantFails(DriftTest test) {
        assertThat(run(test, constant(400, 5), constant(100, 6)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run(test, constant(400, 5), constant(100, 4)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void constantThatBecomesAMixtureFails(DriftTest test) {
        double[] mixed = new double[400];
        Arrays.setAll(mixed, i -> i % 3 == 0 ? 6 : 5);
        assertThat(run(test, constant(400, 5), Samples.numbers(mixed)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void unchangedAllMissingPasses(DriftTest test) {
        assertThat(run(test, withNulls(400, 400, 1), withNulls(400, 400, 1)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void numbersAfterNothingButMissingFail(DriftTest test) {
        assertThat(run(test, withNulls(400, 400, 1), withNulls(400, 0, 1)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void surgeOfMissingValuesFails(DriftTest test) {
        DriftTestResult result = run(test, withNulls(2000, 40, 1), withNulls(2000, 600, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("share of missing rose from 0.02 to 0.3");
    }

    @Test
    void missingValuesAreNotPartOfKolmogorovSmirnov() {
        DriftTestResult result = run(DriftTests.kolmogorovSmirnov(), withNulls(2000, 40, 1), withNulls(2000, 600, 2));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void numbersOnOneSideOnlyLeaveKolmogorovSmirnovOpen() {
        DriftTestResult result = run(DriftTests.kolmogorovSmirnov(), withNulls(400, 0, 1), withNulls(400, 400, 1));
        assertThat(result.decision().reason()).isEqualTo(Reason.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void surgeOfNanFails(DriftTest test) {
        double[] values = new SplittableRandom(3).doubles(1000).toArray();
        Arrays.fill(values, 0, 300, Double.NaN);
        DriftTestResult result = run(test, uniform(1000, 1), Samples.numbers(values));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("share of not a number rose from 0 to 0.3");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void infinitiesCountAsVeryLargeAndVerySmall(DriftTest test) {
        double[] values = new SplittableRandom(3).doubles(1000).toArray();
        Arrays.fill(values, 0, 300, Double.POSITIVE_INFINITY);
        DriftTestResult result = run(test, uniform(1000, 1), Samples.numbers(values));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void negativeZeroIsNoChangeOfZero(DriftTest test) {
        assertThat(run(test, constant(400, 0.0), constant(400, -0.0)).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void numbersOutsideTheReferenceDoNotVanish(DriftTest test) {
        double[] values = new SplittableRandom(3).doubles(1000).toArray();
        Arrays.setAll(values, i -> values[i] - (i % 2));
        assertThat(run(test, uniform(1000, 1), Samples.numbers(values)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void numbersBelowTheZerosOfAZeroInflatedColumnAreSeen(DriftTest test) {
        SplittableRandom random = new SplittableRandom(5);
        Column reference = Samples.numbers(2000, random, r -> r.nextDouble() < 0.7 ? 0 : 1 + r.nextDouble());
        Column current = Samples.numbers(
                2000, random, r -> r.nextDouble() < 0.55 ? 0 : r.nextDouble() < 0.33 ? -1 : 1 + r.nextDouble());
        DriftTestResult result = run(test, reference, current);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("share of < 0 rose from 0 to 0.1");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oneHugeOutlierNeitherHidesNorFeignsDrift(DriftTest test) {
        double[] shifted = new double[5000];
        double[] same = new double[5000];
        SplittableRandom random = new SplittableRandom(7);
        Arrays.setAll(shifted, i -> Math.exp(gaussian(random) + 0.7));
        Arrays.setAll(same, i -> Math.exp(gaussian(random)));
        shifted[0] = 1e6;
        same[0] = 1e6;
        Column reference = Samples.numbers(5000, random, r -> Math.exp(gaussian(r)));
        assertThat(run(test, reference, Samples.numbers(shifted)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run(test, reference, Samples.numbers(same)).verdict()).isEqualTo(Verdict.PASS);
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void scaleOfTheNumbersDoesNotMatter(DriftTest test) {
        SplittableRandom random = new SplittableRandom(9);
        double[] reference = random.doubles(2000).toArray();
        double[] current = random.doubles(2000).map(x -> x * x).toArray();
        DriftTestResult plain = run(test, Samples.numbers(reference), Samples.numbers(current));
        DriftTestResult tiny = run(
                test,
                Samples.numbers(Arrays.stream(reference).map(x -> x * 0x1p-60).toArray()),
                Samples.numbers(Arrays.stream(current).map(x -> x * 0x1p-60).toArray()));
        assertThat(tiny.measurement().estimate()).isEqualTo(plain.measurement().estimate());
    }

    @Test
    void halfOfTheRowsInNewWordsIsDrift() {
        SplittableRandom random = new SplittableRandom(11);
        Column reference = Samples.words(1000, random, Samples.zipf(5, 1));
        String[] words = IntStream.range(0, 1000)
                .mapToObj(i -> i % 2 == 0 ? "new" : "w0")
                .toArray(String[]::new);
        DriftTestResult result = run(DriftTests.psi(), reference, Samples.words(words));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("share of words never seen rose from 0 to 0.5");
    }

    @ParameterizedTest
    @MethodSource("shareTests")
    void oneRowOfANewWordIsNotDrift(DriftTest test) {
        String[] reference = IntStream.range(0, 900).mapToObj(i -> "w" + i % 5).toArray(String[]::new);
        String[] current = reference.clone();
        current[3] = "new";
        assertThat(run(test, Samples.words(reference), Samples.words(current)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void oneRowOfANewWordAgainstAHugeReferenceIsNotDrift() {
        ColumnProfile reference = Samples.counted(600_000, 400_000);
        long[] current = {120, 79, 0, 1, 0};
        for (BinnedDriftTest test :
                new BinnedDriftTest[] {DriftTests.psi(), DriftTests.jensenShannonDistance(), DriftTests.chiSquare()}) {
            DriftTestResult result = test.test(reference, Samples.counted(reference, current), 0.005);
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void newWordsOfAManifoldColumnAreNotDrift() {
        SplittableRandom random = new SplittableRandom(13);
        double[] shares = Samples.zipf(10_000, 1);
        DriftTestResult result =
                run(DriftTests.psi(), Samples.words(2000, random, shares), Samples.words(2000, random, shares));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void surgeOfNewWordsInAManifoldColumnIsDrift() {
        SplittableRandom random = new SplittableRandom(13);
        double[] shares = Samples.zipf(10_000, 1);
        Column reference = Samples.words(2000, random, shares);
        String[] words = new String[2000];
        Column drawn = Samples.words(2000, random, shares);
        Arrays.setAll(words, i -> i % 2 == 0 ? "other" + i : drawn.text(i));
        DriftTestResult result = run(DriftTests.psi(), reference, Samples.words(words));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("words never seen");
    }

    @Test
    void wordThatWasRareAndIsFrequentIsDrift() {
        SplittableRandom random = new SplittableRandom(17);
        Column reference = Samples.words(1000, random, Samples.zipf(100, 1.2));
        Column drawn = Samples.words(1000, random, Samples.zipf(100, 1.2));
        String[] words = IntStream.range(0, 1000)
                .mapToObj(i -> i % 5 == 0 ? "w60" : drawn.text(i))
                .toArray(String[]::new);
        DriftTestResult result = run(DriftTests.psi(), reference, Samples.words(words));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation()).contains("'w60' rose");
    }

    @Test
    void freeTextHasNoSharesToCompare() {
        DriftTestResult result = run(DriftTests.psi(), distinct(2000, 0), distinct(2000, 2000));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.decision().explanation()).endsWith("all rows are words that hardly ever repeat");
    }

    @Test
    void freeTextThatGoesMissingIsDrift() {
        String[] words = new String[2000];
        Arrays.setAll(words, i -> i % 3 == 0 ? null : "w" + i);
        assertThat(run(DriftTests.psi(), distinct(2000, 0), Samples.words(words))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void fewRowsOfManyWordsAreNotTakenForFreeText() {
        assertThat(run(DriftTests.psi(), distinct(500, 0), distinct(500, 500)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void tooManyEqualWordsForTheRowsAreInconclusive() {
        SplittableRandom random = new SplittableRandom(19);
        double[] shares = Samples.zipf(1000, 0);
        DriftTestResult result =
                run(DriftTests.psi(), Samples.words(3000, random, shares), Samples.words(3000, random, shares));
        assertThat(result.decision().reason()).isEqualTo(Reason.TOO_FEW_ROWS);
        assertThat(result.decision().explanation()).contains("hardly any word is frequent enough");
    }

    @Test
    void equalWordsAreComparedWhereLuckIsSmallBesideTheTolerance() {
        SplittableRandom random = new SplittableRandom(19);
        double[] shares = Samples.zipf(300, 0);
        DriftTestResult result =
                run(DriftTests.psi(), Samples.words(60_000, random, shares), Samples.words(60_000, random, shares));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat((Long) result.measurement().details().get("groups")).isEqualTo(255);
    }

    @Test
    void wordsOfPersonalColumnsAreNotNamed() {
        Field field = Field.builder("diagnosis", DataType.STRING)
                .sensitivity(Sensitivity.PERSONAL)
                .build();
        String[] before = IntStream.range(0, 900).mapToObj(i -> "word" + i % 3).toArray(String[]::new);
        String[] now = IntStream.range(0, 900).mapToObj(i -> "word0").toArray(String[]::new);
        DriftTestResult result = run(DriftTests.psi(), StringColumn.of(field, before), StringColumn.of(field, now));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.decision().explanation())
                .contains("share of word 1 rose")
                .doesNotContain("word0");
        assertThat(result.measurement().details().toString()).doesNotContain("word0");
    }

    @Test
    void explanationNamesWhatMovedAndWhere() {
        SplittableRandom random = new SplittableRandom(23);
        Column reference = Samples.numbers(2000, random, r -> 37 + 10 * gaussian(r));
        Column current = Samples.numbers(2000, random, r -> 30 + 10 * gaussian(r));
        assertThat(run(DriftTests.psi(), reference, current).decision().explanation())
                .matches(
                        "psi 0\\.\\d+ > 0\\.\\d+: share of < 2\\d\\.\\d+ rose from 0\\.1\\d* to 0\\.\\d+, share of .*; "
                                + "median 3\\d\\.\\d+ -> \\d+\\.\\d+, mean 3\\d\\.\\d+ -> \\d+\\.\\d+");
    }

    @Test
    void medianIsKnownWhereValuesWereRedactedToTheirBins() {
        Profile frozen = Samples.reference(Samples.numbers(2000, new SplittableRandom(1), r -> r.nextDouble()));
        ColumnProfile reference = frozen.columns().get(0);
        long[] counts = new long[reference.bins().size()];
        counts[200] = 1000;
        DriftTestResult result = DriftTests.psi().test(reference, Samples.counted(reference, counts), ALPHA);
        assertThat(result.decision().explanation()).containsPattern("median 0\\.4\\d+ -> 0\\.7\\d+$");
    }

    @Test
    void otherBinsAreInconclusive() {
        ColumnProfile one = Samples.reference(uniform(500, 1)).columns().get(0);
        ColumnProfile other = Samples.reference(uniform(500, 2)).columns().get(0);
        DriftTestResult result = DriftTests.psi().test(one, other, ALPHA);
        assertThat(result.decision().reason()).isEqualTo(Reason.UNDEFINED);
        assertThat(result.decision().nextStep()).isEqualTo("count both against one reference");
    }

    @Test
    void unsupportedTypesAreInconclusive() {
        ColumnProfile words = Samples.counted(100, 100);
        assertThat(DriftTests.kolmogorovSmirnov()
                        .test(words, words, ALPHA)
                        .decision()
                        .reason())
                .isEqualTo(Reason.UNDEFINED);
    }

    /** KS may hide at most what both sides have in one bin; with two intervals that is much, and it is said. */
    @Test
    void coarseBinsWidenTheIntervalOfKolmogorovSmirnov() {
        NumericBins bins = NumericBins.of(new double[] {0, 1, 2}, new double[0]);
        ColumnProfile reference = ColumnProfile.of(Samples.X, bins, new long[] {0, 5000, 5000, 0, 0, 0}, Moments.EMPTY);
        DriftTestResult result = DriftTests.kolmogorovSmirnov().test(reference, reference, ALPHA);
        assertThat(result.measurement().details()).containsEntry("hidden_in_bins", 0.5);
        assertThat(result.decision().reason()).isEqualTo(Reason.TOO_FEW_ROWS);
    }

    @Test
    void hundredMillionRowsAreComparedLikeAThousand() {
        ColumnProfile reference = Samples.counted(50_000_000, 30_000_000, 20_000_000);
        DriftTestResult same = DriftTests.psi()
                .test(
                        reference,
                        Samples.counted(reference, new long[] {49_900_000, 30_100_000, 20_000_000, 0, 0, 0}),
                        ALPHA);
        DriftTestResult moved = DriftTests.psi()
                .test(
                        reference,
                        Samples.counted(reference, new long[] {35_000_000, 30_000_000, 35_000_000, 0, 0, 0}),
                        ALPHA);
        assertThat(same.verdict()).isEqualTo(Verdict.PASS);
        assertThat(moved.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(moved.threshold()).isBetween(0.1, 0.1005);
    }
}
