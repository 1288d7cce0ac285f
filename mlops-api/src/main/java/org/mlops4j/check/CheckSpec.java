package org.mlops4j.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A check as data: its kind and its parameters. The only form in which plans, packs, versions and the audit log store a
 * check; a {@link CheckCatalog} builds the check from it.
 *
 * @param kind the kind, for example {@code metric}
 * @param parameters strings, finite numbers (integers within 2^53), booleans, and lists and maps of such, sorted by name
 * @since 0.1.0
 */
public record CheckSpec(String kind, Map<String, Object> parameters) {

    /**
     * Copies and checks the parameters.
     *
     * @param kind the kind
     * @param parameters the parameters
     * @throws IllegalArgumentException if the kind is blank or a parameter is something else than plain data
     */
    public CheckSpec {
        Objects.requireNonNull(kind, "kind");
        if (kind.isBlank()) {
            throw new IllegalArgumentException("kind of check must not be blank");
        }
        Map<String, Object> copy = new TreeMap<>();
        parameters.forEach((name, value) -> copy.put(name, Plain.requirePlain(name, value)));
        parameters = Collections.unmodifiableMap(copy);
    }

    /**
     * A check without parameters.
     *
     * @param kind the kind
     * @return the spec
     * @throws IllegalArgumentException if the kind is blank
     */
    public static CheckSpec of(String kind) {
        return new CheckSpec(kind, Map.of());
    }

    /**
     * This spec with one parameter more, or another value for it.
     *
     * @param name the parameter
     * @param value a string, finite number or boolean, or a list or map of such
     * @return a new spec
     * @throws IllegalArgumentException if the value is something else
     */
    public CheckSpec with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new CheckSpec(kind, more);
    }

    /**
     * This spec with more parameters.
     *
     * @param more the parameters to add
     * @return a new spec
     * @throws IllegalArgumentException if a value is not plain data
     */
    public CheckSpec with(Map<String, Object> more) {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.putAll(more);
        return new CheckSpec(kind, all);
    }

    /**
     * Whether a parameter is given.
     *
     * @param name the parameter
     * @return true if so
     */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /**
     * A number.
     *
     * @param name the parameter
     * @return its value
     * @throws IllegalArgumentException if it is missing or no number
     */
    public double number(String name) {
        return require(name, Number.class).doubleValue();
    }

    /**
     * A text.
     *
     * @param name the parameter
     * @return its value
     * @throws IllegalArgumentException if it is missing or no text
     */
    public String text(String name) {
        return require(name, String.class);
    }

    /**
     * A list of texts.
     *
     * @param name the parameter
     * @return its elements
     * @throws IllegalArgumentException if it is missing or no list
     */
    public List<String> texts(String name) {
        List<?> elements = require(name, List.class);
        return elements.stream().map(String::valueOf).toList();
    }

    /**
     * A constant of an enum, in any case.
     *
     * @param <E> the enum
     * @param name the parameter
     * @param type the enum's class
     * @return its value
     * @throws IllegalArgumentException if it is missing or no constant of the enum, with the constants there are
     */
    public <E extends Enum<E>> E enumeration(String name, Class<E> type) {
        String text = text(name);
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "' of check '" + kind + "' must be one of "
                            + Arrays.toString(type.getEnumConstants()) + " but was '" + text + "'",
                    e);
        }
    }

    private <V> V require(String name, Class<V> type) {
        Object value = parameters.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("parameter '" + name + "' of check '" + kind + "' must be a "
                    + type.getSimpleName().toLowerCase(Locale.ROOT) + " but "
                    + (value == null ? "is missing" : "was " + value));
        }
        return type.cast(value);
    }
}
