package org.mlops4j.profile;

/**
 * Where the values of a column are counted. Bins of values are frozen once from a reference and shared by every profile
 * compared with it; {@link PresenceBins} are the same for all columns.
 *
 * @since 0.1.0
 */
public sealed interface Bins permits NumericBins, CategoryBins, PresenceBins {

    /**
     * How many bins there are, the special ones included.
     *
     * @return a number above 0
     */
    int size();

    /**
     * The bin of missing values.
     *
     * @return its position
     */
    int nullBin();

    /**
     * What a bin holds, for people.
     *
     * @param bin its position
     * @return for example {@code [25.0, 32.0)}, {@code = 0.0}, {@code missing} or {@code never seen}
     * @throws IndexOutOfBoundsException if there is no such bin
     */
    String label(int bin);
}
