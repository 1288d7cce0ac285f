package org.mlops4j.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckSpec;

/**
 * Checks that a candidate must pass before it is promoted. Required checks decide: one FAIL or INCONCLUSIVE among them
 * closes the gate. Advisory checks are measured, shown and recorded, and decide nothing.
 *
 * @since 0.1.0
 */
public final class Gate {

    private final String name;
    private final List<CheckSpec> required;
    private final List<CheckSpec> advisory;

    private Gate(String name, List<CheckSpec> required, List<CheckSpec> advisory) {
        this.name = Objects.requireNonNull(name, "name");
        this.required = List.copyOf(required);
        this.advisory = List.copyOf(advisory);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a gate must not be blank");
        }
    }

    /**
     * A gate without checks, which never opens.
     *
     * @param name what it is called in decisions and the audit log
     * @return the gate
     * @throws IllegalArgumentException if the name is blank
     */
    public static Gate named(String name) {
        return new Gate(name, List.of(), List.of());
    }

    /**
     * Adds a check that decides.
     *
     * @param check the check
     * @return a gate with it
     */
    public Gate require(Check<?> check) {
        return require(check.spec());
    }

    /**
     * Adds a check that decides, as data.
     *
     * @param spec the check
     * @return a gate with it
     */
    public Gate require(CheckSpec spec) {
        return new Gate(name, plus(required, spec), advisory);
    }

    /**
     * Adds a check that is shown and recorded only.
     *
     * @param check the check
     * @return a gate with it
     */
    public Gate advise(Check<?> check) {
        return new Gate(name, required, plus(advisory, check.spec()));
    }

    /**
     * What the gate is called.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * The checks that decide.
     *
     * @return an unmodifiable list
     */
    public List<CheckSpec> required() {
        return required;
    }

    /**
     * The checks that are shown and recorded only.
     *
     * @return an unmodifiable list
     */
    public List<CheckSpec> advisory() {
        return advisory;
    }

    private static List<CheckSpec> plus(List<CheckSpec> specs, CheckSpec more) {
        List<CheckSpec> all = new ArrayList<>(specs);
        all.add(more);
        return all;
    }
}
