package org.mlops4j.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mlops4j.check.CheckResult;

/**
 * A piece of a section.
 *
 * @since 0.1.0
 */
public sealed interface Block permits Block.Paragraph, Block.Facts, Block.Grid, Block.Results {

    /**
     * Running text.
     *
     * @param text one or more lines
     */
    record Paragraph(String text) implements Block {

        /**
         * Checks the text.
         *
         * @param text one or more lines
         */
        public Paragraph {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Names and values.
     *
     * @param values strings, numbers and booleans by name, in order
     */
    record Facts(Map<String, Object> values) implements Block {

        /**
         * Copies the map.
         *
         * @param values strings, numbers and booleans by name
         */
        public Facts {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * A table. Columns that hold only numbers are aligned to the right.
     *
     * @param header names of the columns
     * @param rows strings, numbers and booleans, one list a row
     */
    record Grid(List<String> header, List<List<Object>> rows) implements Block {

        /**
         * Copies and checks the rows.
         *
         * @param header names of the columns
         * @param rows one list a row
         * @throws IllegalArgumentException if a row has another length than the header
         */
        public Grid {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Object> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "a row of a grid must have " + header.size() + " cells but has " + row.size());
                }
            }
        }
    }

    /**
     * Results of checks.
     *
     * @param results the results, in order
     */
    record Results(List<CheckResult> results) implements Block {

        /**
         * Copies the list.
         *
         * @param results the results
         */
        public Results {
            results = List.copyOf(results);
        }
    }
}
