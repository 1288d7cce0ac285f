package org.mlops4j.core.json.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/**
 * Reads and writes JSON as plain values: {@link Map} with string keys in order, {@link List}, {@link String}, {@link
 * Long}, {@link Double}, {@link Boolean}, null. Writing also takes other numbers, enums, {@link Instant}s and {@link
 * Digest}s.
 */
public final class Json {

    private static final int MAX_DEPTH = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MAX_TEXT_LENGTH = 64 * 1024 * 1024;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT_LENGTH)
                    .build())
            .build();

    private Json() {}

    /** Reads one JSON document and nothing after it; a byte order mark before it is passed over (RFC 8259, 8.1). */
    public static @Nullable Object parse(byte[] utf8) {
        String text;
        try {
            // Jackson would guess UTF-16 and UTF-32 from the first bytes.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("malformed JSON: it is not UTF-8", e);
        }
        return parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** Reads one JSON document and nothing after it. */
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parseWhole(parser);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one JSON object; {@code what} names it in messages. */
    public static JsonObject parseObject(String what, byte[] utf8) {
        try {
            return JsonObject.of(what, parse(utf8));
        } catch (JsonException e) {
            throw new JsonException(what + ": " + e.getMessage(), e);
        }
    }

    /** Reads a document this library has stored; one that is not as it was written is damage, and named. */
    public static <T> T readStored(String what, byte[] utf8, Function<JsonObject, T> reader) {
        try {
            return reader.apply(parseObject(what, utf8));
        } catch (JsonException | IllegalArgumentException e) {
            throw new IntegrityException(
                    what + " is not as it was written: " + e.getMessage() + "; restore it from a backup", e);
        }
    }

    /** Writes a value on one line. */
    public static String write(@Nullable Object value) {
        return write(value, false);
    }

    /** Writes a value indented by two spaces, with a line break at the end. */
    public static String pretty(@Nullable Object value) {
        return write(value, true) + "\n";
    }

    /** The canonical form of RFC 8785, as UTF-8. */
    public static byte[] canonical(@Nullable Object value) {
        return CanonicalJson.write(normalise(value)).getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the canonical form. */
    public static Digest digest(@Nullable Object value) {
        return Digest.of(canonical(value));
    }

    private static @Nullable Object parseWhole(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonException("malformed JSON: there is no content", null);
        }
        Object value = read(parser);
        if (parser.nextToken() != null) {
            throw new JsonException(
                    "malformed JSON: more content after the document at line "
                            + parser.currentLocation().getLineNr(),
                    null);
        }
        return value;
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger(parser);
            case VALUE_NUMBER_FLOAT -> readFloat(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("malformed JSON: unexpected " + parser.currentToken(), null);
        };
    }

    private static Object readInteger(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> {
                // ECMAScript writes doubles below 1e21 without an exponent: such a text is that double.
                double value = parser.getDoubleValue();
                if (!Double.isFinite(value) || !CanonicalJson.number(value).equals(parser.getText())) {
                    throw new JsonException(
                            "integer " + parser.getText() + " at line "
                                    + parser.currentLocation().getLineNr()
                                    + " does not fit 64 bits; write it as a string",
                            null);
                }
                yield value;
            }
        };
    }

    private static Object readFloat(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new JsonException(
                    "number " + parser.getText() + " at line "
                            + parser.currentLocation().getLineNr() + " is too large for a 64-bit float",
                    null);
        }
        return value;
    }

    private static String write(@Nullable Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                generator.setPrettyPrinter(new JsonPrinter());
            }
            write(normalise(value), generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(CanonicalJson.number(number));
        } else {
            generator.writeBoolean((Boolean) value);
        }
    }

    /** Reduces a value to the plain ones; a number that JSON cannot hold is an error, not a text. */
    private static @Nullable Object normalise(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw new JsonException("JSON has no number " + number + "; write null or a string", null);
            }
            return number;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Instant || value instanceof Digest) {
            return value.toString();
        }
        if (value instanceof Iterable<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(normalise(element)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((key, element) -> object.put(String.valueOf(key), normalise(element)));
            return object;
        }
        throw new JsonException("a " + value.getClass().getName() + " has no JSON form", null);
    }

    private static JsonException malformed(JsonProcessingException e) {
        return new JsonException(
                "malformed JSON: " + e.getOriginalMessage()
                        + (e.getLocation() == null
                                ? ""
                                : " at line " + e.getLocation().getLineNr() + ", column "
                                        + e.getLocation().getColumnNr()),
                e);
    }

    /** Two spaces a level; a colon stands right behind its name. */
    private static final class JsonPrinter extends DefaultPrettyPrinter {

        private static final long serialVersionUID = 1L;

        JsonPrinter() {
            DefaultIndenter unix = new DefaultIndenter("  ", "\n");
            indentArraysWith(unix);
            indentObjectsWith(unix);
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(": ");
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new JsonPrinter();
        }
    }
}
