package org.mlops4j.audit;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an anchor holds of a log.
 *
 * @param name how the anchor is called
 * @param kept how many checkpoints of the log it holds, as far as it can be read
 * @param newest how many entries the largest of them covers
 * @param faultOrNull why it last failed to keep or to hand out checkpoints, or null if it did not
 * @since 0.1.0
 */
public record AnchorState(
        String name, int kept, long newest, @Nullable String faultOrNull) {

    /**
     * Checks the parts.
     *
     * @param name how the anchor is called
     * @param kept how many checkpoints of the log it holds
     * @param newest how many entries the largest of them covers
     * @param faultOrNull why it last failed, or null
     */
    public AnchorState {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Why it last failed.
     *
     * @return the reason, or empty if it did not
     */
    public Optional<String> fault() {
        return Optional.ofNullable(faultOrNull);
    }
}
