package org.mlops4j.data;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The accessor of a record's component as a functional interface.
 *
 * @param lookup sees what the record sees
 * @param handle the accessor
 * @param component what it reads
 */
record Accessor(MethodHandles.Lookup lookup, MethodHandle handle, RecordComponent component) {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    static Accessor of(Class<?> recordType, RecordComponent component) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(recordType, LOOKUP);
            return new Accessor(lookup, lookup.unreflect(component.getAccessor()), component);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "record " + recordType.getName() + " cannot be read from here: open its package to the module "
                            + "org.mlops4j.api, or map it with Features.of(schema)",
                    e);
        }
    }

    /**
     * Compiles the accessor, so that calling it costs what a method reference costs. Into a record of another module or
     * class loader no code may be compiled from here: such an accessor is called through its handle.
     *
     * @param shape the functional interface
     * @param method its method
     * @param result what that method returns
     * @param byHandle makes the same of a handle from an object to the result
     */
    <F> F compile(Class<? super F> shape, String method, Class<?> result, Function<MethodHandle, F> byHandle) {
        if (!lookup.hasFullPrivilegeAccess()) {
            return byHandle.apply(handle.asType(methodType(result, Object.class)));
        }
        Class<?> recordType = component.getDeclaringRecord();
        Class<?> type = component.getType();
        MethodType call = methodType(type.isPrimitive() ? result : type, recordType);
        try {
            @SuppressWarnings("unchecked")
            F compiled = (F) LambdaMetafactory.metafactory(
                            lookup, method, methodType(shape), methodType(result, Object.class), handle, call)
                    .getTarget()
                    .invoke();
            return Objects.requireNonNull(compiled);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "accessor of '" + component.getName() + "' in " + recordType.getName() + " cannot be compiled", e);
        }
    }

    static Predicate<Object> test(MethodHandle handle) {
        return source -> {
            try {
                return (boolean) handle.invokeExact(source);
            } catch (Throwable e) {
                throw unchanged(e);
            }
        };
    }

    static ToLongFunction<Object> toLong(MethodHandle handle) {
        return source -> {
            try {
                return (long) handle.invokeExact(source);
            } catch (Throwable e) {
                throw unchanged(e);
            }
        };
    }

    static ToDoubleFunction<Object> toDouble(MethodHandle handle) {
        return source -> {
            try {
                return (double) handle.invokeExact(source);
            } catch (Throwable e) {
                throw unchanged(e);
            }
        };
    }

    static Function<Object, @Nullable Object> toObject(MethodHandle handle) {
        return source -> {
            try {
                return (Object) handle.invokeExact(source);
            } catch (Throwable e) {
                throw unchanged(e);
            }
        };
    }

    /** Throws what an accessor threw, as a direct call would. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
