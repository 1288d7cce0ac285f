package org.mlops4j.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a check measured: an estimate, how surprising it is, and the evidence behind it.
 *
 * @since 0.1.0
 */
public final class Measurement {

    private final String name;
    private final Estimate estimate;
    private final OptionalDouble pValue;
    private final Map<String, Object> details;

    private Measurement(String name, Estimate estimate, OptionalDouble pValue, Map<String, Object> details) {
        this.name = Objects.requireNonNull(name, "name");
        this.estimate = Objects.requireNonNull(estimate, "estimate");
        this.pValue = pValue;
        this.details = details;
    }

    /**
     * A measured quantity.
     *
     * @param name its name in lower-case words joined by underscores, for example {@code roc_auc}
     * @param estimate its value
     * @return the measurement
     */
    public static Measurement of(String name, Estimate estimate) {
        return new Measurement(name, estimate, OptionalDouble.empty(), Map.of());
    }

    /**
     * Adds the probability of a value at least this far on the wrong side of the rule's bound, if the bound holds.
     *
     * @param p a probability
     * @return a measurement with it
     * @throws IllegalArgumentException if p is not in [0, 1]
     */
    public Measurement withPValue(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be in [0, 1] but was " + p);
        }
        return new Measurement(name, estimate, OptionalDouble.of(p), details);
    }

    /**
     * Adds a piece of evidence.
     *
     * @param key what it is
     * @param value a string, number or boolean, or a list or map of such
     * @return a measurement with it
     * @throws IllegalArgumentException if the value is something else
     */
    public Measurement withDetail(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(Objects.requireNonNull(key, "key"), Plain.requirePlain(key, value));
        return new Measurement(name, estimate, pValue, Collections.unmodifiableMap(more));
    }

    /**
     * What was measured.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * The measured value.
     *
     * @return an estimate, possibly undefined
     */
    public Estimate estimate() {
        return estimate;
    }

    /**
     * The probability of a value at least this far on the wrong side of the rule's bound, if the bound holds.
     *
     * @return the p-value, or empty if none is known
     */
    public OptionalDouble pValue() {
        return pValue;
    }

    /**
     * The evidence, in the order it was added.
     *
     * @return an unmodifiable map to strings, numbers, booleans, and lists and maps of such
     */
    public Map<String, Object> details() {
        return details;
    }

    /**
     * One line for messages.
     *
     * @return name and estimate
     */
    @Override
    public String toString() {
        return name + " " + estimate;
    }
}
