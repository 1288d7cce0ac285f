package org.mlops4j.core.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

class CellReaderTest {

    private static final Field TIME = Field.of("t", DataType.INSTANT);

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "False,false", "0,false", "' true ',true"})
    void readsBooleans(String cell, boolean value) {
        assertThat(read(cell, Field.of("b", DataType.BOOLEAN)).row(0).bool(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "t", "2", "", "tru e"})
    void nothingElseIsABoolean(String cell) {
        assertThat(rule(cell, Field.of("b", DataType.BOOLEAN))).isEqualTo("must be true or false");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "+7,7",
        "007,7",
        "' 42 ',42",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void readsIntegers(String cell, long value) {
        assertThat(read(cell, Field.of("n", DataType.INT64)).row(0).int64(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e5",
                "1.0",
                "",
                "-",
                "+-1",
                "1 000",
                "1,000",
                "0x1F",
                "NaN",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "١"
            })
    void nothingElseIsAnInteger(String cell) {
        assertThat(rule(cell, Field.of("n", DataType.INT64))).isEqualTo("must be an integer of at most 64 bits");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-.5,-0.5",
        "3.,3",
        "1e5,1e5",
        "1E-05,0.00001",
        "' 2.5 ',2.5",
        "1.7976931348623157e308,1.7976931348623157e308",
        "4.9e-324,4.9e-324",
        "NaN,NaN",
        "Infinity,Infinity",
        "-Infinity,-Infinity"
    })
    void readsNumbers(String cell, Double value) {
        assertThat(read(cell, Field.of("x", DataType.FLOAT64)).row(0).number(0)).isEqualTo(value);
    }

    /** What Double.parseDouble would take but no data format means, and what other tools write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1d",
                "1f",
                "0x1p3",
                "1e",
                "1e+",
                ".",
                "",
                "e5",
                "1e400",
                "-1e400",
                "nan",
                "inf",
                "+Infinity",
                "1,5",
                "1_000",
                "٣",
                "1 2"
            })
    void nothingElseIsANumber(String cell) {
        assertThat(rule(cell, Field.of("x", DataType.FLOAT64))).isEqualTo("must be a number of at most 64 bits");
    }

    @Test
    void numbersKeepTheSignOfZero() {
        double zero = read("-0.0", Field.of("x", DataType.FLOAT64)).row(0).number(0);

        assertThat(Double.doubleToRawLongBits(zero)).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void numbersOutsideTheRangeAreBad() {
        Field age = Field.builder("n", DataType.INT64).range(18, 120).build();
        Field share = Field.builder("x", DataType.FLOAT64).range(0, 1).build();

        assertThat(rule("17", age)).isEqualTo("must be in [18.0, 120.0]");
        assertThat(rule("18", age)).isNull();
        assertThat(rule("1.5", share)).isEqualTo("must be in [0.0, 1.0]");
        assertThat(rule("NaN", share)).isEqualTo("must be in [0.0, 1.0]");
    }

    @Test
    void textsKeepTheirSpacesAndMustBeAllowed() {
        assertThat(read(" a ", Field.of("s", DataType.STRING)).row(0).text(0)).isEqualTo(" a ");
        Field job =
                Field.builder("s", DataType.CATEGORY).allowed("free", "fixed").build();
        assertThat(rule("free", job)).isNull();
        assertThat(rule("free ", job)).isEqualTo("must be one of [free, fixed]");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00Z,2026-11-23T08:00:00Z",
        "2026-11-23 08:00:00.123456789+01:00,2026-11-23T07:00:00.123456Z",
        "2026-11-23T08:00-05:30,2026-11-23T13:30:00Z",
        "' 2026-11-23t08:00:00z ',2026-11-23T08:00:00Z",
        "1969-12-31T23:59:59.999999Z,1969-12-31T23:59:59.999999Z"
    })
    void readsTimesWithOffset(String cell, String instant) {
        assertThat(read(cell, TIME).row(0).instant(0)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-23T08:00:00", "2026-11-23", "23.11.2026", "1795420800", "", "2026-02-30T00:00Z", "now"})
    void aTimeWithoutOffsetIsBadUnlessItsFieldNamesAZone(String cell) {
        assertThat(rule(cell, TIME))
                .isEqualTo("must be an ISO 8601 time with offset, such as 2026-11-23T08:00:00Z; or give the field a "
                        + "zone");
    }

    /** Berlin is one hour ahead in winter and two in summer; on 2026-10-25 02:30 occurs twice, on 2026-03-29 never. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00,2026-11-23T07:00:00Z",
        "2026-11-23t08:00,2026-11-23T07:00:00Z",
        "2026-07-01 08:00:00.5,2026-07-01T06:00:00.500Z",
        "2026-07-01,2026-06-30T22:00:00Z",
        "2026-11-23T08:00:00Z,2026-11-23T08:00:00Z",
        "2026-10-25T02:30,2026-10-25T00:30:00Z",
        "2026-03-29T02:30,2026-03-29T01:30:00Z"
    })
    void aTimeWithoutOffsetIsReadInTheZoneOfItsField(String cell, String instant) {
        Field berlin = TIME.toBuilder().zone(ZoneId.of("Europe/Berlin")).build();

        assertThat(read(cell, berlin).row(0).instant(0)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08:00", "2026-11-23T25:00", "23.11.2026", ""})
    void noZoneMakesATimeOfAnythingElse(String cell) {
        Field utc = TIME.toBuilder().zone(ZoneId.of("UTC")).build();

        assertThat(rule(cell, utc)).isEqualTo("must be an ISO 8601 date or time");
    }

    @Test
    void aTimeThatNoTableCanHoldIsBad() {
        assertThat(rule("+300000-01-01T00:00:00Z", TIME)).isEqualTo("must lie within 292,000 years of 1970");
        assertThat(rule("-300000-01-01T00:00:00Z", TIME)).isEqualTo("must lie within 292,000 years of 1970");
    }

    @Test
    void readsVectors() {
        double[] vector = read("[1, -2.5e1, \"NaN\", \"-Infinity\"]", Field.of("v", DataType.vector(4)))
                .row(0)
                .vector(0);

        assertThat(vector).containsExactly(1, -25, Double.NaN, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "[1,2,3]", "[1,null]", "[1,\"2\"]", "[1,[2]]", "1,2", "[1,2", "{\"a\":1}", "", "[1,1e999]"
            })
    void nothingElseIsAVector(String cell) {
        assertThat(rule(cell, Field.of("v", DataType.vector(2)))).isEqualTo("must be a JSON list of 2 numbers");
    }

    @Test
    void aMissingCellIsBadUnlessItsFieldIsNullable() {
        assertThat(rule(null, Field.of("n", DataType.INT64))).isEqualTo("must not be missing");
        assertThat(read(null, Field.builder("n", DataType.INT64).nullable().build())
                        .row(0)
                        .isNull(0))
                .isTrue();
    }

    @Test
    void aBadCellHandsNothingOver() {
        Field nullable =
                Field.builder("n", DataType.INT64).nullable().range(0, 1).build();
        TableBuilder table = new TableBuilder(Schema.of(nullable)).startRow();

        assertThat(CellReader.read("5", nullable, 0, table)).isNotNull();
        assertThat(table.build().row(0).isNull(0)).isTrue();
    }

    private static String rule(String cell, Field field) {
        return CellReader.read(cell, field, 0, new TableBuilder(Schema.of(field)).startRow());
    }

    private static Table read(String cell, Field field) {
        TableBuilder table = new TableBuilder(Schema.of(field)).startRow();
        assertThat(CellReader.read(cell, field, 0, table)).as("broken rule").isNull();
        return table.build();
    }
}
