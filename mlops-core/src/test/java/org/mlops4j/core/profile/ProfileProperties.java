package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.mlops4j.core.profile.internal.ProfileCounter;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.Profile;

/** Counts add up, in whatever parts and order rows arrive. */
class ProfileProperties {

    private static final Schema SCHEMA = Schema.of(
            Field.builder("number", DataType.FLOAT64).nullable().build(),
            Field.builder("whole", DataType.INT64).nullable().build(),
            Field.builder("word", DataType.CATEGORY).nullable().build(),
            Field.builder("text", DataType.STRING).nullable().build(),
            Field.builder("flag", DataType.BOOLEAN).nullable().build());

    /** One row; null stands for a missing value. */
    record Values(Double number, Long whole, String word, Boolean flag) {}

    @Provide
    Arbitrary<List<Values>> rows() {
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.integers().between(-2, 2).map(Integer::doubleValue),
                Arbitraries.doubles().between(-100, 100),
                Arbitraries.of(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        return Combinators.combine(
                        number.injectNull(0.1),
                        Arbitraries.longs().between(0, 5).injectNull(0.1),
                        Arbitraries.of("a", "b", "c", "d", "e").injectNull(0.1),
                        Arbitraries.of(true, false).injectNull(0.1))
                .as(Values::new)
                .list()
                .ofMaxSize(60);
    }

    private static Table table(List<Values> rows) {
        TableBuilder table = new TableBuilder(SCHEMA);
        for (Values row : rows) {
            table.startRow();
            if (row.number() != null) {
                table.float64(0, row.number());
            }
            if (row.whole() != null) {
                table.int64(1, row.whole());
            }
            if (row.word() != null) {
                table.text(2, row.word());
                table.text(3, row.word());
            }
            if (row.flag() != null) {
                table.bool(4, row.flag());
            }
        }
        return table.build();
    }

    private static void assertSame(Profile actual, Profile expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        for (ColumnProfile column : expected.columns()) {
            ColumnProfile other = actual.column(column.field().name()).orElseThrow();
            assertThat(other.counts()).containsExactly(column.counts());
            assertClose(other.moments(), column.moments());
        }
    }

    private static void assertClose(Moments actual, Moments expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.min()).isEqualTo(expected.min());
        assertThat(actual.max()).isEqualTo(expected.max());
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12 * 100));
        assertThat(actual.sumOfSquares())
                .isCloseTo(expected.sumOfSquares(), within(1e-12 * Math.max(1e4, expected.sumOfSquares())));
    }

    @Property(tries = 150)
    void splitAndMergeIsTheWhole(
            @ForAll("rows") List<Values> reference,
            @ForAll("rows") List<Values> rows,
            @ForAll @IntRange(max = 60) int at) {
        Profile frozen = Profiles.reference(table(reference));
        int cut = Math.min(at, rows.size());
        Table whole = table(rows);
        Profile first = Profiles.against(frozen, whole.slice(0, cut));
        Profile last = Profiles.against(frozen, whole.slice(cut, rows.size()));
        assertSame(first.merge(last), Profiles.against(frozen, whole));
        assertSame(last.merge(first), Profiles.against(frozen, whole));
    }

    @Property(tries = 100)
    void orderOfRowsDoesNotMatter(
            @ForAll("rows") List<Values> reference, @ForAll("rows") List<Values> rows, @ForAll Random random) {
        Profile frozen = Profiles.reference(table(reference));
        List<Values> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertSame(Profiles.against(frozen, table(shuffled)), Profiles.against(frozen, table(rows)));
    }

    @Property(tries = 100)
    void binsDoNotDependOnTheOrderOfTheReference(@ForAll("rows") List<Values> rows, @ForAll Random random) {
        List<Values> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        Profile one = Profiles.reference(table(rows));
        Profile other = Profiles.reference(table(shuffled));
        assertThat(other.columns().stream().map(ColumnProfile::bins))
                .isEqualTo(one.columns().stream().map(ColumnProfile::bins).toList());
    }

    @Property(tries = 100)
    void countingRowByRowIsCountingByColumn(@ForAll("rows") List<Values> reference, @ForAll("rows") List<Values> rows) {
        Profile frozen = Profiles.reference(table(reference));
        Table table = table(rows);
        ProfileCounter counter = ProfileCounter.against(frozen, SCHEMA, Set.of());
        for (int row = 0; row < table.rowCount(); row++) {
            counter.add(table.row(row));
        }
        assertSame(counter.toProfile(), Profiles.against(frozen, table));
    }

    @Property(tries = 100)
    void everyRowIsInExactlyOneBin(@ForAll("rows") List<Values> reference, @ForAll("rows") List<Values> rows) {
        Profile profile = Profiles.against(Profiles.reference(table(reference)), table(rows));
        assertThat(profile.columns())
                .allSatisfy(column -> assertThat(column.total()).isEqualTo(rows.size()));
    }
}
