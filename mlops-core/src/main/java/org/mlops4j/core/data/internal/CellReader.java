package org.mlops4j.core.data.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.json.internal.JsonException;
import org.mlops4j.core.json.internal.JsonObject;
import org.mlops4j.data.Field;
import org.mlops4j.data.RowSink;

/**
 * Reads a written cell into its field. Strict: a number is digits with an optional sign, point and exponent, or one of
 * the words NaN, Infinity, -Infinity; nothing is guessed.
 */
public final class CellReader {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private CellReader() {}

    /**
     * Hands a cell's value to a sink; null is a missing one.
     *
     * @return the rule that the cell breaks, or null if it was read; nothing was handed over then
     */
    public static @Nullable String read(@Nullable String cell, Field field, int position, RowSink sink) {
        if (cell == null) {
            Optional<String> broken = field.ruleBrokenByNull();
            if (broken.isEmpty()) {
                sink.missing(position);
            }
            return broken.orElse(null);
        }
        return switch (field.type().kind()) {
            case BOOLEAN -> readBoolean(cell.strip(), position, sink);
            case INT64 -> readInteger(cell.strip(), field, position, sink);
            case FLOAT64 -> readNumber(cell.strip(), field, position, sink);
            case STRING, CATEGORY -> readText(cell, field, position, sink);
            case INSTANT -> readInstant(cell.strip(), field, position, sink);
            case VECTOR -> readVector(cell, field, position, sink);
        };
    }

    private static @Nullable String readBoolean(String cell, int position, RowSink sink) {
        switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> sink.bool(position, true);
            case "false", "0" -> sink.bool(position, false);
            default -> {
                return "must be true or false";
            }
        }
        return null;
    }

    private static @Nullable String readInteger(String cell, Field field, int position, RowSink sink) {
        if (!isInteger(cell)) {
            return "must be an integer of at most 64 bits";
        }
        long value = Long.parseLong(cell);
        Optional<String> broken = field.ruleBrokenBy((double) value);
        if (broken.isEmpty()) {
            sink.int64(position, value);
        }
        return broken.orElse(null);
    }

    private static @Nullable String readNumber(String cell, Field field, int position, RowSink sink) {
        if (!isNumber(cell)) {
            return "must be a number of at most 64 bits";
        }
        double value = Double.parseDouble(cell);
        Optional<String> broken = field.ruleBrokenBy(value);
        if (broken.isEmpty()) {
            sink.float64(position, value);
        }
        return broken.orElse(null);
    }

    private static @Nullable String readText(String cell, Field field, int position, RowSink sink) {
        Optional<String> broken = field.ruleBrokenBy(cell);
        if (broken.isEmpty()) {
            sink.text(position, cell);
        }
        return broken.orElse(null);
    }

    private static @Nullable String readInstant(String cell, Field field, int position, RowSink sink) {
        try {
            sink.instant(position, parseInstant(cell, field));
            return null;
        } catch (ArithmeticException e) {
            return "must lie within 292,000 years of 1970";
        } catch (DateTimeException e) {
            return field.zone().isPresent()
                    ? "must be an ISO 8601 date or time"
                    : "must be an ISO 8601 time with offset, such as 2026-11-23T08:00:00Z; or give the field a zone";
        }
    }

    private static Instant parseInstant(String cell, Field field) {
        String iso = cell.replace(' ', 'T');
        if (field.zone().isEmpty()) {
            return OffsetDateTime.parse(iso).toInstant();
        }
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            return iso.indexOf(':') > 0
                    ? LocalDateTime.parse(iso).atZone(field.zone().get()).toInstant()
                    : LocalDate.parse(iso).atStartOfDay(field.zone().get()).toInstant();
        }
    }

    private static @Nullable String readVector(String cell, Field field, int position, RowSink sink) {
        double[] vector = vectorOrNull(cell);
        if (vector == null || vector.length != field.type().dimension()) {
            return "must be a JSON list of " + field.type().dimension() + " numbers";
        }
        sink.vector(position, vector);
        return null;
    }

    private static double @Nullable [] vectorOrNull(String cell) {
        try {
            return Json.parse(cell) instanceof List<?> list
                    ? JsonObject.of("cell", Map.of("value", list)).numbers("value")
                    : null;
        } catch (JsonException e) {
            return null;
        }
    }

    /** How many numbers a text lists, as this class reads a vector; 0 if it is no such list. */
    static int vectorLength(String text) {
        double[] vector = text.startsWith("[") ? vectorOrNull(text) : null;
        return vector == null ? 0 : vector.length;
    }

    /** Whether a text is an integer of at most 64 bits. */
    public static boolean isInteger(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int digits = text.length() - start;
        if (digits == 0 || digits > 19) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        if (digits < 19) {
            return true;
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether a text is a number as this class reads it. */
    public static boolean isNumber(String text) {
        if (isNumberWord(text)) {
            return true;
        }
        int i = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int whole = digitsFrom(text, i);
        i += whole;
        int fraction = 0;
        if (i < text.length() && text.charAt(i) == '.') {
            fraction = digitsFrom(text, i + 1);
            i += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int exponent = digitsFrom(text, i);
            if (exponent == 0) {
                return false;
            }
            i += exponent;
        }
        return i == text.length() && Double.isFinite(Double.parseDouble(text));
    }

    /** Whether a text is a word for a number that digits cannot write. */
    static boolean isNumberWord(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    /** Whether a text is a date or a time without offset. */
    static boolean isLocalTime(String text) {
        String iso = text.replace(' ', 'T');
        try {
            if (iso.indexOf(':') > 0) {
                LocalDateTime.parse(iso);
            } else {
                LocalDate.parse(iso);
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Whether a text is a time with offset that a table can hold. */
    static boolean isInstant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND);
            return true;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** How many ASCII digits stand from a position on. */
    static int digitsFrom(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - start;
    }
}
