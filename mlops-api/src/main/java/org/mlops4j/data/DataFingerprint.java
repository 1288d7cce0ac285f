package org.mlops4j.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Digest;

/**
 * Names the content of a table: two tables with equal fingerprints hold the same rows. Computed over the bits of the
 * values, never over their text.
 *
 * @since 0.1.0
 */
public final class DataFingerprint {

    private final long rows;
    private final Digest schema;
    private final Digest ordered;
    private final Digest unordered;
    private final Map<String, Digest> columns;

    /**
     * A fingerprint from its parts; use the factory of the core module to compute one.
     *
     * @param rows how many rows there are, from 0
     * @param schema digest of the schema
     * @param ordered digest over the rows in their order
     * @param unordered digest over the rows in any order, with their multiplicity; an aid against accidents, not
     *     against an attacker who may choose many rows
     * @param columns digest of each column in row order, by name, in schema order
     * @throws IllegalArgumentException if the number of rows is negative
     */
    public DataFingerprint(long rows, Digest schema, Digest ordered, Digest unordered, Map<String, Digest> columns) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be >= 0 but was " + rows);
        }
        this.rows = rows;
        this.schema = Objects.requireNonNull(schema, "schema");
        this.ordered = Objects.requireNonNull(ordered, "ordered");
        this.unordered = Objects.requireNonNull(unordered, "unordered");
        this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * How many rows there are.
     *
     * @return a number from 0
     */
    public long rows() {
        return rows;
    }

    /**
     * Digest of the schema.
     *
     * @return the digest
     */
    public Digest schema() {
        return schema;
    }

    /**
     * Digest over the rows in their order.
     *
     * @return the digest
     */
    public Digest ordered() {
        return ordered;
    }

    /**
     * Digest over the rows in any order.
     *
     * @return the digest
     */
    public Digest unordered() {
        return unordered;
    }

    /**
     * Digest of each column in row order, without its name.
     *
     * @return an unmodifiable map by column name, in schema order
     */
    public Map<String, Digest> columns() {
        return columns;
    }

    /**
     * Whether both fingerprints stem from the same rows in the same order.
     *
     * @param other what to compare with
     * @return true if every part is equal
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataFingerprint that
                && rows == that.rows
                && schema.equals(that.schema)
                && ordered.equals(that.ordered)
                && unordered.equals(that.unordered)
                && columns.equals(that.columns);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the ordered digest
     */
    @Override
    public int hashCode() {
        return ordered.hashCode();
    }

    /**
     * One line for reports.
     *
     * @return rows and the beginning of the ordered digest
     */
    @Override
    public String toString() {
        return rows + " rows, " + ordered.shortHex();
    }
}
