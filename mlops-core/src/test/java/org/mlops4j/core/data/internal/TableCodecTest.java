package org.mlops4j.core.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.data.Fingerprints;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Role;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.identity.IntegrityException;

class TableCodecTest {

    private static final Schema SCHEMA = Schema.of(
            Field.builder("flag", DataType.BOOLEAN).nullable().build(),
            Field.builder("count", DataType.INT64).range(-10, 1e6).build(),
            Field.of("score", DataType.FLOAT64),
            Field.builder("name", DataType.STRING)
                    .nullable()
                    .sensitivity(Sensitivity.PERSONAL)
                    .build(),
            Field.builder("job", DataType.CATEGORY)
                    .roles(Role.FEATURE, Role.SLICE)
                    .allowed("free", "fixed")
                    .build(),
            Field.of("at", DataType.INSTANT),
            Field.of("vector", DataType.vector(2)));

    @Test
    void givesBackSchemaAndEveryCell() {
        Table back = decode(TableCodec.encode(table()));

        assertThat(back.schema()).isEqualTo(SCHEMA);
        assertThat(Fingerprints.of(back)).isEqualTo(Fingerprints.of(table()));
    }

    @Test
    void keepsTheBitsOfNumbers() {
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_0abcL);
        Table numbers = new TableBuilder(Schema.of(Field.of("a", DataType.FLOAT64), Field.of("b", DataType.FLOAT64)))
                .startRow()
                .build();
        TableBuilder filled = new TableBuilder(numbers.schema()).startRow();
        filled.float64(0, odd);
        filled.float64(1, -0.0);

        Table back = decode(TableCodec.encode(filled.build()));

        assertThat(Double.doubleToRawLongBits(back.row(0).number(0))).isEqualTo(Double.doubleToRawLongBits(odd));
        assertThat(Double.doubleToRawLongBits(back.row(0).number(1))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    /** Written out by hand from the format in the Javadoc of the codec. */
    @Test
    void theBytesAreThoseOfTheDocumentedFormat() {
        TableBuilder table = new TableBuilder(Schema.of(
                        Field.of("n", DataType.INT64),
                        Field.builder("s", DataType.STRING).nullable().build()))
                .startRow();
        table.int64(0, 258);
        table.text(1, "ë");
        table.startRow();
        table.int64(0, -1);
        String json = "{\"format\":1,\"rows\":2,\"schema\":{\"fields\":[{\"name\":\"n\",\"type\":\"INT64\"},"
                + "{\"name\":\"s\",\"nullable\":true,\"type\":\"STRING\"}]}}";

        assertThat(HexFormat.of().formatHex(TableCodec.encode(table.build())))
                .isEqualTo("4d4c5431"
                        + HexFormat.of().toHexDigits(json.length())
                        + HexFormat.of().formatHex(json.getBytes(StandardCharsets.US_ASCII))
                        + "01" + "0000000000000102" + "01" + "00000002" + "c3ab"
                        + "01" + "ffffffffffffffff" + "00");
    }

    @Test
    void theSameContentGivesTheSameBytes() {
        assertThat(TableCodec.encode(table().select(1, 0).select(1, 0))).isEqualTo(TableCodec.encode(table()));
    }

    @Test
    void noRowsAreATableToo() {
        assertThat(decode(TableCodec.encode(table().slice(0, 0))).toString())
                .isEqualTo(table().slice(0, 0).toString());
    }

    @Test
    void aTableCutAtAnyByteIsDamagedAndNamed() {
        byte[] bytes = TableCodec.encode(table());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(IntegrityException.class)
                    .as("cut at %d of %d", length, bytes.length)
                    .isThrownBy(() -> decode(cut))
                    .withMessageStartingWith("rows of 'holdout' is cut off");
        }
    }

    @Test
    void moreBytesAreDamage() {
        byte[] bytes = TableCodec.encode(table());

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessage("rows of 'holdout' is damaged: there are bytes after its last row");
    }

    /** Blobs are checked by digest; here only that damage is a table or an {@link IntegrityException}, and quick. */
    @Test
    void anyFlippedBitIsATableOrDamage() {
        byte[] bytes = TableCodec.encode(table());
        int refused = 0;
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                decode(flipped);
            } catch (IntegrityException e) {
                refused++;
                assertThat(e).hasMessageStartingWith("rows of 'holdout' ");
            }
        }

        assertThat(refused).isGreaterThan(bytes.length);
    }

    @Test
    void somethingElseIsNoTable() {
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> decode("PAR1 and more".getBytes(StandardCharsets.US_ASCII)))
                .withMessage("rows of 'holdout' is no stored table of this library");
    }

    @Test
    void aNewerFormatIsRefused() {
        String text = new String(TableCodec.encode(table()), StandardCharsets.ISO_8859_1);
        byte[] newer = text.replace("\"format\":1", "\"format\":2").getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> decode(newer))
                .withMessage(
                        "rows of 'holdout' has format 2, newer than this version reads (1); use a newer version of "
                                + "the library");
    }

    @Test
    void aReaderThatFailsIsNoDamage() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> TableCodec.decode("rows of 'holdout'", failing))
                .withMessage("rows of 'holdout' cannot be read: disk gone");
    }

    @Test
    void textsThatUtf8CannotHoldAreNotStored() {
        TableBuilder table = new TableBuilder(Schema.of(Field.of("name", DataType.STRING))).startRow();
        table.text(0, "a\uD800");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableCodec.encode(table.build()))
                .withMessageStartingWith("text of field 'name' must have at most 16777216 bytes of UTF-8");
    }

    @Test
    void rowsTooWideForAReaderAreNotStored() {
        Table wide = new TableBuilder(Schema.of(Field.of("v", DataType.vector((1 << 20) + 1)))).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableCodec.encode(wide))
                .withMessage("a table can be stored with at most 1048576 vector components in a row but has 1048577");
    }

    private static Table decode(byte[] bytes) {
        return TableCodec.decode("rows of 'holdout'", new ByteArrayInputStream(bytes));
    }

    private static Table table() {
        TableBuilder table = new TableBuilder(SCHEMA).startRow();
        table.bool(0, true);
        table.int64(1, 7);
        table.float64(2, Double.NaN);
        table.text(3, "Zoë");
        table.text(4, "free");
        table.instant(5, Instant.parse("2026-11-23T08:00:00.123456Z"));
        table.vector(6, new double[] {1, Double.NEGATIVE_INFINITY});
        table.startRow();
        table.int64(1, -7);
        table.float64(2, 0.1);
        table.text(4, "fixed");
        table.instant(5, Instant.parse("1969-12-31T23:59:59.999999Z"));
        table.vector(6, new double[] {-0.0, Double.MIN_VALUE});
        return table.build();
    }
}
