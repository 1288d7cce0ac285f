package org.mlops4j.core.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.mlops4j.core.profile.internal.ColumnCounter;
import org.mlops4j.core.profile.internal.NumberReference;
import org.mlops4j.core.profile.internal.ProfileCounter;
import org.mlops4j.core.profile.internal.WordReference;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Bins;
import org.mlops4j.profile.ColumnProfile;
import org.mlops4j.profile.Profile;

/**
 * Makes profiles of tables. {@link #reference(Table)} freezes the bins of every column, {@link #against(Profile, Table)}
 * counts other rows into them.
 *
 * <p>Numbers (BOOLEAN, INT64, FLOAT64): a value that occurs more than once and makes up more than 1 % of the finite ones is
 * an atom with a bin of its own; the others are cut into intervals at their quantiles (type 7 of Hyndman and Fan 1996,
 * doi:10.1080/00031305.1996.10473566), of which equal ones are joined. The first edge is the smallest finite value, the
 * last the largest, and each atom is an edge, so that the order of all bins is known; together at most {@value
 * #DEFAULT_INTERVALS} intervals. A column without any finite value has the single edge 0.
 *
 * <p>Words (CATEGORY, STRING): each word with a share of at least 0.1 % of the values present has a bin of its own, at
 * most 254 of them, the most frequent first and equally frequent ones in order of their text; the others are rare. Of the rare words the {@value #RARE_WORDS} most frequent are kept by name, as
 * far as they are of a million characters together, and none of a column of sensitivity PERSONAL or SECRET; the rest count
 * as rare here, and as never seen later, which {@link org.mlops4j.profile.CategoryBins#expectedUnseen()} allows for.
 *
 * <p>Columns of type INSTANT and VECTOR have no profile: they are simply not in the result.
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

    private static final int MOST_INTERVALS = 1024;
    private static final Profiles DEFAULTS = new Profiles(DEFAULT_INTERVALS);

    private final int maxIntervals;

    private Profiles(int maxIntervals) {
        this.maxIntervals = maxIntervals;
    }

    /**
     * The profile of a reference, in bins of its own.
     *
     * @param table the reference, for example the training rows
     * @return its profile, without columns of type INSTANT and VECTOR
     */
    public static Profile reference(Table table) {
        return DEFAULTS.freeze(table);
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
        return ProfileCounter.against(reference, current.schema(), Set.of())
                .add(current)
                .toProfile();
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
        return new Profiles(intervals);
    }

    /**
     * The profile of a reference, in bins of its own, with these settings.
     *
     * @param table the reference
     * @return its profile, without columns of type INSTANT and VECTOR
     */
    public Profile freeze(Table table) {
        Objects.requireNonNull(table, "table");
        List<ColumnProfile> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            DataType type = column.field().type();
            if (type.isNumeric() || type.isText()) {
                Bins bins = type.isNumeric()
                        ? NumberReference.freeze(column, maxIntervals)
                        : WordReference.freeze(column, RARE_WORDS);
                columns.add(ColumnCounter.of(column.field(), bins).add(column).toProfile());
            }
        }
        return Profile.of(table.rowCount(), columns);
    }
}
