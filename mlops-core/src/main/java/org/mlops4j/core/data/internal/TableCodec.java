package org.mlops4j.core.data.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.RowSink;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableBuilder;
import org.mlops4j.identity.IntegrityException;

/**
 * The binary form of a table, for blobs: {@code MLT1}, u32 length and JSON of {@code {format, rows, schema}}, then row by
 * row a byte per cell (0 missing, 1 present) and its value: 1 byte, 8 bytes, 8 bytes of IEEE 754 bits, u32 length and
 * UTF-8, i64 seconds and u32 nanoseconds, or the components of a vector. Numbers are big-endian. The same table gives the
 * same bytes.
 */
public final class TableCodec {

    private static final int MAGIC = 0x4d4c5431;
    private static final int FORMAT = 1;
    private static final int MAX_HEADER_BYTES = 16 * 1024 * 1024;
    private static final int MAX_TEXT_BYTES = 1 << 24;

    /** More vector components in a row than this are damage: a reader must not believe a length it cannot check. */
    private static final int MAX_ROW_COMPONENTS = 1 << 20;

    private static final long MAX_NANOS = 999_999_999;

    private TableCodec() {}

    /**
     * The binary form.
     *
     * @throws IllegalArgumentException if a row has over 2^20 vector components, or a text over 2^24 bytes or no UTF-8 form
     */
    public static byte[] encode(Table table) {
        if (components(table.schema()) > MAX_ROW_COMPONENTS) {
            throw new IllegalArgumentException("a table can be stored with at most " + MAX_ROW_COMPONENTS
                    + " vector components in a row but has " + components(table.schema()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("format", FORMAT);
            header.put("rows", table.rowCount());
            header.put("schema", SchemaJson.write(table.schema()));
            byte[] json = Json.canonical(header);
            out.writeInt(MAGIC);
            out.writeInt(json.length);
            out.write(json);
            Encoder encoder = new Encoder(out, table.schema());
            for (int i = 0; i < table.rowCount(); i++) {
                table.row(i).writeTo(encoder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the binary form; {@code what} names it in messages.
     *
     * @throws IntegrityException if the bytes are not what {@link #encode} writes, or of a newer format
     */
    public static Table decode(String what, InputStream bytes) {
        try (DataInputStream in = new DataInputStream(bytes)) {
            return new Decoder(what, in).table();
        } catch (EOFException e) {
            throw new IntegrityException(what + " is cut off: it ends before its last row does", e);
        } catch (JsonException e) {
            throw new IntegrityException(what + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long components(Schema schema) {
        return schema.fields().stream()
                .mapToLong(field -> field.type().dimension())
                .sum();
    }

    /** Reads one table and believes nothing that {@link #encode} does not write. */
    private static final class Decoder {

        private final String what;
        private final DataInputStream in;

        Decoder(String what, DataInputStream in) {
            this.what = what;
            this.in = in;
        }

        Table table() throws IOException {
            JsonObject header = header();
            Schema schema = SchemaJson.read(header.object("schema"));
            long rows = header.integer("rows");
            if (rows < 0 || rows > Integer.MAX_VALUE || components(schema) > MAX_ROW_COMPONENTS) {
                throw damaged("impossible size");
            }
            TableBuilder table = new TableBuilder(schema);
            for (long i = 0; i < rows; i++) {
                table.startRow();
                readRow(schema, table);
            }
            if (in.read() >= 0) {
                throw damaged("there are bytes after its last row");
            }
            return table.build();
        }

        private JsonObject header() throws IOException {
            if (in.readInt() != MAGIC) {
                throw new IntegrityException(what + " is no stored table of this library");
            }
            int length = in.readInt();
            if (length < 0 || length > MAX_HEADER_BYTES) {
                throw damaged("impossible length of its header: " + Integer.toUnsignedString(length));
            }
            JsonObject header = Json.parseObject("header", readBytes(length));
            long format = header.integer("format");
            if (format > FORMAT) {
                throw new IntegrityException(what + " has format " + format + ", newer than this version reads ("
                        + FORMAT + "); use a newer version of the library");
            }
            if (format != FORMAT) {
                throw damaged("impossible format " + format);
            }
            return header.allowOnly("format", "rows", "schema");
        }

        private void readRow(Schema schema, RowSink sink) throws IOException {
            for (int i = 0; i < schema.size(); i++) {
                if (!readFlag()) {
                    sink.missing(i);
                    continue;
                }
                switch (schema.field(i).type().kind()) {
                    case BOOLEAN -> sink.bool(i, readFlag());
                    case INT64 -> sink.int64(i, in.readLong());
                    case FLOAT64 -> sink.float64(i, Double.longBitsToDouble(in.readLong()));
                    case STRING, CATEGORY -> sink.text(i, readText());
                    case INSTANT -> readInstant(i, sink);
                    case VECTOR -> {
                        double[] vector = new double[schema.field(i).type().dimension()];
                        for (int k = 0; k < vector.length; k++) {
                            vector[k] = Double.longBitsToDouble(in.readLong());
                        }
                        sink.vector(i, vector);
                    }
                }
            }
        }

        private boolean readFlag() throws IOException {
            int flag = in.readUnsignedByte();
            if (flag > 1) {
                throw damaged("a flag must be 0 or 1 but is " + flag);
            }
            return flag == 1;
        }

        private void readInstant(int field, RowSink sink) throws IOException {
            long seconds = in.readLong();
            long nanos = Integer.toUnsignedLong(in.readInt());
            if (nanos > MAX_NANOS) {
                throw damaged("impossible nanoseconds " + nanos);
            }
            try {
                sink.instant(field, Instant.ofEpochSecond(seconds, nanos));
            } catch (DateTimeException | ArithmeticException e) {
                throw damaged("impossible time of " + seconds + " seconds");
            }
        }

        private String readText() throws IOException {
            int length = in.readInt();
            if (length < 0 || length > MAX_TEXT_BYTES) {
                throw damaged("impossible length of a text: " + Integer.toUnsignedString(length));
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(readBytes(length)))
                        .toString();
            } catch (CharacterCodingException e) {
                throw damaged("a text is not UTF-8");
            }
        }

        private byte[] readBytes(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException();
            }
            return bytes;
        }

        private IntegrityException damaged(String how) {
            return new IntegrityException(what + " is damaged: " + how);
        }
    }

    /** Writes cells in the order they come; an encoder in memory does not fail. */
    private static final class Encoder implements RowSink {

        private final DataOutputStream out;
        private final Schema schema;

        Encoder(DataOutputStream out, Schema schema) {
            this.out = out;
            this.schema = schema;
        }

        @Override
        public void missing(int field) {
            write(() -> out.writeByte(0));
        }

        @Override
        public void bool(int field, boolean value) {
            write(() -> {
                out.writeByte(1);
                out.writeByte(value ? 1 : 0);
            });
        }

        @Override
        public void int64(int field, long value) {
            write(() -> {
                out.writeByte(1);
                out.writeLong(value);
            });
        }

        @Override
        public void float64(int field, double value) {
            int64(field, Double.doubleToRawLongBits(value));
        }

        @Override
        public void text(int field, String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            if (utf8.length > MAX_TEXT_BYTES || !Utf8.holds(value)) {
                throw new IllegalArgumentException("text of field '"
                        + schema.field(field).name() + "' must have at most " + MAX_TEXT_BYTES
                        + " bytes of UTF-8 and no lone surrogate to be stored but has " + utf8.length + " bytes");
            }
            write(() -> {
                out.writeByte(1);
                out.writeInt(utf8.length);
                out.write(utf8);
            });
        }

        @Override
        public void instant(int field, Instant value) {
            write(() -> {
                out.writeByte(1);
                out.writeLong(value.getEpochSecond());
                out.writeInt(value.getNano());
            });
        }

        @Override
        public void vector(int field, double[] value) {
            write(() -> {
                out.writeByte(1);
                for (double component : value) {
                    out.writeLong(Double.doubleToRawLongBits(component));
                }
            });
        }

        private static void write(Step step) {
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @FunctionalInterface
        private interface Step {

            void run() throws IOException;
        }
    }
}
