package org.mlops4j.serving;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.model.PredictionId;

/**
 * What an application knows about a call beside its input.
 *
 * @since 0.1.0
 */
public final class CallContext {

    private static final CallContext NONE = new CallContext(null, Map.of());

    private final @Nullable PredictionId id;
    private final Map<String, String> slices;

    private CallContext(@Nullable PredictionId id, Map<String, String> slices) {
        this.id = id;
        this.slices = slices;
    }

    /**
     * Nothing: the library makes the id.
     *
     * @return the empty context
     */
    public static CallContext none() {
        return NONE;
    }

    /**
     * An id of the application's own.
     *
     * @param id the id
     * @return a context with it
     */
    public static CallContext of(PredictionId id) {
        return new CallContext(Objects.requireNonNull(id, "id"), Map.of());
    }

    /**
     * Adds a subgroup the call belongs to.
     *
     * @param name for example {@code tenant}; not blank
     * @param value for example {@code acme}
     * @return a context with it
     * @throws IllegalArgumentException if the name is blank
     */
    public CallContext slice(String name, String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a slice must not be blank");
        }
        Map<String, String> more = new TreeMap<>(slices);
        more.put(name, Objects.requireNonNull(value, "value"));
        return new CallContext(id, Collections.unmodifiableMap(more));
    }

    /**
     * The application's own id.
     *
     * @return the id, or empty if the library makes one
     */
    public Optional<PredictionId> id() {
        return Optional.ofNullable(id);
    }

    /**
     * Further subgroups.
     *
     * @return an unmodifiable sorted map
     */
    public Map<String, String> slices() {
        return slices;
    }
}
