package org.mlops4j.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.InstantColumn;
import org.mlops4j.data.Int64Column;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.SlicedProfile;

class SlicedProfileTest {

    private static final Field COUNTRY =
            Field.builder("country", DataType.CATEGORY).nullable().build();
    private static final Field X = Field.of("x", DataType.FLOAT64);
    private static final Field AT = Field.of("at", DataType.INSTANT);

    private static final Table TABLE = Table.of(
            CategoryColumn.of(COUNTRY, "de", "fr", "de", null, "it", "de", "fr"),
            Float64Column.of(X, new double[] {1, 2, 3, 4, 5, 6, 7}),
            InstantColumn.of(
                    AT,
                    IntStream.range(0, 7)
                            .mapToObj(i -> Instant.parse("2026-11-23T00:00:00Z").plusSeconds(1000L * i - 500))
                            .toArray(Instant[]::new)));

    private static SlicedProfile by(Slicing slicing, Table table) {
        return Profiles.ofDefaults().collect(table.schema(), slicing).add(table).toProfile();
    }

    private static Map<String, Long> rows(SlicedProfile profile) {
        Map<String, Long> rows = new java.util.TreeMap<>();
        profile.slices().forEach((name, slice) -> rows.put(name, slice.rows()));
        return rows;
    }

    @Test
    void everyValueIsASlice() {
        assertThat(rows(by(Slicing.by("country"), TABLE)))
                .isEqualTo(Map.of("de", 3L, "fr", 2L, "it", 1L, SlicedProfile.MISSING, 1L));
    }

    @Test
    void sliceIsTheProfileOfItsRows() {
        Profile slice = by(Slicing.by("country"), TABLE).slice("de").orElseThrow();
        assertThat(slice).isEqualTo(Profiles.of(TABLE.select(0, 2, 5)));
    }

    @Test
    void windowsAreNamedByTheirBeginning() {
        assertThat(rows(by(Slicing.byWindow("at", Duration.ofHours(1)), TABLE)))
                .isEqualTo(Map.of("2026-11-22T23:00:00Z", 1L, "2026-11-23T00:00:00Z", 4L, "2026-11-23T01:00:00Z", 2L));
    }

    @Test
    void rowsBeyondTheLimitAreOthers() {
        SlicedProfile profile = by(Slicing.by("country").maxSlices(2), TABLE);
        assertThat(rows(profile)).isEqualTo(Map.of("de", 3L, "fr", 2L));
        assertThat(profile.other().orElseThrow().rows()).isEqualTo(2);
    }

    @Test
    void allSlicesTogetherAreTheWhole() {
        Profile total = by(Slicing.by("country").maxSlices(2), TABLE).total().orElseThrow();
        assertThat(total.rows()).isEqualTo(7);
        assertThat(total.column("x").orElseThrow().moments().mean()).isEqualTo(4);
    }

    @Test
    void rowByRowGivesTheSameSlices() {
        SlicedProfileCollector collector = Profiles.ofDefaults().collect(TABLE.schema(), Slicing.by("country"));
        for (int row = 0; row < TABLE.rowCount(); row++) {
            collector.add(TABLE.row(row));
        }
        assertThat(rows(collector.toProfile())).isEqualTo(rows(by(Slicing.by("country"), TABLE)));
    }

    @Test
    void slicesAreCountedAgainstAReference() {
        Profile reference = Profiles.reference(TABLE);
        SlicedProfile profile = Profiles.ofDefaults()
                .collect(TABLE.schema(), reference, Slicing.by("country"))
                .add(TABLE)
                .toProfile();
        assertThat(profile.slice("de").orElseThrow()).isEqualTo(Profiles.against(reference, TABLE.select(0, 2, 5)));
    }

    @Test
    void slicesOfPartsMerge() {
        Slicing slicing = Slicing.by("country");
        SlicedProfile merged = by(slicing, TABLE.slice(0, 3)).merge(by(slicing, TABLE.slice(3, 7)));
        assertThat(rows(merged)).isEqualTo(rows(by(slicing, TABLE)));
        assertThat(merged.other()).isEmpty();
    }

    @Test
    void smallestSlicesAreOthersWhenMergedOnesAreTooMany() {
        Slicing slicing = Slicing.by("country").maxSlices(2);
        SlicedProfile merged = by(slicing, TABLE.select(4, 0)).merge(by(slicing, TABLE.select(2, 5, 1, 6)));
        assertThat(rows(merged)).isEqualTo(Map.of("de", 3L, "fr", 2L));
        assertThat(merged.other().orElseThrow().rows()).isEqualTo(1);
        assertThat(merged.total().orElseThrow().rows()).isEqualTo(6);
    }

    @Test
    void smallSlicesOfPersonsAreOthers() {
        Field group = COUNTRY.toBuilder().sensitivity(Sensitivity.PERSONAL).build();
        String[] groups =
                IntStream.range(0, 20).mapToObj(i -> i < 11 ? "many" : "few").toArray(String[]::new);
        SlicedProfile profile = by(Slicing.by("country"), Table.of(CategoryColumn.of(group, groups)));
        assertThat(rows(profile)).isEqualTo(Map.of("many", 11L));
        assertThat(profile.other().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    void manySlicesOfOneTableAreToldApart() {
        Field key = Field.of("key", DataType.INT64);
        Table table = Table.of(Int64Column.of(
                key, IntStream.range(0, 1000).mapToLong(i -> i % 50).toArray()));
        assertThat(rows(by(Slicing.by("key"), table)).values()).hasSize(50).containsOnly(20L);
    }

    @Test
    void fieldsThatCannotNameSlicesAreRefused() {
        for (Slicing slicing :
                List.of(Slicing.by("x"), Slicing.by("at"), Slicing.byWindow("country", Duration.ofDays(1)))) {
            assertThatThrownBy(() -> by(slicing, TABLE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("to name slices but is");
        }
        Field secret = COUNTRY.toBuilder().sensitivity(Sensitivity.SECRET).build();
        assertThatThrownBy(() -> by(Slicing.by("country"), Table.of(CategoryColumn.of(secret, "a"))))
                .hasMessageContaining("SECRET");
        assertThatThrownBy(() -> Slicing.by("country").maxSlices(0)).hasMessageContaining("most must be >= 1");
        assertThatThrownBy(() -> Slicing.byWindow("at", Duration.ZERO)).hasMessageContaining("millisecond");
    }
}
