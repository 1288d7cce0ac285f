package org.mlops4j.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A profile for each slice of the rows, for example each country or each day. There are at most so many slices as were asked
 * for; all rows beyond are together in {@link #other()}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class SlicedProfile {

    /** The name of the slice whose rows lack the value that names slices. */
    public static final String MISSING = "(missing)";

    private final int maxSlices;
    private final Map<String, Profile> slices;
    private final @Nullable Profile other;

    private SlicedProfile(int maxSlices, Map<String, Profile> slices, @Nullable Profile other) {
        this.maxSlices = maxSlices;
        this.slices = slices;
        this.other = other;
    }

    /**
     * Profiles by slice. If there are more than allowed, those with the most rows stay, of equal ones the first by name, and
     * the rest are merged into the other rows.
     *
     * @param maxSlices at most so many, from 1
     * @param slices the profile of each slice, by name
     * @param other the profile of all other rows, or null if there are none
     * @return the sliced profile
     * @throws IllegalArgumentException if maxSlices is below 1, or profiles cannot be merged
     */
    public static SlicedProfile of(int maxSlices, Map<String, Profile> slices, @Nullable Profile other) {
        if (maxSlices < 1) {
            throw new IllegalArgumentException("maxSlices must be >= 1 but was " + maxSlices);
        }
        List<Map.Entry<String, Profile>> ranked = new ArrayList<>(slices.entrySet());
        ranked.sort(Comparator.comparingLong(
                        (Map.Entry<String, Profile> slice) -> slice.getValue().rows())
                .reversed()
                .thenComparing(Map.Entry::getKey));
        TreeMap<String, Profile> kept = new TreeMap<>();
        Profile rest = other;
        for (Map.Entry<String, Profile> slice : ranked) {
            if (kept.size() < maxSlices) {
                kept.put(slice.getKey(), slice.getValue());
            } else {
                rest = merge(rest, slice.getValue());
            }
        }
        return new SlicedProfile(maxSlices, Collections.unmodifiableMap(kept), rest);
    }

    private static Profile merge(@Nullable Profile one, Profile more) {
        return one == null ? more : one.merge(more);
    }

    /**
     * How many slices there may be.
     *
     * @return a number from 1
     */
    public int maxSlices() {
        return maxSlices;
    }

    /**
     * The profile of each slice, in order of the names.
     *
     * @return an unmodifiable map
     */
    public Map<String, Profile> slices() {
        return slices;
    }

    /**
     * The profile of a slice.
     *
     * @param name its name
     * @return the profile, or empty if there is no such slice or it is among the other rows
     */
    public Optional<Profile> slice(String name) {
        return Optional.ofNullable(slices.get(name));
    }

    /**
     * The profile of all rows that are in no slice.
     *
     * @return the profile, or empty if every row is in a slice
     */
    public Optional<Profile> other() {
        return Optional.ofNullable(other);
    }

    /**
     * The profile of all rows.
     *
     * @return the merged profile, or empty if there are no slices
     */
    public Optional<Profile> total() {
        Profile all = other;
        for (Profile slice : slices.values()) {
            all = merge(all, slice);
        }
        return Optional.ofNullable(all);
    }

    /**
     * The slices of both; those of one name are merged. If they are too many, the smallest join the other rows.
     *
     * @param more another sliced profile
     * @return the merged one, with at most as many slices as the one that allows fewer
     * @throws IllegalArgumentException if profiles cannot be merged
     */
    public SlicedProfile merge(SlicedProfile more) {
        TreeMap<String, Profile> all = new TreeMap<>(slices);
        more.slices.forEach((name, profile) -> all.merge(name, profile, Profile::merge));
        Profile rest = more.other == null ? other : merge(other, more.other);
        return of(Math.min(maxSlices, more.maxSlices), all, rest);
    }

    /**
     * Compares every slice.
     *
     * @param that what to compare with
     * @return true for equal slices
     */
    @Override
    public boolean equals(@Nullable Object that) {
        return that instanceof SlicedProfile sliced
                && maxSlices == sliced.maxSlices
                && slices.equals(sliced.slices)
                && Objects.equals(other, sliced.other);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the slices
     */
    @Override
    public int hashCode() {
        return 31 * maxSlices + slices.hashCode();
    }

    /**
     * One line for messages.
     *
     * @return how many slices there are
     */
    @Override
    public String toString() {
        return slices.size() + " slices" + (other == null ? "" : " and " + other.rows() + " other rows");
    }
}
