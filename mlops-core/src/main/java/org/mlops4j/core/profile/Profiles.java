package org.mlops4j.core.profile;

import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.mlops4j.core.json.internal.Json;
import org.mlops4j.core.profile.internal.ColumnCounter;
import org.mlops4j.core.profile.internal.NumberReference;
import org.mlops4j.core.profile.internal.ProfileCounter;
import org.mlops4j.core.profile.internal.ProfileJson;
import org.mlops4j.core.profile.internal.SummaryCounter;
import org.mlops4j.core.profile.internal.SummaryReference;
import org.mlops4j.core.profile.internal.WordReference;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Digest;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;
import org.mlops4j.profile.QuantileSketch;

/**
 * Makes profiles of tables and of streams of rows, writes and reads them.
 *
 * <p>{@link #of(Table)} makes a free-standing profile: exact counts and moments of every column, and sketches of its
 * quantiles, distinct count and frequent items. Profiles of parts merge into that of the whole. {@link #reference(Table)}
 * freezes the bins of every column, from rows or from a free-standing profile, and {@link #against(Profile, Table)} counts
 * other rows into them, exactly and in about a tenth of the time.
 *
 * <p>Bins of numbers (BOOLEAN, INT64, FLOAT64): a value that occurs more than once and makes up more than 1 % of the finite
 * ones is an atom with a bin of its own; the others are cut into intervals at their quantiles (type 7 of Hyndman and Fan
 * 1996, doi:10.1080/00031305.1996.10473566), of which equal ones are joined. The first edge is the smallest finite value,
 * the last the largest, and each atom is an edge, so that the order of all bins is known; together at most {@value
 * #DEFAULT_INTERVALS} intervals. A column without any finite value has the single edge 0.
 *
 * <p>Bins of words (CATEGORY, STRING): each word with a share of at least 0.1 % of the values present has a bin of its own,
 * at most 254 of them, the most frequent first and equally frequent ones in order of their text; the others are rare. Of
 * the rare words the {@value #RARE_WORDS} most frequent are kept by name, as far as they are of a million characters
 * together; the rest count as rare here, and as never seen later, which {@link
 * org.mlops4j.profile.CategoryBins#expectedUnseen()} allows for. Columns of type INSTANT and VECTOR have no bins.
 *
 * <p>A column of sensitivity PERSONAL tells nothing that stands for fewer than {@value #LEAST_ROWS} rows: no smallest and
 * largest value, no mean of fewer rows; quantiles and edges between as many rows at least, rounded to 3 significant
 * digits; atoms and words only with as many rows; rare words only by a hash that also depends on the column's name, so that
 * somebody must guess a word to find it; moments in spans of time with as many rows. A column of sensitivity SECRET tells only
 * how many values are there.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class Profiles {

    /** At most so many intervals a column, unless said otherwise. */
    public static final int DEFAULT_INTERVALS = 256;

    /** At most so many rare words are kept by name. */
    public static final int RARE_WORDS = 10_000;

    /** So many rows stand at least behind each value that is told of a PERSONAL column. */
    public static final int LEAST_ROWS = 10;

    private static final int MOST_INTERVALS = 1024;
    private static final Profiles DEFAULTS = new Profiles(DEFAULT_INTERVALS, QuantileSketch.DEFAULT_K, 0, false);

    private final int maxIntervals;
    private final int k;
    private final long seed;
    private final boolean parallel;

    private Profiles(int maxIntervals, int k, long seed, boolean parallel) {
        this.maxIntervals = maxIntervals;
        this.k = k;
        this.seed = seed;
        this.parallel = parallel;
    }

    /**
     * The free-standing profile of a table.
     *
     * @param table the rows
     * @return its profile, which merges with other free-standing ones of the same schema
     */
    public static Profile of(Table table) {
        return DEFAULTS.collect(table.schema()).add(table).toProfile();
    }

    /**
     * The profile of a reference, in bins of its own.
     *
     * @param table the reference, for example the training rows
     * @return its profile
     */
    public static Profile reference(Table table) {
        return DEFAULTS.freeze(table);
    }

    /**
     * A reference made of a free-standing profile. Its edges and counts are those that the sketches estimate.
     *
     * @param profile a free-standing profile
     * @return the same rows in bins
     */
    public static Profile reference(Profile profile) {
        return DEFAULTS.freeze(profile);
    }

    /**
     * The profile of other rows, in the bins of a reference. A column that the table does not have, or has in another
     * type, is left out.
     *
     * @param reference whose bins to use
     * @param current the rows to count
     * @return their profile
     */
    public static Profile against(Profile reference, Table current) {
        return DEFAULTS.collect(current.schema(), reference).add(current).toProfile();
    }

    /**
     * The readable form of a profile.
     *
     * @param profile the profile
     * @return JSON
     */
    public static String toJson(Profile profile) {
        return Json.pretty(ProfileJson.write(profile));
    }

    /**
     * The compact form of a profile: the same content as CBOR (RFC 8949).
     *
     * @param profile the profile
     * @return bytes, the same on every machine for the same profile
     */
    public static byte[] toBytes(Profile profile) {
        return ProfileJson.toBytes(profile);
    }

    /**
     * Reads either form.
     *
     * @param bytes a profile in JSON or in the compact form
     * @return the profile
     * @throws org.mlops4j.identity.MlopsException if it is none, or of a newer format
     */
    public static Profile read(byte[] bytes) {
        return ProfileJson.read("profile", bytes);
    }

    /**
     * What tells a profile from any other: SHA-256 of its canonical JSON form (RFC 8785).
     *
     * @param profile the profile
     * @return the digest
     */
    public static Digest digest(Profile profile) {
        return ProfileJson.digest(profile);
    }

    /**
     * The settings that {@link #reference(Table)} uses.
     *
     * @return the settings
     */
    public static Profiles ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Limits the intervals of a numeric column.
     *
     * @param intervals at most how many, in [2, 1024]; a few more if there are so many atoms
     * @return settings with the limit
     * @throws IllegalArgumentException if it is not in [2, 1024]
     */
    public Profiles maxIntervals(int intervals) {
        if (intervals < 2 || intervals > MOST_INTERVALS) {
            throw new IllegalArgumentException("intervals must be in [2, " + MOST_INTERVALS + "] but was " + intervals);
        }
        return new Profiles(intervals, k, seed, parallel);
    }

    /**
     * The size of quantile sketches, 1024 unless said otherwise.
     *
     * @param size in [8, 65535]; see {@link QuantileSketch#rankError()}
     * @return settings with it
     * @throws IllegalArgumentException if it is not in [8, 65535]
     */
    public Profiles quantileSize(int size) {
        QuantileSketch.builder(size, seed);
        return new Profiles(maxIntervals, size, seed, parallel);
    }

    /**
     * What the coins of quantile sketches are drawn from, 0 unless said otherwise. It is recorded in the profile.
     *
     * @param chosen the seed
     * @return settings with it
     */
    public Profiles seed(long chosen) {
        return new Profiles(maxIntervals, k, chosen, parallel);
    }

    /**
     * Profiles the columns of a table on all processors; the result is the same.
     *
     * @return settings that do so
     */
    public Profiles parallel() {
        return new Profiles(maxIntervals, k, seed, true);
    }

    /**
     * Begins a free-standing profile of rows that come one after the other.
     *
     * @param schema what the rows hold
     * @return a collector
     */
    public ProfileCollector collect(Schema schema) {
        return new ProfileCollector(ProfileCounter.summaries(schema, k, seed), parallel);
    }

    /**
     * Begins to count rows that come one after the other in the bins of a reference. A column that the schema does not have,
     * or has in another type, is left out.
     *
     * @param schema what the rows hold
     * @param reference whose bins to use
     * @return a collector
     */
    public ProfileCollector collect(Schema schema, Profile reference) {
        return new ProfileCollector(ProfileCounter.against(reference, schema, Set.of()), parallel);
    }

    /**
     * Begins free-standing profiles of slices.
     *
     * @param schema what the rows hold
     * @param slicing which slice a row belongs to
     * @return a collector
     * @throws IllegalArgumentException if the schema has no such field, or one whose type cannot name slices
     */
    public SlicedProfileCollector collect(Schema schema, Slicing slicing) {
        return new SlicedProfileCollector(schema, slicing, () -> collect(schema));
    }

    /**
     * Begins to count slices in the bins of a reference.
     *
     * @param schema what the rows hold
     * @param reference whose bins to use
     * @param slicing which slice a row belongs to
     * @return a collector
     * @throws IllegalArgumentException if the schema has no such field, or one whose type cannot name slices
     */
    public SlicedProfileCollector collect(Schema schema, Profile reference, Slicing slicing) {
        return new SlicedProfileCollector(schema, slicing, () -> collect(schema, reference));
    }

    /**
     * The profile of a reference, in bins of its own, with these settings.
     *
     * @param table the reference
     * @return its profile
     */
    public Profile freeze(Table table) {
        Objects.requireNonNull(table, "table");
        IntStream positions = IntStream.range(0, table.columns().size());
        return Profile.of(
                table.rowCount(),
                (parallel ? positions.parallel() : positions)
                        .mapToObj(i -> freeze(table.column(i)))
                        .toList());
    }

    /**
     * A reference made of a free-standing profile, with these settings.
     *
     * @param profile a free-standing profile
     * @return the same rows in bins
     */
    public Profile freeze(Profile profile) {
        return Profile.of(
                profile.rows(),
                profile.columns().stream()
                        .map(column -> SummaryReference.freeze(column, maxIntervals))
                        .toList());
    }

    private ColumnProfile freeze(Column column) {
        Field field = column.field();
        ColumnProfile summary =
                SummaryCounter.summarise(field, null).add(column).toProfile();
        if (summary.summary().isEmpty()
                || !field.type().isNumeric() && !field.type().isText()) {
            return summary;
        }
        Bins bins = field.type().isNumeric()
                ? NumberReference.freeze(column, maxIntervals)
                : WordReference.freeze(column, RARE_WORDS);
        return ColumnCounter.of(field, bins)
                .add(column)
                .toProfile()
                .withSummary(summary.summary().get());
    }
}
