package org.mlops4j.compliance;

import java.util.Objects;
import org.mlops4j.check.CheckSpec;

/**
 * One requirement, where it comes from, and the check that gathers its evidence.
 *
 * @param id its name within the pack, for example {@code training-data-fingerprinted}
 * @param title the requirement in one sentence
 * @param source where it comes from, for example {@code AI Act Art. 12}
 * @param check gathers the evidence and decides
 * @since 0.1.0
 */
public record Control(String id, String title, String source, CheckSpec check) {

    /**
     * Checks the parts.
     *
     * @param id its name within the pack
     * @param title the requirement in one sentence
     * @param source where it comes from
     * @param check gathers the evidence and decides
     * @throws IllegalArgumentException if id or title is blank
     */
    public Control {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(check, "check");
        if (id.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException(
                    "id and title of a control must not be blank but were '" + id + "', '" + title + "'");
        }
    }
}
