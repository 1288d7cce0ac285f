package org.mlops4j.core.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Sensitivity;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.SlicedProfile;

/**
 * Profiles rows as they come, slice by slice, in memory that depends on the allowed count of slices only. Made by {@link
 * Profiles#collect(Schema, Slicing)}.
 *
 * <p>Where a PERSONAL field names the slices, those of fewer than {@value Profiles#LEAST_ROWS} rows are among the other
 * rows.
 *
 * <p>Not thread-safe: give each thread a collector of its own and merge their profiles.
 *
 * @since 0.1.0
 */
public final class SlicedProfileCollector {

    private final Slicing slicing;
    private final int position;
    private final boolean personal;
    private final Supplier<ProfileCollector> start;
    private final Map<String, ProfileCollector> slices = new LinkedHashMap<>();
    private @Nullable ProfileCollector other;

    SlicedProfileCollector(Schema schema, Slicing slicing, Supplier<ProfileCollector> start) {
        this.slicing = slicing;
        this.position = slicing.position(schema);
        this.personal = schema.field(position).sensitivity() == Sensitivity.PERSONAL;
        this.start = start;
    }

    /**
     * Adds one row.
     *
     * @param row a row of the schema
     * @return this collector
     * @throws IllegalArgumentException if it is of another schema
     */
    public SlicedProfileCollector add(Row row) {
        collector(slicing.name(row, position)).add(row);
        return this;
    }

    /**
     * Adds all rows of a table; quicker than one by one.
     *
     * @param table rows of the schema
     * @return this collector
     * @throws IllegalArgumentException if they are of another schema
     */
    public SlicedProfileCollector add(Table table) {
        Map<ProfileCollector, IntStream.Builder> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            rows.computeIfAbsent(collector(slicing.name(table.row(row), position)), any -> IntStream.builder())
                    .add(row);
        }
        rows.forEach(
                (collector, chosen) -> collector.add(table.select(chosen.build().toArray())));
        return this;
    }

    private ProfileCollector collector(String slice) {
        ProfileCollector known = slices.get(slice);
        if (known == null && slices.size() < slicing.maxSlices()) {
            known = start.get();
            slices.put(slice, known);
        }
        if (known != null) {
            return known;
        }
        ProfileCollector rest = other;
        if (rest == null) {
            rest = start.get();
            other = rest;
        }
        return rest;
    }

    /**
     * The profiles of the rows so far; more may follow.
     *
     * @return the profile of each slice
     */
    public SlicedProfile toProfile() {
        Map<String, Profile> profiles = new TreeMap<>();
        Profile rest = other == null ? null : other.toProfile();
        for (Map.Entry<String, ProfileCollector> slice : slices.entrySet()) {
            Profile profile = slice.getValue().toProfile();
            if (personal && profile.rows() < Profiles.LEAST_ROWS) {
                rest = rest == null ? profile : rest.merge(profile);
            } else {
                profiles.put(slice.getKey(), profile);
            }
        }
        return SlicedProfile.of(slicing.maxSlices(), profiles, rest);
    }
}
