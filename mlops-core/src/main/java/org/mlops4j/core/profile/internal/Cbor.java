package org.mlops4j.core.profile.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;

/**
 * Plain JSON values as CBOR (RFC 8949) behind the tag of self-described CBOR: definite lengths, the shortest integers,
 * 64-bit floating-point numbers. Reads what it writes and nothing else.
 */
final class Cbor {

    private static final byte[] TAG = {(byte) 0xd9, (byte) 0xd9, (byte) 0xf7};

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int SIMPLE = 7;

    private static final int FALSE = 20;
    private static final int TRUE = 21;
    private static final int NULL = 22;
    private static final int DOUBLE = 27;

    private static final int IN_FIRST_BYTE = 24;
    private static final int MAX_DEPTH = 50;

    private Cbor() {}

    static boolean isCbor(byte[] bytes) {
        return bytes.length > TAG.length && bytes[0] == TAG[0] && bytes[1] == TAG[1] && bytes[2] == TAG[2];
    }

    static byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(TAG);
            // Any value with a JSON form, reduced to maps, lists, texts, longs, doubles, booleans and null.
            write(Json.parse(Json.write(value)), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static @Nullable Object parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes, TAG.length, bytes.length - TAG.length);
        try {
            Object value = read(in, 0);
            if (in.hasRemaining()) {
                throw new JsonException("malformed CBOR: " + in.remaining() + " bytes more than the document", null);
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new JsonException("malformed CBOR: it ends in the middle", e);
        }
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            head(MAP, map.size(), out);
            for (Map.Entry<?, ?> member : map.entrySet()) {
                write(member.getKey(), out);
                write(member.getValue(), out);
            }
        } else if (value instanceof List<?> list) {
            head(ARRAY, list.size(), out);
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(TEXT, utf8.length, out);
            out.write(utf8);
        } else if (value instanceof Long number) {
            head(number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? ~number : number, out);
        } else if (value instanceof Double number) {
            out.write(SIMPLE << 5 | DOUBLE);
            out.writeLong(Double.doubleToLongBits(number));
        } else {
            out.write(SIMPLE << 5 | (value == null ? NULL : (Boolean) value ? TRUE : FALSE));
        }
    }

    private static void head(int major, long argument, DataOutputStream out) throws IOException {
        if (argument < IN_FIRST_BYTE) {
            out.write(major << 5 | (int) argument);
        } else if (argument <= 0xFF) {
            out.write(major << 5 | IN_FIRST_BYTE);
            out.write((int) argument);
        } else if (argument <= 0xFFFF) {
            out.write(major << 5 | IN_FIRST_BYTE + 1);
            out.writeShort((int) argument);
        } else if (argument <= 0xFFFF_FFFFL) {
            out.write(major << 5 | IN_FIRST_BYTE + 2);
            out.writeInt((int) argument);
        } else {
            out.write(major << 5 | IN_FIRST_BYTE + 3);
            out.writeLong(argument);
        }
    }

    private static @Nullable Object read(ByteBuffer in, int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("malformed CBOR: more than " + MAX_DEPTH + " levels", null);
        }
        int first = in.get() & 0xFF;
        int major = first >> 5;
        int low = first & 31;
        if (major == SIMPLE) {
            return switch (low) {
                case FALSE -> false;
                case TRUE -> true;
                case NULL -> null;
                case DOUBLE -> in.getDouble();
                default -> throw unknown(first);
            };
        }
        long argument = switch (low) {
            case IN_FIRST_BYTE -> in.get() & 0xFF;
            case IN_FIRST_BYTE + 1 -> in.getShort() & 0xFFFF;
            case IN_FIRST_BYTE + 2 -> in.getInt() & 0xFFFF_FFFFL;
            case IN_FIRST_BYTE + 3 -> in.getLong();
            default -> {
                if (low > IN_FIRST_BYTE) {
                    throw unknown(first);
                }
                yield low;
            }
        };
        if (argument < 0) {
            throw unknown(first);
        }
        return switch (major) {
            case UNSIGNED -> argument;
            case NEGATIVE -> ~argument;
            case TEXT -> text(in, size(in, argument));
            case ARRAY -> array(in, size(in, argument), depth);
            case MAP -> map(in, size(in, argument), depth);
            default -> throw unknown(first);
        };
    }

    /** A count that the rest of the document has room for: each element takes a byte at least. */
    private static int size(ByteBuffer in, long argument) {
        if (argument > in.remaining()) {
            throw new JsonException("malformed CBOR: it ends in the middle", null);
        }
        return (int) argument;
    }

    private static String text(ByteBuffer in, int size) {
        ByteBuffer utf8 = in.slice().limit(size);
        in.position(in.position() + size);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("malformed CBOR: a text is not UTF-8", e);
        }
    }

    private static List<@Nullable Object> array(ByteBuffer in, int size, int depth) {
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read(in, depth + 1));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(ByteBuffer in, int size, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (!(read(in, depth + 1) instanceof String name) || map.containsKey(name)) {
                throw new JsonException("malformed CBOR: members of a map must have distinct names", null);
            }
            map.put(name, read(in, depth + 1));
        }
        return map;
    }

    private static JsonException unknown(int first) {
        return new JsonException("malformed CBOR: byte " + first + " is of a kind that profiles do not use", null);
    }
}
