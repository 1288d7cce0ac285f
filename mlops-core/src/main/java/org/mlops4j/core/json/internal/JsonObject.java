package org.mlops4j.core.json.internal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;

/** A JSON object that is read member by member; every complaint names the object and the member. */
public final class JsonObject {

    private final String what;
    private final Map<String, @Nullable Object> members;

    private JsonObject(String what, Map<String, @Nullable Object> members) {
        this.what = what;
        this.members = members;
    }

    /** Wraps a parsed value that must be an object. */
    public static JsonObject of(String what, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new JsonException(what + " must be a JSON object but is " + describe(value), null);
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put((String) name, member));
        return new JsonObject(what, members);
    }

    /** All members in order. */
    public Map<String, @Nullable Object> members() {
        return members;
    }

    /** Whether a member is there and not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** Complains about members other than these. */
    public JsonObject allowOnly(String... known) {
        TreeSet<String> unknown = new TreeSet<>(members.keySet());
        Arrays.asList(known).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new JsonException(
                    what + " has unknown members " + unknown + "; known are " + Arrays.asList(known), null);
        }
        return this;
    }

    /** Complains about a document whose member {@code format} is newer than this version of the library reads. */
    public JsonObject requireFormat(int newest) {
        long format = integer("format");
        if (format > newest) {
            throw new IntegrityException(what + " has format " + format + ", newer than this version reads (" + newest
                    + "); use a newer version of the library");
        }
        if (format < 1) {
            throw new JsonException(member("format") + " must be >= 1 but is " + format, null);
        }
        return this;
    }

    /** A text that must be there. */
    public String text(String name) {
        return require(name, String.class, "a string");
    }

    /** A text that may be missing. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A boolean that must be there. */
    public boolean bool(String name) {
        return require(name, Boolean.class, "true or false");
    }

    /** An integer that must be there. */
    public long integer(String name) {
        return require(name, Long.class, "an integer");
    }

    /** A 32-bit integer that must be there. */
    public int int32(String name) {
        long value = integer(name);
        if (value != (int) value) {
            throw new JsonException(member(name) + " must be an integer of at most 32 bits but is " + value, null);
        }
        return (int) value;
    }

    /** A number that must be there; the strings that {@link #number(double)} writes are read back. */
    public double number(String name) {
        return toNumber(member(name), members.get(name));
    }

    /** A number that may be missing. */
    public double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /** A number as JSON can hold it: those it cannot are written as strings. */
    public static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /** Numbers as JSON can hold them, as {@link #number(double)}. */
    public static List<Object> numbers(double... values) {
        return Arrays.stream(values).mapToObj(JsonObject::number).toList();
    }

    /** A moment that must be there. */
    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new JsonException(member(name) + " must be a UTC time such as 2026-11-23T08:00:00Z", e);
        }
    }

    /** A digest that must be there. */
    public Digest digest(String name) {
        try {
            return Digest.parse(text(name));
        } catch (IllegalArgumentException e) {
            throw new JsonException(member(name) + ": " + e.getMessage(), e);
        }
    }

    /** A digest that may be missing. */
    public @Nullable Digest digestOrNull(String name) {
        return has(name) ? digest(name) : null;
    }

    /** A constant of an enum that must be there. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new JsonException(
                    member(name) + " must be one of " + Arrays.toString(type.getEnumConstants()) + " but is '" + text
                            + "'",
                    e);
        }
    }

    /** An object that must be there. */
    public JsonObject object(String name) {
        return of(member(name), members.get(name));
    }

    /** A list that must be there. */
    public List<@Nullable Object> list(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            throw new JsonException(member(name) + " must be a list but is " + describe(members.get(name)), null);
        }
        return new ArrayList<>(list);
    }

    /** A list of objects that must be there. */
    public List<JsonObject> objects(String name) {
        return each(name, JsonObject::of);
    }

    /** A list of texts that must be there. */
    public List<String> texts(String name) {
        return each(name, (place, element) -> {
            if (!(element instanceof String text)) {
                throw new JsonException(place + " must be a string but is " + describe(element), null);
            }
            return text;
        });
    }

    /** A list of numbers that must be there, each as {@link #number(String)} reads it. */
    public double[] numbers(String name) {
        return each(name, JsonObject::toNumber).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** A list of integers that must be there. */
    public long[] integers(String name) {
        return each(name, (place, element) -> {
                    if (!(element instanceof Long number)) {
                        throw new JsonException(place + " must be an integer but is " + describe(element), null);
                    }
                    return number;
                })
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** An object whose members are all texts and that must be there. */
    public Map<String, String> textMap(String name) {
        JsonObject object = object(name);
        Map<String, String> map = new LinkedHashMap<>();
        object.members.keySet().forEach(key -> map.put(key, object.text(key)));
        return map;
    }

    private static double toNumber(String place, @Nullable Object value) {
        if (value instanceof String text
                && (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity"))) {
            return Double.parseDouble(text);
        }
        if (!(value instanceof Number number)) {
            throw new JsonException(place + " must be a number but is " + describe(value), null);
        }
        return number.doubleValue();
    }

    private <T> List<T> each(String name, BiFunction<String, @Nullable Object, T> read) {
        List<T> all = new ArrayList<>();
        int i = 0;
        for (Object element : list(name)) {
            all.add(read.apply(member(name) + "[" + i++ + "]", element));
        }
        return all;
    }

    private <T> T require(String name, Class<T> type, String wanted) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new JsonException(member(name) + " must be " + wanted + " but is " + describe(value), null);
        }
        return type.cast(value);
    }

    private String member(String name) {
        return what + "." + name;
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof Map) {
            return "an object";
        }
        return value instanceof List ? "a list" : "'" + value + "'";
    }
}
