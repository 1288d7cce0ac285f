package org.mlops4j.core.profile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.profile.Profiles;
import org.mlops4j.data.CategoryColumn;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Float64Column;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.NumericBins;
import org.mlops4j.profile.Profile;

class ProfileCounterTest {

    private static final Table TABLE = Table.of(
            Float64Column.of(Field.of("age", DataType.FLOAT64), new double[] {20, 30, 40, 40}),
            CategoryColumn.of(Field.of("country", DataType.CATEGORY), "DE", "DE", "FR", "FR"));

    private static final Profile REFERENCE = Profiles.reference(TABLE);

    private static ProfileCounter counter(String... excluded) {
        return ProfileCounter.against(REFERENCE, TABLE.schema(), Set.of(excluded));
    }

    /** A row whose first field was redacted to its bin. */
    private record RedactedRow(Row row, int bin) implements BinnedRow {

        @Override
        public Object layout() {
            return RedactedRow.class;
        }

        @Override
        public Set<String> hiddenFields() {
            return Set.of();
        }

        @Override
        public int bin(int field) {
            return field == 0 ? bin : NO_BIN;
        }

        @Override
        public Schema schema() {
            return row.schema();
        }

        @Override
        public boolean isNull(int field) {
            return field == 0 || row.isNull(field);
        }

        @Override
        public boolean bool(int field) {
            return row.bool(field);
        }

        @Override
        public long int64(int field) {
            return row.int64(field);
        }

        @Override
        public double number(int field) {
            return row.number(field);
        }

        @Override
        public String text(int field) {
            return row.text(field);
        }

        @Override
        public Instant instant(int field) {
            return row.instant(field);
        }

        @Override
        public double[] vector(int field) {
            return row.vector(field);
        }
    }

    @Test
    void redactedValueIsCountedInItsBin() {
        NumericBins bins = REFERENCE.columns().get(0).numericBins().orElseThrow();
        Profile profile =
                counter().add(new RedactedRow(TABLE.row(0), bins.binOf(40))).toProfile();
        ColumnProfile age = profile.columns().get(0);
        assertThat(age.count(bins.binOf(40))).isEqualTo(1);
        assertThat(age.nulls()).isZero();
        assertThat(age.moments().count()).isZero();
    }

    @Test
    void otherFieldsOfARedactedRowAreCountedByValue() {
        Profile profile = counter().add(new RedactedRow(TABLE.row(0), 1)).toProfile();
        assertThat(profile.column("country").orElseThrow().count(0)).isEqualTo(1);
    }

    @Test
    void redactedRowWithoutBinIsCountedAsMissing() {
        Profile profile =
                counter().add(new RedactedRow(TABLE.row(0), BinnedRow.NO_BIN)).toProfile();
        assertThat(profile.columns().get(0).nulls()).isEqualTo(1);
    }

    @Test
    void excludedColumnsAreLeftOut() {
        assertThat(counter("age").add(TABLE).toProfile().schema().names()).containsExactly("country");
    }

    @Test
    void countingMayGoOnAfterAProfileWasTaken() {
        ProfileCounter counter = counter().add(TABLE);
        Profile before = counter.toProfile();
        counter.add(TABLE.row(1));
        assertThat(before.rows()).isEqualTo(4);
        assertThat(counter.toProfile().rows()).isEqualTo(5);
    }

    @Test
    void columnsMayStandInAnotherOrder() {
        Table swapped = TABLE.columns("country", "age");
        Profile profile = ProfileCounter.against(REFERENCE, swapped.schema(), Set.of())
                .add(swapped)
                .toProfile();
        assertThat(profile).isEqualTo(counter().add(TABLE).toProfile());
    }

    @Test
    void rowsOfAnotherSchemaAreRefused() {
        assertThatThrownBy(() -> counter().add(TABLE.columns("age")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema");
    }
}
