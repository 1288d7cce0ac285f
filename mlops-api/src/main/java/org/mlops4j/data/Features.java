package org.mlops4j.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads an application's object into the positions of a schema: the one mapping that the model, the log, the profiles
 * and the tests share.
 *
 * <pre>{@code
 * Features<Loan> features = Features.of(schema)
 *         .number("amount", Loan::amount)
 *         .category("country", Loan::country);
 * }</pre>
 *
 * <p>Each call returns a new mapping; a finished mapping reads every field of its schema. Immutable and safe for use by
 * many threads if the given functions are.
 *
 * @param <T> the application's type
 * @since 0.1.0
 */
public final class Features<T> {

    private static final String UNNAMED = "unnamed";

    private final String name;
    private final Schema schema;
    private final @Nullable FieldReader<? super T>[] readers;

    private Features(String name, Schema schema, @Nullable FieldReader<? super T>[] readers) {
        this.name = name;
        this.schema = schema;
        this.readers = readers;
    }

    /**
     * Starts a mapping onto a schema; the first reader fixes the application's type.
     *
     * @param schema the fields to fill
     * @return an empty mapping
     */
    public static Start of(Schema schema) {
        return new Start(Objects.requireNonNull(schema, "schema"));
    }

    /**
     * The mapping of a record onto its own schema, as of {@link Schema#of(Class)}: every component is read by its
     * accessor, compiled once.
     *
     * @param <R> the record
     * @param recordType its class
     * @return a complete mapping
     * @throws IllegalArgumentException if a component's type has no counterpart, or the record cannot be read from
     *     here because its module does not open its package
     */
    public static <R extends Record> Features<R> of(Class<R> recordType) {
        Schema schema = Schema.of(recordType);
        return new Features<>(recordType.getName(), schema, RecordReader.readersOf(recordType));
    }

    /**
     * The same mapping under a name of its own. A registered version records the name: give it a new one whenever the
     * readers change their meaning, since code cannot be compared.
     *
     * @param chosen the name, for example {@code loan-features-2}
     * @return a mapping of that name
     * @throws IllegalArgumentException if it is blank
     */
    public Features<T> named(String chosen) {
        if (chosen.isBlank()) {
            throw new IllegalArgumentException("name of a feature mapping must not be blank");
        }
        return new Features<>(chosen, schema, readers);
    }

    /**
     * What this mapping is called: the given name, or the class it was made from.
     *
     * @return a name; {@code unnamed} if there is none
     */
    public String name() {
        return name;
    }

    /**
     * The fields this mapping fills.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Hands an object's values to a sink, by position.
     *
     * @param source the object
     * @param sink receives one call per mapped field, in schema order
     */
    public void write(T source, RowSink sink) {
        for (int i = 0; i < readers.length; i++) {
            FieldReader<? super T> reader = readers[i];
            if (reader != null) {
                reader.read(source, i, sink);
            }
        }
    }

    /**
     * An object's values as a row of their own.
     *
     * @param source the object
     * @return a row, independent of the object
     */
    public Row row(T source) {
        RowBuilder builder = new RowBuilder(schema);
        write(source, builder);
        return builder.build();
    }

