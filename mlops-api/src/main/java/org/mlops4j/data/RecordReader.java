package org.mlops4j.data;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns a record's components into fields and compiled readers. */
final class RecordReader {

    private RecordReader() {}

    static Schema schemaOf(Class<? extends Record> recordType) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : recordType.getRecordComponents()) {
            fields.add(fieldOf(component));
        }
        return Schema.of(fields);
    }

    static <R extends Record> Features.@Nullable FieldReader<? super R>[] readersOf(Class<R> recordType) {
        RecordComponent[] components = recordType.getRecordComponents();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Features.@Nullable FieldReader<? super R>[] readers = new Features.FieldReader[components.length];
        for (int i = 0; i < components.length; i++) {
            readers[i] = readerOf(recordType, components[i]);
        }
        return readers;
    }

    private static Field fieldOf(RecordComponent component) {
        SchemaField annotation = component.getAnnotation(SchemaField.class);
        String name = annotation == null || annotation.name().isEmpty() ? component.getName() : annotation.name();
        Class<?> type = component.getType();
        Field.Builder field = Field.builder(name, typeOf(component, annotation))
                .nullable(!type.isPrimitive() && (isBoxed(type) || hasNullable(component)));
        if (type.isEnum()) {
            field.allowed(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        }
        if (annotation == null) {
            return field.build();
        }
        field.roles(Arrays.asList(annotation.roles())).sensitivity(annotation.sensitivity());
        if (annotation.allowed().length > 0) {
            field.allowed(annotation.allowed());
        }
        if (annotation.min() != Double.NEGATIVE_INFINITY || annotation.max() != Double.POSITIVE_INFINITY) {
            field.range(annotation.min(), annotation.max());
        }
        return field.build();
    }

    private static DataType typeOf(RecordComponent component, @Nullable SchemaField annotation) {
        Class<?> type = component.getType();
        if (type == boolean.class || type == Boolean.class) {
            return DataType.BOOLEAN;
        }
        if (isInteger(type)) {
            return DataType.INT64;
        }
        if (isFloating(type)) {
            return DataType.FLOAT64;
        }
        if (type == String.class) {
            return annotation != null && annotation.category() ? DataType.CATEGORY : DataType.STRING;
        }
        if (type.isEnum()) {
            return DataType.CATEGORY;
        }
        if (type == Instant.class) {
            return DataType.INSTANT;
        }
        if (type == double[].class && annotation != null && annotation.dimension() > 0) {
            return DataType.vector(annotation.dimension());
        }
        throw new IllegalArgumentException("component '" + component.getName() + "' of "
                + component.getDeclaringRecord().getName()
                + " must be a boolean, an integer, a floating-point number, a String, an enum, an Instant or a "
                + "double[] with @SchemaField(dimension = n), but is " + type.getName()
                + "; map such a type with Features.of(schema)");
    }

    private static <R extends Record> Features.FieldReader<R> readerOf(Class<R> recordType, RecordComponent component) {
        Accessor accessor = Accessor.of(recordType, component);
        Class<?> type = component.getType();
        if (type == boolean.class) {
            Predicate<Object> get = accessor.compile(Predicate.class, "test", boolean.class, Accessor::test);
            return (source, field, sink) -> sink.bool(field, get.test(source));
        }
        if (type.isPrimitive() && isInteger(type)) {
            ToLongFunction<Object> get =
                    accessor.compile(ToLongFunction.class, "applyAsLong", long.class, Accessor::toLong);
            return (source, field, sink) -> sink.int64(field, get.applyAsLong(source));
        }
        if (type.isPrimitive()) {
            ToDoubleFunction<Object> get =
                    accessor.compile(ToDoubleFunction.class, "applyAsDouble", double.class, Accessor::toDouble);
            return (source, field, sink) -> sink.float64(field, get.applyAsDouble(source));
        }
        Function<Object, @Nullable Object> get =
                accessor.compile(Function.class, "apply", Object.class, Accessor::toObject);
        return (source, field, sink) -> writeObject(get.apply(source), field, sink);
    }

    private static void writeObject(@Nullable Object value, int field, RowSink sink) {
        if (value == null) {
            sink.missing(field);
        } else if (value instanceof String text) {
            sink.text(field, text);
        } else if (value instanceof Enum<?> constant) {
            sink.text(field, constant.name());
        } else if (value instanceof Boolean flag) {
            sink.bool(field, flag);
        } else if (value instanceof Instant instant) {
            sink.instant(field, instant);
        } else if (value instanceof double[] vector) {
            sink.vector(field, vector);
        } else if (value instanceof Double || value instanceof Float) {
            sink.float64(field, ((Number) value).doubleValue());
        } else {
            sink.int64(field, ((Number) value).longValue());
        }
    }

    private static boolean isInteger(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == short.class
                || type == byte.class
                || type == Integer.class
                || type == Long.class
                || type == Short.class
                || type == Byte.class;
    }

    private static boolean isFloating(Class<?> type) {
        return type == double.class || type == float.class || type == Double.class || type == Float.class;
    }

    private static boolean isBoxed(Class<?> type) {
        return type == Boolean.class || isInteger(type) || isFloating(type);
    }

    private static boolean hasNullable(RecordComponent component) {
        return Arrays.stream(component.getAnnotatedType().getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }
}
