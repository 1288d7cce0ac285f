package org.mlops4j.profile;

import java.util.Objects;

/**
 * Bins that tell only whether a value is there: for columns whose values no reference has cut into bins.
 *
 * @since 0.1.0
 */
public enum PresenceBins implements Bins {

    /** The only such bins: present, missing. */
    INSTANCE;

    /**
     * The bin of values that are there.
     *
     * @return its position
     */
    public int presentBin() {
        return 0;
    }

    @Override
    public int nullBin() {
        return 1;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public String label(int bin) {
        return Objects.checkIndex(bin, size()) == nullBin() ? "missing" : "present";
    }

    /**
     * One line for messages.
     *
     * @return what they are
     */
    @Override
    public String toString() {
        return "no bins of values";
    }
}
