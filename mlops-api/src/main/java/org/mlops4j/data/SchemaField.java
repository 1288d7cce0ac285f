package org.mlops4j.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a record component what its Java type cannot: roles, sensitivity, range, allowed words. Read by {@link
 * Schema#of(Class)}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface SchemaField {

    /**
     * The field's name, if it differs from the component's.
     *
     * @return a name, or the empty string for the component's own
     */
    String name() default "";

    /**
     * What the field is used for.
     *
     * @return one or more roles
     */
    Role[] roles() default Role.FEATURE;

    /**
     * How carefully its values must be treated.
     *
     * @return the sensitivity
     */
    Sensitivity sensitivity() default Sensitivity.INTERNAL;

    /**
     * Whether a String component holds words from a limited set.
     *
     * @return true for {@link DataType#CATEGORY}, false for {@link DataType#STRING}
     */
    boolean category() default false;

    /**
     * Smallest allowed number, inclusive.
     *
     * @return the bound; negative infinity for none
     */
    double min() default Double.NEGATIVE_INFINITY;

    /**
     * Largest allowed number, inclusive.
     *
     * @return the bound; positive infinity for none
     */
    double max() default Double.POSITIVE_INFINITY;

    /**
     * The only allowed words of a text field.
     *
     * @return the words; empty for any
     */
    String[] allowed() default {};

    /**
     * Length of an array component.
     *
     * @return the dimension of the vector; 0 for a component that is no array
     */
    int dimension() default 0;
}
