package org.mlops4j.core.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.mlops4j.core.data.internal.SchemaJson;
import org.mlops4j.core.data.internal.Utf8;
import org.mlops4j.data.DataFingerprint;
import org.mlops4j.data.Row;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Digest;

/**
 * Names the content of tables and schemas. The bits of values are hashed, never their text, so that every Java version
 * gives the same fingerprint.
 *
 * <p>A cell is one tag byte and its payload: 0 missing; 1 BOOLEAN and 0 or 1; 2 INT64, 8 bytes; 3 FLOAT64, 8 bytes, with
 * one NaN for all and 0.0 for -0.0; 4 text, 4 bytes of length and UTF-8, or for text with a lone surrogate, which has no
 * UTF-8 form, 5 and 4 bytes of length in UTF-16 units and these; 6 INSTANT, 8 bytes of seconds and 4 of
 * nanoseconds; 7 VECTOR, 4 bytes of length and 8 a component. Numbers are big-endian. A row is its cells in schema order;
 * the ordered digest is the SHA-256 of all rows one after the other; the unordered one is the SHA-256 of the sum modulo
 * 2^256 of the SHA-256 of each row, followed by the number of rows in 8 bytes.
 *
 * @since 0.1.0
 */
public final class Fingerprints {

    private static final int HASH_BYTES = 32;

    private Fingerprints() {}

    /**
     * The digest of a schema.
     *
     * @param schema the schema
     * @return SHA-256 of its canonical JSON form (RFC 8785)
     */
    public static Digest of(Schema schema) {
        return SchemaJson.digest(schema);
    }

    /**
     * The fingerprint of a table.
     *
     * @param table the table
     * @return its fingerprint
     */
    public static DataFingerprint of(Table table) {
        int width = table.columns().size();
        MessageDigest ordered = DigestUtils.getSha256Digest();
        MessageDigest oneRow = DigestUtils.getSha256Digest();
        MessageDigest[] columns = new MessageDigest[width];
        Arrays.setAll(columns, i -> DigestUtils.getSha256Digest());
        byte[] sum = new byte[HASH_BYTES];
        CellEncoder encoder = new CellEncoder(columns);
        for (int i = 0; i < table.rowCount(); i++) {
            Row row = table.row(i);
            encoder.buffer.clear();
            row.writeTo(encoder);
            byte[] bytes = encoder.buffer.array();
            int length = encoder.buffer.position();
            ordered.update(bytes, 0, length);
            oneRow.update(bytes, 0, length);
            addModulo(sum, oneRow.digest());
        }
        Map<String, Digest> byName = new LinkedHashMap<>();
        for (int i = 0; i < width; i++) {
            byName.put(table.column(i).field().name(), Digest.ofHash(columns[i].digest()));
        }
        MessageDigest unordered = DigestUtils.getSha256Digest();
        unordered.update(sum);
        unordered.update(
                ByteBuffer.allocate(Long.BYTES).putLong(table.rowCount()).flip());
        return new DataFingerprint(
                table.rowCount(),
                of(table.schema()),
                Digest.ofHash(ordered.digest()),
                Digest.ofHash(unordered.digest()),
                byName);
    }

    private static void addModulo(byte[] sum, byte[] term) {
        int carry = 0;
        for (int i = HASH_BYTES - 1; i >= 0; i--) {
            int digit = (sum[i] & 0xff) + (term[i] & 0xff) + carry;
            sum[i] = (byte) digit;
            carry = digit >>> Byte.SIZE;
        }
    }

    /** Encodes the cells of a row one after the other, and hashes each into its column. */
    private static final class CellEncoder implements RowSink {

        private static final int INITIAL_BYTES = 1024;
        private static final long CANONICAL_NAN = 0x7ff8_0000_0000_0000L;

        private final MessageDigest[] columns;
        private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);

        CellEncoder(MessageDigest[] columns) {
            this.columns = columns;
        }

        @Override
        public void missing(int field) {
            hash(field, tag(0, 0));
        }

        @Override
        public void bool(int field, boolean value) {
            int start = tag(1, 1);
            buffer.put((byte) (value ? 1 : 0));
            hash(field, start);
        }

        @Override
        public void int64(int field, long value) {
            int start = tag(2, Long.BYTES);
            buffer.putLong(value);
            hash(field, start);
        }

        @Override
        public void float64(int field, double value) {
            int start = tag(3, Long.BYTES);
            buffer.putLong(bits(value));
            hash(field, start);
        }

        @Override
        public void text(int field, String value) {
            if (!Utf8.holds(value)) {
                int start = tag(5, Integer.BYTES + Character.BYTES * value.length());
                buffer.putInt(value.length());
                value.chars().forEach(unit -> buffer.putChar((char) unit));
                hash(field, start);
                return;
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            int start = tag(4, Integer.BYTES + utf8.length);
            buffer.putInt(utf8.length).put(utf8);
            hash(field, start);
        }

        @Override
        public void instant(int field, Instant value) {
            int start = tag(6, Long.BYTES + Integer.BYTES);
            buffer.putLong(value.getEpochSecond()).putInt(value.getNano());
            hash(field, start);
        }

        @Override
        public void vector(int field, double[] value) {
            int start = tag(7, Integer.BYTES + Long.BYTES * value.length);
            buffer.putInt(value.length);
            for (double component : value) {
                buffer.putLong(bits(component));
            }
            hash(field, start);
        }

        private int tag(int tag, int payload) {
            if (buffer.remaining() < payload + 1) {
                buffer = ByteBuffer.allocate(2 * buffer.capacity() + payload).put(buffer.flip());
            }
            int start = buffer.position();
            buffer.put((byte) tag);
            return start;
        }

        private void hash(int field, int start) {
            columns[field].update(buffer.array(), start, buffer.position() - start);
        }

        private static long bits(double value) {
            return Double.isNaN(value) ? CANONICAL_NAN : Double.doubleToLongBits(value + 0.0);
        }
    }
}
