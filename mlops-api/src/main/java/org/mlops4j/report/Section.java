package org.mlops4j.report;

import java.util.List;
import java.util.Objects;

/**
 * A part of a report under one heading.
 *
 * @param heading what it is about
 * @param blocks its content, in order
 * @since 0.1.0
 */
public record Section(String heading, List<Block> blocks) {

    /**
     * Copies the list.
     *
     * @param heading what it is about
     * @param blocks its content
     */
    public Section {
        Objects.requireNonNull(heading, "heading");
        blocks = List.copyOf(blocks);
    }

    /**
     * A section of these blocks.
     *
     * @param heading what it is about
     * @param blocks its content, in order
     * @return the section
     */
    public static Section of(String heading, Block... blocks) {
        return new Section(heading, List.of(blocks));
    }
}
