package org.mlops4j.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.check.Verdict;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Role;
import org.mlops4j.data.Table;
import org.mlops4j.drift.DriftReport;
import org.mlops4j.drift.DriftTest;
import org.mlops4j.drift.DriftTestResult;
import org.mlops4j.profile.Profile;

class DriftReportingTest {

    private static Column number(String name, int n, long seed, double shift) {
        double[] values =
                new SplittableRandom(seed).doubles(n).map(x -> x + shift).toArray();
        return Float64Column.of(Field.of(name, DataType.FLOAT64), values);
    }

    private static Column word(String name, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] codes = random.ints(n, 0, 3).toArray();
        return CategoryColumn.ofCodes(Field.of(name, DataType.CATEGORY), codes, List.of("a", "b", "c"));
    }

    private static final Profile REFERENCE =
            Profiles.reference(Table.of(number("x", 2000, 1, 0), number("y", 2000, 2, 0), word("w", 2000, 3)));

    private static Profile current(double shift) {
        return Profiles.against(
                REFERENCE, Table.of(number("x", 1000, 4, shift), number("y", 1000, 5, 0), word("w", 1000, 6)));
    }

    @Test
    void unmovedTablePasses() {
        DriftReport report = Drift.ofDefaults().compare(REFERENCE, current(0));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.notes()).isEmpty();
        assertThat(report.referenceRows()).isEqualTo(2000);
        assertThat(report.currentRows()).isEqualTo(1000);
    }

    @Test
    void movedColumnIsFound() {
        DriftReport report = Drift.ofDefaults().compare(REFERENCE, current(0.4));
        assertThat(report.isDrifted()).isTrue();
        assertThat(report.drifted()).extracting(column -> column.field().name()).containsExactly("x");
        assertThat(report.explain())
                .startsWith("drift FAIL: 1 of 3 columns have moved")
                .contains("x: ");
    }

    @Test
    void numbersAreTestedByPsiAndKsAndWordsByPsi() {
        DriftReport report = Drift.ofDefaults().compare(REFERENCE, current(0));
        assertThat(report.column("x").orElseThrow().tests())
                .extracting(DriftTestResult::test)
                .containsExactly("psi", "ks");
        assertThat(report.column("w").orElseThrow().tests())
                .extracting(DriftTestResult::test)
                .containsExactly("psi");
    }

    @Test
    void alphaIsSharedByAllTestsPerformed() {
        // Five tests: two for each of two numbers, one for the words.
        DriftReport report = Drift.ofDefaults().alpha(0.05).compare(REFERENCE, current(0));
        DriftTestResult alone = DriftTests.psi()
                .test(REFERENCE.columns().get(0), current(0).columns().get(0), 0.05 / 5);
        assertThat(report.alpha()).isEqualTo(0.05);
        assertThat(report.columns().get(0).tests().get(0).threshold()).isEqualTo(alone.threshold());
    }

    @Test
    void missingColumnIsInconclusiveAndNoted() {
        Profile without = Profiles.against(REFERENCE, Table.of(number("x", 1000, 4, 0), word("w", 1000, 6)));
        DriftReport report = Drift.ofDefaults().compare(REFERENCE, without);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.column("y").orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.notes()).containsExactly("column 'y' is missing from the current profile");
    }

    @Test
    void retypedColumnIsInconclusiveAndNoted() {
        Column whole = Int64Column.of(Field.of("x", DataType.INT64), new long[] {1, 2, 3});
        DriftReport report = Drift.ofDefaults()
                .compare(Profiles.reference(Table.of(number("x", 2000, 1, 0))), Profiles.reference(Table.of(whole)));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.notes()).containsExactly("column 'x' is INT64 but was FLOAT64");
    }

    @Test
    void columnInOtherBinsIsInconclusiveAndNoted() {
        Profile other = Profiles.reference(Table.of(number("x", 2000, 9, 0)));
        DriftReport report = Drift.ofDefaults().columns("x").compare(REFERENCE, other);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.notes()).singleElement().asString().contains("other bins");
    }

    @Test
    void newColumnIsNoted() {
        Profile x = Profiles.reference(Table.of(number("x", 2000, 1, 0)));
        DriftReport report = Drift.ofDefaults()
                .compare(
                        x,
                        Profile.of(
                                1000,
                                List.of(
                                        current(0).columns().get(0),
                                        current(0).columns().get(1))));
        assertThat(report.notes()).contains("column 'y' is new: the reference does not have it");
    }

    @Test
    void columnThatNoTestSupportsIsNotedAndLeftOut() {
        DriftReport report =
                Drift.ofDefaults().tests(DriftTests.kolmogorovSmirnov()).compare(REFERENCE, current(0));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.column("w")).isEmpty();
        assertThat(report.notes()).containsExactly("column 'w' was not compared: none of the tests is for CATEGORY");
    }

    @Test
    void onlyNamedColumnsAreCompared() {
        DriftReport report = Drift.ofDefaults().columns("w", "x").compare(REFERENCE, current(0));
        assertThat(report.columns()).extracting(column -> column.field().name()).containsExactly("w", "x");
    }

    @Test
    void unknownNamedColumnIsRefused() {
        assertThatThrownBy(() -> Drift.ofDefaults().columns("z").compare(REFERENCE, current(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'z'");
    }

    @Test
    void identifiersAreNotComparedUnlessNamed() {
        Field id = Field.builder("id", DataType.INT64).roles(Role.ID).build();
        long[] first = LongStream.range(0, 1000).toArray();
        long[] second = LongStream.range(1000, 2000).toArray();
        Profile reference = Profiles.reference(Table.of(Int64Column.of(id, first), number("x", 1000, 1, 0)));
        Profile current = Profiles.against(reference, Table.of(Int64Column.of(id, second), number("x", 1000, 2, 0)));
        assertThat(Drift.ofDefaults().compare(reference, current).isDrifted()).isFalse();
        assertThat(Drift.ofDefaults().columns("id").compare(reference, current).isDrifted())
                .isTrue();
    }

    @Test
    void nothingToCompareIsInconclusive() {
        Profile none = Profile.of(100, List.of());
        assertThat(Drift.ofDefaults().compare(none, none).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void sameInputGivesTheSameReport() {
        assertThat(Drift.ofDefaults().compare(REFERENCE, current(0.4)).explain())
                .isEqualTo(Drift.ofDefaults().compare(REFERENCE, current(0.4)).explain());
    }

    @Test
    void alphaMustBeAProbability() {
        assertThatThrownBy(() -> Drift.ofDefaults().alpha(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha must be in (0, 1) but was 1.5");
    }

    @Test
    void testsMustBeDistinct() {
        assertThatThrownBy(() -> Drift.ofDefaults()
                        .tests(DriftTests.psi(), DriftTests.psi().tolerance(0.2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distinct ids");
        assertThatThrownBy(() -> Drift.ofDefaults().tests(new DriftTest[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columnsMustBeDistinct() {
        assertThatThrownBy(() -> Drift.ofDefaults().columns("x", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distinct");
    }
}
