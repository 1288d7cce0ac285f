package org.mlops4j.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values that have exactly one JSON form: strings, finite numbers, booleans, and lists and maps of such. */
final class Plain {

    private static final long LARGEST_EXACT = 1L << 53;
    private static final int MOST_DIGITS = 17;

    private Plain() {}

    static Object requirePlain(String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return integer(name, ((Number) value).longValue());
        }
        if ((value instanceof Double || value instanceof Float) && Double.isFinite(((Number) value).doubleValue())) {
            double number = ((Number) value).doubleValue();
            // JSON has one form for 1 and 1.0, so there is one value for both.
            boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
            return whole ? (Object) (long) number : (Object) number;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(requirePlain(name, element));
            }
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), requirePlain(name + "." + key, element)));
            return Collections.unmodifiableMap(copy);
        }
        throw new IllegalArgumentException(name + " must be a string, a finite number, a boolean, or a list or map of "
                + "such but was " + (value == null ? "null" : value.getClass().getName() + " " + value));
    }

    /** Beyond 2^53 readers of JSON see the nearest double: only an integer that is the text of one may stand there. */
    private static Object integer(String name, long value) {
        if (value >= -LARGEST_EXACT && value <= LARGEST_EXACT) {
            return value;
        }
        double nearest = value;
        if (shortest(nearest).compareTo(BigDecimal.valueOf(value)) == 0) {
            return nearest;
        }
        throw new IllegalArgumentException(
                name + " must be an integer within 2^53, which every reader of JSON keeps, but was " + value
                        + "; give it as a string");
    }

    /** The fewest digits that read back to the same double, as JSON writes it; before Java 19 Double.toString has more. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
