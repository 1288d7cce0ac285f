package org.mlops4j.core.json.internal;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON Canonicalization Scheme (RFC 8785): no white space, members sorted by UTF-16 code units, the least escaping,
 * numbers as ECMAScript writes them.
 */
final class CanonicalJson {

    private static final long LARGEST_EXACT = 1L << 53;
    private static final int FIRST_EXPONENT = 21;
    private static final int LAST_NEGATIVE_POINT = -6;

    private CanonicalJson() {}

    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            // The natural order of strings is that of their UTF-16 code units.
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, element) -> sorted.put((String) name, element));
            char separator = '{';
            for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
                out.append(separator);
                string(member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                separator = ',';
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (Object element : list) {
                out.append(separator);
                write(element, out);
                separator = ',';
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Long number) {
            out.append(integer(number));
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else {
            out.append(value);
        }
    }

    private static String integer(long value) {
        String text = Long.toString(value);
        boolean exact = value >= -LARGEST_EXACT && value <= LARGEST_EXACT;
        // Beyond 2^53 it stands for the nearest double, so it must be the text of one: what was read can be written.
        if (!exact && !text.equals(number((double) value))) {
            throw new JsonException(
                    "integer " + value + " is beyond 2^53 and has no canonical JSON form; write it as a string", null);
        }
        return text;
    }

    /** ECMA-262, Number::toString: shortest digits that read back to the same value, then placed by magnitude. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        String shortest = NumberOutput.toString(Math.abs(value), true);
        int mark = shortest.indexOf('E');
        int exponent = mark < 0 ? 0 : Integer.parseInt(shortest.substring(mark + 1));
        String mantissa = mark < 0 ? shortest : shortest.substring(0, mark);
        int dot = mantissa.indexOf('.');
        String whole = dot < 0 ? mantissa : mantissa.substring(0, dot);
        String digits = whole + (dot < 0 ? "" : mantissa.substring(dot + 1));
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        int point = whole.length() + exponent - leading;
        digits = digits.substring(leading, end);
        if (digits.length() == 2 && Math.abs(value) < Double.MIN_NORMAL) {
            // Java writes the nearest of two digits, 4.9E-324, where ECMAScript makes do with one: 5e-324.
            BigDecimal one = new BigDecimal(Math.abs(value)).round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == Math.abs(value)) {
                digits = one.unscaledValue().toString();
                point = 1 - one.scale();
            }
        }
        String text = place(digits, point);
        return value < 0 ? "-" + text : text;
    }

    /** Places the decimal point; the value is 0.digits times ten to the power of point. */
    private static String place(String digits, int point) {
        int k = digits.length();
        if (k <= point && point <= FIRST_EXPONENT) {
            return digits + "0".repeat(point - k);
        }
        if (0 < point && point <= FIRST_EXPONENT) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (LAST_NEGATIVE_POINT < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String sign = point - 1 < 0 ? "-" : "+";
        String head = k == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return head + "e" + sign + Math.abs(point - 1);
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        requirePaired(text, i);
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void requirePaired(String text, int i) {
        char c = text.charAt(i);
        boolean lone = Character.isHighSurrogate(c)
                        && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
                || Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        if (lone) {
            throw new JsonException(
                    "text with a lone surrogate at character " + i + " has no canonical JSON form", null);
        }
    }
}
