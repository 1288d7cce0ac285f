package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.ColumnSummary;
import org.mlops4j.profile.Moments;
import org.mlops4j.profile.NumberSummary;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.QuantileSketch;
import org.mlops4j.profile.TextSummary;
import org.mlops4j.profile.VectorSummary;

/** Free-standing profiles merge: in any order, in any grouping, and nothing changes nothing. */
class FreeStandingProfileProperties {

    private static final Schema SCHEMA = Schema.of(
            Field.builder("number", DataType.FLOAT64).nullable().build(),
            Field.builder("whole", DataType.INT64).nullable().build(),
            Field.builder("word", DataType.CATEGORY).nullable().build(),
            Field.builder("text", DataType.STRING).nullable().build(),
            Field.builder("at", DataType.INSTANT).nullable().build(),
            Field.builder("vector", DataType.vector(2)).nullable().build());

    private static final Profiles SMALL = Profiles.ofDefaults().quantileSize(QuantileSketch.LEAST_K);

    /** One row; null stands for a missing value. */
    record Values(
            @Nullable Double number,
            @Nullable Long whole,
            @Nullable String word,
            @Nullable Long micros) {}

    @Provide
    Arbitrary<List<Values>> rows() {
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
                Arbitraries.doubles().between(-100, 100),
                Arbitraries.of(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        return Combinators.combine(
                        number.injectNull(0.1),
                        Arbitraries.oneOf(Arbitraries.longs().between(-5, 5), Arbitraries.longs())
                                .injectNull(0.1),
                        Arbitraries.of("a", "b", "", " ", "NA", "7", "x\uD800", "long ".repeat(40))
                                .injectNull(0.1),
                        Arbitraries.longs()
                                .between(-5_000_000_000_000L, 5_000_000_000_000L)
                                .injectNull(0.1))
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
                table.vector(5, new double[] {row.number(), 1});
            }
            if (row.whole() != null) {
                table.int64(1, row.whole());
            }
            if (row.word() != null) {
                table.text(2, row.word());
                table.text(3, row.word());
            }
            if (row.micros() != null) {
                table.instant(4, Instant.EPOCH.plus(row.micros(), ChronoUnit.MICROS));
            }
        }
        return table.build();
    }

    private static Profile profile(List<Values> rows) {
        Table table = table(rows);
        return SMALL.collect(SCHEMA).add(table).toProfile();
    }

    /** Equal but for rounding of moments, and for which numbers the quantile sketches have kept. */
    private static void assertSame(Profile actual, Profile expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < SCHEMA.size(); i++) {
            ColumnProfile one = actual.columns().get(i);
            ColumnProfile other = expected.columns().get(i);
            assertThat(one.counts()).containsExactly(other.counts());
            assertClose(one.moments(), other.moments());
            assertSame(one.summary().orElseThrow(), other.summary().orElseThrow());
        }
    }

    private static void assertSame(ColumnSummary actual, ColumnSummary expected) {
        if (expected instanceof NumberSummary that && actual instanceof NumberSummary one) {
            assertThat(withoutQuantiles(one)).isEqualTo(withoutQuantiles(that));
            assertThat(one.quantiles().count()).isEqualTo(that.quantiles().count());
            assertThat(one.quantiles().min())
                    .isEqualTo((Double) that.quantiles().min());
            assertThat(one.quantiles().max())
                    .isEqualTo((Double) that.quantiles().max());
        } else if (expected instanceof TextSummary that && actual instanceof TextSummary one) {
            assertClose(one.length(), that.length());
            assertThat(List.of(one.forms(), one.characters(), one.distinct(), one.frequent()))
                    .isEqualTo(List.of(that.forms(), that.characters(), that.distinct(), that.frequent()));
        } else if (expected instanceof VectorSummary that && actual instanceof VectorSummary one) {
            assertThat(one.nonFinite()).isEqualTo(that.nonFinite());
            assertThat(one.mean()).containsExactly(that.mean(), within(1e-10));
            assertClose(one.norm(), that.norm());
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static NumberSummary withoutQuantiles(NumberSummary of) {
        return new NumberSummary(
                of.nan(),
                of.positiveInfinities(),
                of.negativeInfinities(),
                of.zeros(),
                of.negatives(),
                of.whole(),
                of.inexact(),
                of.distinct(),
                QuantileSketch.empty());
    }

    private static void assertClose(Moments actual, Moments expected) {
        double scale = Math.max(Math.abs(expected.min()), Math.abs(expected.max()));
        double size = expected.count() == 0 ? 1 : Math.max(1, scale);
        assertThat(actual.count()).isEqualTo(expected.count());
        assertThat(actual.min()).isEqualTo(expected.min());
        assertThat(actual.max()).isEqualTo(expected.max());
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12 * size));
        assertThat(actual.sumOfSquares())
                .isCloseTo(expected.sumOfSquares(), within(1e-12 * Math.max(1, expected.count()) * size * size));
    }

    @Property(tries = 100)
    void splitAndMergeIsTheWhole(@ForAll("rows") List<Values> rows, @ForAll @IntRange(max = 60) int at) {
        int cut = Math.min(at, rows.size());
        Profile merged = profile(rows.subList(0, cut)).merge(profile(rows.subList(cut, rows.size())));
        assertSame(merged, profile(rows));
    }

    @Property(tries = 60)
    void mergingIsAssociative(
            @ForAll("rows") List<Values> a, @ForAll("rows") List<Values> b, @ForAll("rows") List<Values> c) {
        assertSame(
                profile(a).merge(profile(b)).merge(profile(c)),
                profile(a).merge(profile(b).merge(profile(c))));
    }

    @Property(tries = 60)
    void mergingIsCommutative(@ForAll("rows") List<Values> a, @ForAll("rows") List<Values> b) {
        Profile one = profile(a).merge(profile(b));
        Profile other = profile(b).merge(profile(a));
        assertSame(one, other);
        assertThat(((NumberSummary) one.columns().get(0).summary().orElseThrow()).quantiles())
                .isEqualTo(((NumberSummary) other.columns().get(0).summary().orElseThrow()).quantiles());
    }

    @Property(tries = 60)
    void nothingIsTheIdentity(@ForAll("rows") List<Values> rows) {
        Profile nothing = profile(List.of());
        assertThat(profile(rows).merge(nothing)).isEqualTo(profile(rows));
        assertThat(nothing.merge(profile(rows))).isEqualTo(profile(rows));
    }

    @Property(tries = 60)
    void bothFormsAreReadBack(@ForAll("rows") List<Values> rows) {
        Profile profile = profile(rows);
        assertThat(Profiles.read(Profiles.toBytes(profile))).isEqualTo(profile);
        assertThat(Profiles.read(Profiles.toJson(profile).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(profile);
    }

    @Property(tries = 60)
    void personalColumnsTellNoSpanOrQuantileOfFewRows(@ForAll("rows") List<Values> rows) {
        Field field = Field.builder("number", DataType.FLOAT64)
                .nullable()
                .sensitivity(Sensitivity.PERSONAL)
                .build();
        TableBuilder table = new TableBuilder(Schema.of(field));
        for (Values row : rows) {
            table.startRow();
            if (row.number() != null) {
                table.float64(0, row.number());
            }
        }
        ColumnProfile column = Profiles.reference(table.build()).columns().get(0);
        var bins = column.numericBins().orElseThrow();
        long finite = column.moments().count();
        long infinite = ((NumberSummary) column.summary().orElseThrow()).positiveInfinities()
                + ((NumberSummary) column.summary().orElseThrow()).negativeInfinities();
        for (int bin = 0; bin < bins.nanBin() && bins.edgeCount() > 1; bin++) {
            assertThat(column.count(bin)).isGreaterThanOrEqualTo(10);
        }
        assertThat(column.total() - column.nulls() - column.count(bins.nanBin()))
                .isEqualTo(finite + infinite);
    }
}
