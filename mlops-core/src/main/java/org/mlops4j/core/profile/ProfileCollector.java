package org.mlops4j.core.profile;

import org.mlops4j.core.profile.internal.ProfileCounter;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.profile.Profile;

/**
 * Profiles rows as they come, in memory that does not depend on how many come. Made by {@link Profiles#collect}.
 *
 * <p>Rows of a prediction log may be added as they are read. A free-standing profile leaves out columns of which a log kept
 * only the bin, a pseudonym or nothing; count those against the reference.
 *
 * <p>Not thread-safe: give each thread a collector of its own and merge their profiles.
 *
 * @since 0.1.0
 */
public final class ProfileCollector {

    private final ProfileCounter counter;
    private final boolean parallel;

    ProfileCollector(ProfileCounter counter, boolean parallel) {
        this.counter = counter;
        this.parallel = parallel;
    }

    /**
     * Adds one row.
     *
     * @param row a row of the schema
     * @return this collector
     * @throws IllegalArgumentException if it is of another schema
     */
    public ProfileCollector add(Row row) {
        counter.add(row);
        return this;
    }

    /**
     * Adds all rows of a table; quicker than one by one.
     *
     * @param table rows of the schema
     * @return this collector
     * @throws IllegalArgumentException if they are of another schema
     */
    public ProfileCollector add(Table table) {
        counter.add(table, parallel);
        return this;
    }

    /**
     * How many rows were added.
     *
     * @return a number from 0
     */
    public long rows() {
        return counter.rows();
    }

    /**
     * The profile of the rows so far; more may follow.
     *
     * @return the profile
     */
    public Profile toProfile() {
        return counter.toProfile();
    }
}
