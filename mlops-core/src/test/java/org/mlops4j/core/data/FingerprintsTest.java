package org.mlops4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;

class FingerprintsTest {

    private static final Schema ALL_TYPES = Schema.of(
            Field.builder("flag", DataType.BOOLEAN).nullable().build(),
            Field.of("count", DataType.INT64),
            Field.of("score", DataType.FLOAT64),
            Field.builder("name", DataType.STRING).nullable().build(),
            Field.of("job", DataType.CATEGORY),
            Field.of("at", DataType.INSTANT),
            Field.of("vector", DataType.vector(2)));

    /** Expected digests from Python's hashlib and struct over the encoding that the Javadoc of Fingerprints describes. */
    @Test
    void digestsAreThoseOfTheDocumentedEncoding() {
        DataFingerprint fingerprint = Fingerprints.of(allTypes());

        assertThat(fingerprint.rows()).isEqualTo(3);
        assertThat(fingerprint.schema())
                .hasToString("sha256:bc9391d25cef19b40625e1c3710fd7de3bf069fb26190b8ad1f321341d12b85c");
        assertThat(fingerprint.ordered())
                .hasToString("sha256:b8dd0cf5914d4d721d27d4d27b9f029d818a91f7aef7525d71df683f649eecf6");
        assertThat(fingerprint.unordered())
                .hasToString("sha256:3c6ca01ba9ae413c83234df626e3da94c23e729612ee154f5092b328eee47b4f");
        assertThat(fingerprint.columns().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, column -> column.getValue().hex())))
                .isEqualTo(Map.of(
                        "flag", "2833bfd12aec990ce3ea0a25379202e6551cdd4de246aef02ac09de06362e0d3",
                        "count", "8b4f2e7cc03f0dbcdd9c9595dede80106f60a4b46c77cc016b9f18247cbdb0db",
                        "score", "109d874e23185360645a6fd642d27040c402857f970252b6048c030c1a2b2cdf",
                        "name", "959551da79ccc42045427cf798c3d551601ef6946c8d895c4d7002c3ea527069",
                        "job", "c2e7fe5006fa37e0bbb38f70e165a6bc1130e9ccd25828debd17badc5232dd17",
                        "at", "eeaf2094fbcbe368a967721c5bba2d0625031b5bd00a0c4de7cefdfccfc34819",
                        "vector", "4493f6fdf0aec0a7475eb87d697508d089fa63ffaa163f69b30819614a28ba37"));
    }

    /** As above. */
    @Test
    void noRowsHaveTheDigestOfNothing() {
        DataFingerprint fingerprint = Fingerprints.of(new TableBuilder(ALL_TYPES).build());

        assertThat(fingerprint.rows()).isZero();
        assertThat(fingerprint.ordered())
                .hasToString("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(fingerprint.unordered())
                .hasToString("sha256:2c34ce1df23b838c5abf2a7f6437cca3d3067ed509ff25f11df6b11b582b51eb");
    }

    /** As above. A lone surrogate has no UTF-8 form; hashed as a question mark it would be taken for one. */
    @Test
    void textsThatUtf8CannotHoldAreHashedByTheirUnits() {
        assertThat(Fingerprints.of(texts("a\uD800")).columns().get("text"))
                .hasToString("sha256:eccef4868072edd18852d5abe7e55a46e920cd97410e0cbb7669b302df7fa625");
    }

    @Test
    void theOrderOfRowsIsInTheOrderedDigestOnly() {
        Table table = allTypes();
        DataFingerprint there = Fingerprints.of(table);
        DataFingerprint back = Fingerprints.of(table.select(2, 0, 1));

        assertThat(back.ordered()).isNotEqualTo(there.ordered());
        assertThat(back.unordered()).isEqualTo(there.unordered());
    }

    @Test
    void aRowMoreOrTwiceIsInBothDigests() {
        Table table = allTypes();
        DataFingerprint once = Fingerprints.of(table);

        assertThat(Fingerprints.of(table.slice(0, 2)).unordered()).isNotEqualTo(once.unordered());
        assertThat(Fingerprints.of(table.select(0, 1, 2, 2)).unordered()).isNotEqualTo(once.unordered());
    }

    /** However a table came about: rows copied one by one, a view of a larger one, columns in reverse and back. */
    @Test
    void onlyTheContentCounts() {
        Table table = allTypes();
        TableBuilder copy = new TableBuilder(ALL_TYPES);
        for (int row = 0; row < table.rowCount(); row++) {
            copy.add(table.row(row));
        }
        Table view = table.select(2, 0, 1, 2).slice(1, 4);
        String[] names = ALL_TYPES.fields().stream().map(Field::name).toArray(String[]::new);

        assertThat(Fingerprints.of(copy.build())).isEqualTo(Fingerprints.of(table));
        assertThat(Fingerprints.of(view)).isEqualTo(Fingerprints.of(table));
        assertThat(Fingerprints.of(table.columns("at", "flag", "count", "vector", "job", "score", "name")
                        .columns(names)))
                .isEqualTo(Fingerprints.of(table));
    }

    @Test
    void valuesDoNotRunIntoEachOther() {
        assertThat(Fingerprints.of(pairs("ab", "c")).ordered())
                .isNotEqualTo(Fingerprints.of(pairs("a", "bc")).ordered());
    }

    @Test
    void missingEmptyAndZeroDiffer() {
        assertThat(Fingerprints.of(texts("")).ordered())
                .isNotEqualTo(Fingerprints.of(texts((String) null)).ordered());
    }

    @Test
    void everyNaNIsOneAndSoIsEveryZero() {
        double otherNaN = Double.longBitsToDouble(0x7ff8_0000_0000_0abcL);

        assertThat(Fingerprints.of(numbers(Double.NaN, -0.0))).isEqualTo(Fingerprints.of(numbers(otherNaN, 0.0)));
        assertThat(Fingerprints.of(numbers(Double.NaN)).ordered())
                .isNotEqualTo(Fingerprints.of(numbers(Double.POSITIVE_INFINITY)).ordered());
    }

    @Test
    void theSmallestDifferenceIsOne() {
        assertThat(Fingerprints.of(numbers(0.1 + 0.2)).ordered())
                .isNotEqualTo(Fingerprints.of(numbers(0.3)).ordered());
    }

    @Test
    void rowsLargerThanAnyBufferAreHashed() {
        String huge = "x".repeat(1 << 20);

        assertThat(Fingerprints.of(texts(huge + "y")).ordered())
                .isNotEqualTo(Fingerprints.of(texts(huge + "z")).ordered());
    }

    @Test
    void aRuleOfAFieldIsPartOfTheSchemaOnly() {
        Schema ranged =
                Schema.of(Field.builder("number", DataType.FLOAT64).range(0, 1).build());
        Table bounded = new TableBuilder(ranged).startRow().build();
        Table free = new TableBuilder(Schema.of(Field.of("number", DataType.FLOAT64)))
                .startRow()
                .build();

        assertThat(Fingerprints.of(bounded).schema())
                .isNotEqualTo(Fingerprints.of(free).schema());
        assertThat(Fingerprints.of(bounded).ordered())
                .isEqualTo(Fingerprints.of(free).ordered());
        assertThat(Fingerprints.of(ranged)).isEqualTo(Fingerprints.of(bounded).schema());
    }

    static Table allTypes() {
        TableBuilder table = new TableBuilder(ALL_TYPES).startRow();
        table.bool(0, true);
        table.int64(1, -7);
        table.float64(2, 0.1);
        table.text(3, "Zoë");
        table.text(4, "free");
        table.instant(5, Instant.parse("2026-11-23T08:00:00.123456Z"));
        table.vector(6, new double[] {1, -2.5});
        table.startRow();
        table.int64(1, Long.MAX_VALUE);
        table.float64(2, Double.NaN);
        table.text(4, "fixed");
        table.instant(5, Instant.parse("1969-12-31T23:59:59.999999Z"));
        table.vector(6, new double[] {Double.POSITIVE_INFINITY, -0.0});
        table.startRow();
        table.bool(0, false);
        table.int64(1, 0);
        table.float64(2, -0.0);
        table.text(3, "");
        table.text(4, "free");
        table.instant(5, Instant.EPOCH);
        table.vector(6, new double[] {Double.NaN, Double.MIN_VALUE});
        return table.build();
    }

    private static Table numbers(double... values) {
        TableBuilder table = new TableBuilder(Schema.of(Field.of("number", DataType.FLOAT64)));
        for (double value : values) {
            table.startRow().float64(0, value);
        }
        return table.build();
    }

    private static Table texts(String... values) {
        TableBuilder table = new TableBuilder(
                Schema.of(Field.builder("text", DataType.STRING).nullable().build()));
        for (String value : values) {
            table.startRow();
            if (value != null) {
                table.text(0, value);
            }
        }
        return table.build();
    }

    private static Table pairs(String first, String second) {
        TableBuilder table =
                new TableBuilder(Schema.of(Field.of("a", DataType.STRING), Field.of("b", DataType.STRING))).startRow();
        table.text(0, first);
        table.text(1, second);
        return table.build();
    }
}
