package org.mlops4j.core.data.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    private TableCodec() {}

    /** The binary form. */
    public static byte[] encode(Table table) {
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
            Encoder encoder = new Encoder(out);
            for (int i = 0; i < table.rowCount(); i++) {
                table.row(i).writeTo(encoder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads the binary form; {@code what} names it in messages. */
    public static Table decode(String what, InputStream bytes) {
        try (DataInputStream in = new DataInputStream(bytes)) {
            int headerBytes = in.readInt() == MAGIC ? in.readInt() : -1;
            if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES) {
                throw new IntegrityException(what + " is no stored table of this library");
            }
            JsonObject header = Json.parseObject(what, in.readNBytes(headerBytes));
            if (header.integer("format") != FORMAT) {
                throw new IntegrityException(what + " has format " + header.integer("format")
                        + ", newer than this version reads (" + FORMAT + "); use a newer version of the library");
            }
            Schema schema = SchemaJson.read(header.object("schema"));
            TableBuilder table = new TableBuilder(schema);
            for (long rows = header.integer("rows"); rows > 0; rows--) {
                table.startRow();
                readRow(in, schema, table);
            }
            if (in.read() >= 0) {
                throw new IntegrityException(what + " has bytes after its last row");
            }
            return table.build();
        } catch (EOFException | JsonException e) {
            throw new IntegrityException(what + " is cut off or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void readRow(DataInputStream in, Schema schema, RowSink sink) throws IOException {
        for (int i = 0; i < schema.size(); i++) {
            if (in.readByte() == 0) {
                sink.missing(i);
                continue;
            }
            switch (schema.field(i).type().kind()) {
                case BOOLEAN -> sink.bool(i, in.readByte() != 0);
                case INT64 -> sink.int64(i, in.readLong());
                case FLOAT64 -> sink.float64(i, Double.longBitsToDouble(in.readLong()));
                case STRING, CATEGORY -> sink.text(i, readText(in));
                case INSTANT -> sink.instant(i, Instant.ofEpochSecond(in.readLong(), in.readInt()));
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

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_TEXT_BYTES) {
            throw new EOFException("impossible length of a text: " + length);
        }
        byte[] utf8 = in.readNBytes(length);
        if (utf8.length < length) {
            throw new EOFException("the data ends inside a text");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Writes cells in the order they come; an encoder in memory does not fail. */
    private static final class Encoder implements RowSink {

        private final DataOutputStream out;

        Encoder(DataOutputStream out) {
            this.out = out;
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