    /**
     * Checks that every field is read.
     *
     * @return this mapping
     * @throws IllegalArgumentException if a field is not read, with the names of all such fields
     */
    public Features<T> requireComplete() {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < readers.length; i++) {
            if (readers[i] == null) {
                unread.add(schema.field(i).name());
            }
        }
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("features must read every field of the schema but leave out " + unread
                    + "; add a reader for each or leave the field out of the schema");
        }
        return this;
    }

    /**
     * Reads a FLOAT64 field.
     *
     * @param name the field
     * @param reader gives its value; NaN is a value, not a missing one
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> number(String name, ToDoubleFunction<? super T> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(
                name,
                DataType.Kind.FLOAT64,
                (source, field, sink) -> sink.float64(field, reader.applyAsDouble(source)));
    }

    /**
     * Reads a FLOAT64 or INT64 field that may be missing.
     *
     * @param name the field
     * @param reader gives its value, or null
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> numberOrMissing(String name, Function<? super T, ? extends @Nullable Number> reader) {
        Objects.requireNonNull(reader, "reader");
        if (schema.field(name).type().kind() == DataType.Kind.INT64) {
            return with(name, DataType.Kind.INT64, (source, field, sink) -> {
                Number value = reader.apply(source);
                if (value == null) {
                    sink.missing(field);
                } else {
                    sink.int64(field, value.longValue());
                }
            });
        }
        return with(name, DataType.Kind.FLOAT64, (source, field, sink) -> {
            Number value = reader.apply(source);
            if (value == null) {
                sink.missing(field);
            } else {
                sink.float64(field, value.doubleValue());
            }
        });
    }

    /**
     * Reads an INT64 field.
     *
     * @param name the field
     * @param reader gives its value
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> integer(String name, ToLongFunction<? super T> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.INT64, (source, field, sink) -> sink.int64(field, reader.applyAsLong(source)));
    }

    /**
     * Reads a BOOLEAN field.
     *
     * @param name the field
     * @param reader gives its value
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> flag(String name, Predicate<? super T> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.BOOLEAN, (source, field, sink) -> sink.bool(field, reader.test(source)));
    }

    /**
     * Reads a CATEGORY field; an enum constant is read by its name.
     *
     * @param name the field
     * @param reader gives its value, or null if it is missing
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> category(String name, Function<? super T, ? extends @Nullable Object> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.CATEGORY, (source, field, sink) -> {
            Object value = reader.apply(source);
            if (value == null) {
                sink.missing(field);
            } else {
                sink.text(field, value instanceof Enum<?> constant ? constant.name() : value.toString());
            }
        });
    }

    /**
     * Reads a STRING field.
     *
     * @param name the field
     * @param reader gives its value, or null if it is missing
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> text(String name, Function<? super T, @Nullable String> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.STRING, (source, field, sink) -> {
            String value = reader.apply(source);
            if (value == null) {
                sink.missing(field);
            } else {
                sink.text(field, value);
            }
        });
    }

    /**
     * Reads an INSTANT field.
     *
     * @param name the field
     * @param reader gives its value, or null if it is missing
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> instant(String name, Function<? super T, @Nullable Instant> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.INSTANT, (source, field, sink) -> {
            Instant value = reader.apply(source);
            if (value == null) {
                sink.missing(field);
            } else {
                sink.instant(field, value);
            }
        });
    }

    /**
     * Reads a VECTOR field.
     *
     * @param name the field
     * @param reader gives its components, or null if it is missing
     * @return a mapping that also reads this field
     * @throws IllegalArgumentException if there is no such field, it is of another type or already read
     */
    public Features<T> vector(String name, Function<? super T, double @Nullable []> reader) {
        Objects.requireNonNull(reader, "reader");
        return with(name, DataType.Kind.VECTOR, (source, field, sink) -> {
            double[] value = reader.apply(source);
            if (value == null) {
                sink.missing(field);
            } else {
                sink.vector(field, value);
            }
        });
    }

    private Features<T> with(String fieldName, DataType.Kind kind, FieldReader<? super T> reader) {
        int index = schema.requireIndex(fieldName);
        if (schema.field(index).type().kind() != kind) {
            throw new IllegalArgumentException(
                    "field '" + fieldName + "' is " + schema.field(index).type() + " and cannot be read as " + kind);
        }
        if (readers[index] != null) {
            throw new IllegalArgumentException("field '" + fieldName + "' already has a reader");
        }
        @Nullable FieldReader<? super T>[] more = Arrays.copyOf(readers, readers.length);
        more[index] = reader;
        return new Features<>(name, schema, more);
    }

    /** Reads one field of a source into one position of a sink. */
    @FunctionalInterface
    interface FieldReader<T> {

        void read(T source, int field, RowSink sink);
    }

    /** A mapping that reads nothing yet; its first reader fixes the application's type. */
    public static final class Start {

        private final Schema schema;

        private Start(Schema schema) {
            this.schema = schema;
        }

        /**
         * A mapping of this type that reads nothing yet.
         *
         * @param <T> the application's type
         * @param type its class
         * @return an empty mapping
         */
        @SuppressWarnings({"unchecked", "rawtypes"})
        public <T> Features<T> from(Class<T> type) {
            Objects.requireNonNull(type, "type");
            return new Features<>(type.getName(), schema, new FieldReader[schema.size()]);
        }

        /**
         * As {@link Features#number}.
         *
         * @param <T> the application's type
         * @param name the field
         * @param reader gives its value
         * @return a mapping that reads this field
         * @throws IllegalArgumentException as {@link Features#number}
         */
        public <T> Features<T> number(String name, ToDoubleFunction<T> reader) {
            return this.<T>empty().number(name, reader);
        }

        /**
         * As {@link Features#integer}.
         *
         * @param <T> the application's type
         * @param name the field
         * @param reader gives its value
         * @return a mapping that reads this field
         * @throws IllegalArgumentException as {@link Features#integer}
         */
        public <T> Features<T> integer(String name, ToLongFunction<T> reader) {
            return this.<T>empty().integer(name, reader);
        }

        /**
         * As {@link Features#category}.
         *
         * @param <T> the application's type
         * @param name the field
         * @param reader gives its value, or null if it is missing
         * @return a mapping that reads this field
         * @throws IllegalArgumentException as {@link Features#category}
         */
        public <T> Features<T> category(String name, Function<T, ? extends @Nullable Object> reader) {
            return this.<T>empty().category(name, reader);
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private <T> Features<T> empty() {
            return new Features<>(UNNAMED, schema, new FieldReader[schema.size()]);
        }
    }
}
