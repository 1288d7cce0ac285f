package org.mlops4j.profile;

/**
 * What is known of the values of a column apart from its bins: exact counts, and sketches of bounded size and stated
 * error. Which kind there is follows from the type of the field: BOOLEAN, INT64 and FLOAT64 have a {@link
 * NumberSummary}, STRING and CATEGORY a {@link TextSummary}, INSTANT a {@link TimeSummary}, VECTOR a {@link
 * VectorSummary}.
 *
 * @since 0.1.0
 */
public sealed interface ColumnSummary permits NumberSummary, TextSummary, TimeSummary, VectorSummary {

    /**
     * Both sets of values together: exact for counts, smallest and largest values and distinct counts, to about 1e-12 for
     * moments, within their stated error for quantiles and frequent items.
     *
     * @param other a summary of the same kind
     * @return the merged summary
     * @throws IllegalArgumentException if the kinds differ, or vectors differ in dimension
     */
    ColumnSummary merge(ColumnSummary other);
}
