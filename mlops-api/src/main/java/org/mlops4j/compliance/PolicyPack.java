package org.mlops4j.compliance;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Controls that belong together, as of a date.
 *
 * @param id name of the pack
 * @param asOf the state of the law and of practice it reflects
 * @param controls the controls, in order
 * @since 0.1.0
 */
public record PolicyPack(String id, LocalDate asOf, List<Control> controls) {

    /**
     * Checks and copies the parts.
     *
     * @param id name of the pack
     * @param asOf the state it reflects
     * @param controls the controls
     * @throws IllegalArgumentException if the id is blank, there are no controls, or two share an id
     */
    public PolicyPack {
        Objects.requireNonNull(asOf, "asOf");
        controls = List.copyOf(controls);
        if (id.isBlank() || controls.isEmpty()) {
            throw new IllegalArgumentException(
                    "a pack must have an id and at least one control but was '" + id + "' with " + controls.size());
        }
        Set<String> ids = new HashSet<>();
        for (Control control : controls) {
            if (!ids.add(control.id())) {
                throw new IllegalArgumentException("two controls of pack '" + id + "' are called " + control.id());
            }
        }
    }
}
