package org.mlops4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ordered fields of a table, a model's input or a log.
 *
 * @since 0.1.0
 */
public final class Schema {

    private final List<Field> fields;
    private final Map<String, Integer> positions;

    private Schema(Collection<Field> fields) {
        this.fields = List.copyOf(fields);
        this.positions = new HashMap<>();
        for (int i = 0; i < this.fields.size(); i++) {
            String name = this.fields.get(i).name();
            Integer earlier = positions.put(name, i);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "field names must be unique but '" + name + "' stands at " + earlier + " and at " + i);
            }
        }
    }

    /**
     * A schema of these fields in this order.
     *
     * @param fields the fields, with distinct names
     * @return the schema
     * @throws IllegalArgumentException if two fields share a name
     */
    public static Schema of(Field... fields) {
        return new Schema(Arrays.asList(fields));
    }

    /**
     * A schema of these fields in this order.
     *
     * @param fields the fields, with distinct names
     * @return the schema
     * @throws IllegalArgumentException if two fields share a name
     */
    public static Schema of(Collection<Field> fields) {
        return new Schema(fields);
    }

    /**
     * The schema of a record: one field per component, refined by {@link SchemaField}.
     *
     * <p>{@code boolean} gives BOOLEAN; {@code byte}, {@code short}, {@code int}, {@code long} give INT64; {@code float},
     * {@code double} give FLOAT64; an enum gives CATEGORY with its constants allowed; {@link String} gives STRING, or
     * CATEGORY if annotated so; {@link java.time.Instant} gives INSTANT; {@code double[]} gives VECTOR of the annotated
     * dimension. A component whose type carries an annotation named {@code Nullable}, and any boxed one, is nullable.
     *
     * @param recordType the record
     * @return its schema
     * @throws IllegalArgumentException if a component's type has no counterpart, with the component named
     */
    public static Schema of(Class<? extends Record> recordType) {
        return RecordReader.schemaOf(recordType);
    }

    /**
     * The fields in order.
     *
     * @return an unmodifiable list
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * How many fields there are.
     *
     * @return a number from 0
     */
    public int size() {
        return fields.size();
    }

    /**
     * The field at a position.
     *
     * @param index position from 0
     * @return the field
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public Field field(int index) {
        return fields.get(index);
    }

    /**
     * The field of a name.
     *
     * @param name the name
     * @return the field
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    public Field field(String name) {
        return fields.get(requireIndex(name));
    }

    /**
     * Whether there is a field of this name.
     *
     * @param name the name
     * @return true if so
     */
    public boolean has(String name) {
        return positions.containsKey(name);
    }

    /**
     * The position of a name.
     *
     * @param name the name
     * @return its position from 0, or empty if there is none
     */
    public OptionalInt indexOf(String name) {
        Integer index = positions.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * The position of a name that must exist.
     *
     * @param name the name
     * @return its position from 0
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    public int requireIndex(String name) {
        Integer index = positions.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no field '" + name + "' in the schema; it has " + names());
        }
        return index;
    }

    /**
     * The names in order.
     *
     * @return an unmodifiable list
     */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * The fields of a role, in order.
     *
     * @param role the role
     * @return an unmodifiable list, empty if no field has the role
     */
    public List<Field> withRole(Role role) {
        return fields.stream().filter(field -> field.is(role)).toList();
    }

    /**
     * The only field of a role, such as the label.
     *
     * @param role the role
     * @return the field, or empty if no field or more than one has the role
     */
    public Optional<Field> only(Role role) {
        List<Field> found = withRole(role);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * The schema of those fields that pass a test, in the same order.
     *
     * @param keep says which to keep
     * @return a schema with the fields kept
     */
    public Schema filter(Predicate<Field> keep) {
        return new Schema(fields.stream().filter(keep).toList());
    }

    /**
     * This schema with more fields at its end.
     *
     * @param more the fields to add
     * @return a longer schema
     * @throws IllegalArgumentException if a name is already taken
     */
    public Schema plus(Field... more) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(Arrays.asList(more));
        return new Schema(all);
    }

    /**
     * Compares the fields in order.
     *
     * @param other what to compare with
     * @return true for a schema of equal fields in the same order
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Schema that && fields.equals(that.fields);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the fields
     */
    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return names and types
     */
    @Override
    public String toString() {
        return fields.toString();
    }
}
