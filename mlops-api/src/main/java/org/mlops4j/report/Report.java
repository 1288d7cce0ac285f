package org.mlops4j.report;

import java.util.List;
import java.util.Objects;

/**
 * A report: a title and sections.
 *
 * @param title what it is about
 * @param sections its sections, in order
 * @since 0.1.0
 */
public record Report(String title, List<Section> sections) {

    /**
     * Copies the list.
     *
     * @param title what it is about
     * @param sections its sections
     */
    public Report {
        Objects.requireNonNull(title, "title");
        sections = List.copyOf(sections);
    }
}
